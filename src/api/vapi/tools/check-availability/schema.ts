import { z } from 'zod';
import { spokenText } from '../../arguments';

const durationMinutes = z
  .union([z.number(), z.string().regex(/^\d{1,3}$/)], { error: 'durationMinutes must be a whole number of minutes' })
  .transform(Number)
  .refine((value) => Number.isInteger(value) && value >= 5 && value <= 240, {
    error: 'durationMinutes must be from 5 to 240',
  })
  .nullish();

/** All optional. Dates may be said as people say them; they are resolved in the practice's zone. */
export const checkAvailabilityArguments = z.object({
  appointmentType: spokenText('appointmentType', 80),
  date: spokenText('date', 60),
  startDate: spokenText('startDate', 60),
  endDate: spokenText('endDate', 60),
  timeOfDay: spokenText('timeOfDay', 60),
  provider: spokenText('provider', 80),
  durationMinutes,
  patient: spokenText('patient', 20),
});
export type CheckAvailabilityArguments = z.infer<typeof checkAvailabilityArguments>;

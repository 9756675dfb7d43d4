import { z } from 'zod';
import { firstOf, optionalShortCode, spokenText } from '../../arguments';
import { lengthMinutes } from '../../arguments/minutes';

const fields = z.object({
  appointmentType: spokenText('appointmentType', 80),
  date: spokenText('date', 60),
  startDate: spokenText('startDate', 60),
  endDate: spokenText('endDate', 60),
  timeOfDay: spokenText('timeOfDay', 60),
  provider: spokenText('provider', 80),
  durationMinutes: lengthMinutes('durationMinutes'),
  patient: optionalShortCode('P'),
});

/**
 * All optional. Dates may be said as people say them; they are resolved in the practice's zone. `patient` (also
 * `patientId`) only says whose own provider comes first.
 */
export const checkAvailabilityArguments = z.preprocess((value) => {
  const args = value as Record<string, unknown>;
  return { ...args, patient: firstOf(args, 'patient', 'patientId') };
}, fields);
export type CheckAvailabilityArguments = z.infer<typeof checkAvailabilityArguments>;

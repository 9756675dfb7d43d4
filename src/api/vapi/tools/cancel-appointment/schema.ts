import { z } from 'zod';
import { firstOf, shortCode, spokenText } from '../../arguments';

/** `{patient*, appointment*, reason}`; `patientId` and `appointmentId` are accepted names for the codes. */
export const cancelAppointmentArguments = z.preprocess(
  (value) => {
    const args = value as Record<string, unknown>;
    return {
      ...args,
      patient: firstOf(args, 'patient', 'patientId'),
      appointment: firstOf(args, 'appointment', 'appointmentId'),
    };
  },
  z.object({
    patient: shortCode('P', 'patient', 'P1'),
    appointment: shortCode('A', 'appointment', 'A1'),
    reason: spokenText('reason', 300),
  }),
);
export type CancelAppointmentArguments = z.infer<typeof cancelAppointmentArguments>;

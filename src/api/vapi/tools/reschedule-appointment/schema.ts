import { z } from 'zod';
import { firstOf, shortCode } from '../../arguments';
import { textConsent } from '../common/text-consent';

/** `{patient*, appointment*, slot*, textConsent}`; `patientId`, `appointmentId` and `slotId` are accepted names for the codes. */
export const rescheduleAppointmentArguments = z.preprocess(
  (value) => {
    const args = value as Record<string, unknown>;
    return {
      ...args,
      patient: firstOf(args, 'patient', 'patientId'),
      appointment: firstOf(args, 'appointment', 'appointmentId'),
      slot: firstOf(args, 'slot', 'slotId'),
    };
  },
  z.object({
    patient: shortCode('P', 'patient', 'P1'),
    appointment: shortCode('A', 'appointment', 'A1'),
    slot: shortCode('S', 'slot', 'S1'),
    textConsent,
  }),
);
export type RescheduleAppointmentArguments = z.infer<typeof rescheduleAppointmentArguments>;

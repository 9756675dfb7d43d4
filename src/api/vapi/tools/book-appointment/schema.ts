import { z } from 'zod';
import { firstOf, shortCode, spokenText } from '../../arguments';
import { textConsent } from '../common/text-consent';

/** `{patient*, slot*, appointmentType, reason, textConsent}`; `patientId` and `slotId` are accepted names for the codes. */
export const bookAppointmentArguments = z.preprocess(
  (value) => {
    const args = value as Record<string, unknown>;
    return { ...args, patient: firstOf(args, 'patient', 'patientId'), slot: firstOf(args, 'slot', 'slotId') };
  },
  z.object({
    patient: shortCode('P', 'patient', 'P1'),
    slot: shortCode('S', 'slot', 'S1'),
    appointmentType: spokenText('appointmentType', 80),
    reason: spokenText('reason', 300),
    textConsent,
  }),
);
export type BookAppointmentArguments = z.infer<typeof bookAppointmentArguments>;

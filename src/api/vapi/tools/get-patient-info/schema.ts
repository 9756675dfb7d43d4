import { z } from 'zod';
import { firstOf, shortCode } from '../../arguments';

/** `{patient*}`; `patientId` is an accepted name for the code. */
export const getPatientInfoArguments = z.preprocess(
  (value) => {
    const args = value as Record<string, unknown>;
    return { ...args, patient: firstOf(args, 'patient', 'patientId') };
  },
  z.object({ patient: shortCode('P', 'patient', 'P1') }),
);
export type GetPatientInfoArguments = z.infer<typeof getPatientInfoArguments>;

import { z } from 'zod';
import { firstOf, shortCode, spokenText } from '../../arguments';
import { emailAddress, personName, phoneNumber } from '../common/person-fields';
import { textConsent } from '../common/text-consent';

/** `{patient*, phone, email, address, insurance, firstName, middleName, lastName, preferredName, language, textConsent}`. */
export const updatePatientArguments = z.preprocess(
  (value) => {
    const args = value as Record<string, unknown>;
    return { ...args, patient: firstOf(args, 'patient', 'patientId') };
  },
  z.object({
    patient: shortCode('P', 'patient', 'P1'),
    phone: phoneNumber('phone'),
    email: emailAddress('email'),
    address: spokenText('address'),
    insurance: spokenText('insurance'),
    firstName: personName('firstName'),
    middleName: personName('middleName'),
    lastName: personName('lastName'),
    preferredName: personName('preferredName'),
    language: spokenText('language', 40),
    textConsent,
  }),
);
export type UpdatePatientArguments = z.infer<typeof updatePatientArguments>;

import { z } from 'zod';
import { spokenText } from '../../arguments';
import { emailAddress, needed, personName, phoneNumber } from '../common/person-fields';
import { textConsent } from '../common/text-consent';

/** `{firstName*, lastName*, dateOfBirth*, phone*, email, address, insurance, textConsent}`. */
export const createPatientArguments = z.object({
  firstName: needed(personName('firstName'), 'firstName'),
  lastName: needed(personName('lastName'), 'lastName'),
  dateOfBirth: needed(spokenText('dateOfBirth', 80), 'dateOfBirth'),
  phone: needed(phoneNumber('phone'), 'phone'),
  email: emailAddress('email'),
  address: spokenText('address'),
  insurance: spokenText('insurance'),
  textConsent,
});
export type CreatePatientArguments = z.infer<typeof createPatientArguments>;

import { z } from 'zod';
import { spokenName, spokenText } from '../../arguments';

/** `{query, firstName, lastName, dateOfBirth, phone}`, all optional: what is missing is asked for in words. */
export const searchPatientsArguments = z.object({
  query: spokenName('query'),
  firstName: spokenName('firstName', 60),
  lastName: spokenName('lastName', 60),
  dateOfBirth: spokenText('dateOfBirth', 80),
  phone: spokenText('phone', 40),
});
export type SearchPatientsArguments = z.infer<typeof searchPatientsArguments>;

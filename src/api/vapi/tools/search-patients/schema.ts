import { z } from 'zod';
import { spokenText } from '../../arguments';

/** `{query, firstName, lastName, dateOfBirth, phone}`, all optional: what is missing is asked for in words. */
export const searchPatientsArguments = z.object({
  query: spokenText('query'),
  firstName: spokenText('firstName', 60),
  lastName: spokenText('lastName', 60),
  dateOfBirth: spokenText('dateOfBirth', 40),
  phone: spokenText('phone', 40),
});
export type SearchPatientsArguments = z.infer<typeof searchPatientsArguments>;

import { Secret } from '../domain/secret';
import { text } from './text-schemas';

export const postgresUrl = text
  .refine((value) => URL.canParse(value) && ['postgres:', 'postgresql:'].includes(new URL(value).protocol), {
    error: 'must be a postgres:// or postgresql:// URL',
  })
  .transform((value) => new Secret(value));

export const databaseVariables = {
  DATABASE_URL: postgresUrl.meta({ example: 'postgresql://parlae@127.0.0.1:5432/parlae' }),
};

export interface DatabaseConfig {
  /** Secret, because it may hold the password. */
  readonly url: Secret;
}

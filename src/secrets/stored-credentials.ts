import { z } from 'zod';
import { Secret } from '../domain/secret';
import type { PracticeCredentials } from './port';

/** The keys may be absent: an operator who enters an office by hand knows its id and its secret. */
const shortLived = z.string().min(1).nullable().default(null);

/** The JSON that is stored for one office, in every back end. */
export const storedCredentialsSchema = z.object({
  officeId: z.string().min(1),
  secretKey: z.string().min(1),
  requestKey: shortLived,
  refreshKey: shortLived,
  /** An instant in ISO 8601 with its offset. */
  requestKeyExpiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type StoredCredentials = z.infer<typeof storedCredentialsSchema>;

const wrap = (value: string | null): Secret | null => (value === null ? null : new Secret(value));

export const fromStored = (stored: StoredCredentials): PracticeCredentials => ({
  officeId: stored.officeId,
  secretKey: new Secret(stored.secretKey),
  requestKey: wrap(stored.requestKey),
  refreshKey: wrap(stored.refreshKey),
  requestKeyExpiresAt: stored.requestKeyExpiresAt === null ? null : new Date(stored.requestKeyExpiresAt),
});

export const toStored = (credentials: PracticeCredentials): StoredCredentials => ({
  officeId: credentials.officeId,
  secretKey: credentials.secretKey.expose(),
  requestKey: credentials.requestKey?.expose() ?? null,
  refreshKey: credentials.refreshKey?.expose() ?? null,
  requestKeyExpiresAt: credentials.requestKeyExpiresAt?.toISOString() ?? null,
});

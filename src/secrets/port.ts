import type { Secret } from '../domain/secret';

/** What Sikka gave us for one office. Request and refresh key are null until the first key has been granted. */
export interface PracticeCredentials {
  readonly officeId: string;
  readonly secretKey: Secret;
  readonly requestKey: Secret | null;
  readonly refreshKey: Secret | null;
  /** The instant at which the request key ends. */
  readonly requestKeyExpiresAt: Date | null;
}

export interface PracticeTokens {
  readonly requestKey: Secret;
  readonly refreshKey: Secret | null;
  readonly requestKeyExpiresAt: Date;
}

/**
 * Where the practices' credentials lie. An account's first office is at `parlae/pms/sikka/{accountId}`, each further
 * one at `parlae/pms/sikka/{accountId}/{officeId}`. A store that cannot be reached or read throws: that is an outage.
 */
export interface SecretStore {
  /** Null when nothing is stored. Without `officeId`: the account's first office. */
  getPracticeCredentials(accountId: string, officeId?: string): Promise<PracticeCredentials | null>;
  /** Creates or replaces the office's credentials. The database keeps the ARN, never a credential. */
  storePracticeCredentials(accountId: string, credentials: PracticeCredentials): Promise<{ readonly arn: string }>;
  /** Replaces the keys, which are short-lived, and leaves the rest. @throws when the office has no credentials here */
  updatePracticeTokens(accountId: string, officeId: string, tokens: PracticeTokens): Promise<void>;
}

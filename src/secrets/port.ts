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

export interface ReadOptions {
  /**
   * True: ask the store itself, whatever a cache remembers. For after Sikka refused what we hold, and wherever what
   * another process may just have written matters. A cache may still answer from memory when the store is out of order,
   * or when it was asked less than a second ago.
   */
  readonly isFresh?: boolean;
}

/**
 * Where the practices' credentials lie. An account's first office is at `parlae/pms/sikka/{accountId}`, each further
 * one at `parlae/pms/sikka/{accountId}/{officeId}`. A store that cannot be reached or read throws a SecretsError; an id
 * that is not safe in a name throws a RangeError.
 */
export interface SecretStore {
  /** Null when nothing is stored. Without `officeId`: the account's first office. */
  getPracticeCredentials(
    accountId: string,
    officeId?: string,
    options?: ReadOptions,
  ): Promise<PracticeCredentials | null>;
  /**
   * Creates or replaces the office's credentials. The database keeps the ARN, never a credential.
   *
   * To rotate an office's secret, store its credentials again. Where the secret key differs from the stored one, request
   * and refresh key are dropped, given ones too: they were granted under the old secret. Where it is the same and no
   * keys are given, the stored ones stay.
   */
  storePracticeCredentials(accountId: string, credentials: PracticeCredentials): Promise<{ readonly arn: string }>;
  /**
   * Replaces the keys, which are short-lived, and leaves the rest as it is at that moment: a secret that is rotated
   * meanwhile stays rotated. @throws SecretsError `not-found` when the office has no credentials here
   */
  updatePracticeTokens(accountId: string, officeId: string, tokens: PracticeTokens): Promise<void>;
  /** Ends what goes on in the background and closes connections. */
  close(): Promise<void>;
}

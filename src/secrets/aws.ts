import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientOptions, type AwsPlace } from './aws-client';
import { createAwsSecrets, type SecretVersion } from './aws-secret';
import { SecretsError, SecretsErrorCode } from './errors';
import { firstOfficeName, furtherOfficeName } from './names';
import type { PracticeCredentials, SecretStore } from './port';
import { credentialsToStore } from './store-again';
import { fromStored, toStored } from './stored-credentials';

export interface AwsSecretStoreOptions extends AwsPlace {
  /** Key of AWS KMS for new secrets: id, ARN or `alias/...`; null: the account's own key of Secrets Manager. */
  readonly kmsKeyId: string | null;
  readonly newVersionId?: () => string;
  /** From 0 up to 1, for the pauses between two tries. */
  readonly random?: () => number;
}

/** An office's name in the store, and what is there; `version` is null where nothing is yet. */
interface Place {
  readonly name: string;
  readonly version: SecretVersion | null;
}

const MAX_TRIES = 6;
const LONGEST_PAUSE_MS = 60;

/** That the first office's secret cannot be read says nothing about the others, which lie elsewhere. */
const isAboutThisSecretOnly = (failure: unknown): failure is SecretsError =>
  failure instanceof SecretsError &&
  (failure.code === SecretsErrorCode.scheduledForDeletion || failure.code === SecretsErrorCode.malformed);

/**
 * Credentials in AWS Secrets Manager. Each change is a compare-and-set on the version that was read, so that an operator
 * who rotates a secret in the console and our renewal of the keys cannot undo each other. No memory of its own: see
 * `createCachedSecretStore`.
 */
export function createAwsSecretStore(options: AwsSecretStoreOptions): SecretStore {
  const { kmsKeyId, newVersionId = randomUUID, random = Math.random } = options;
  const client = new SecretsManagerClient(awsClientOptions(options));
  const secrets = createAwsSecrets({ client, kmsKeyId, newVersionId });

  async function find(accountId: string, officeId: string): Promise<Place> {
    const [firstName, name] = [firstOfficeName(accountId), furtherOfficeName(accountId, officeId)];
    const first = await secrets.read(firstName).catch((failure: unknown) => {
      if (isAboutThisSecretOnly(failure)) return failure;
      throw failure;
    });
    const isFirst = first !== null && !(first instanceof SecretsError) && first.content.officeId === officeId;
    if (isFirst) return { name: firstName, version: first };
    const version = await secrets.read(name);
    if (version !== null && version.content.officeId !== officeId) {
      throw new SecretsError(SecretsErrorCode.malformed, name);
    }
    if (version === null && first instanceof SecretsError) throw first; // it may be this office's
    return version === null && first === null ? { name: firstName, version } : { name, version };
  }

  /** Reads, changes and writes, and does all three again when another was quicker. */
  async function change(
    accountId: string,
    officeId: string,
    decide: (stored: PracticeCredentials | null, name: string) => PracticeCredentials,
  ): Promise<{ arn: string }> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (tries > 0) await pause(random() * LONGEST_PAUSE_MS * tries);
      const { name, version } = await find(accountId, officeId);
      const content = toStored(decide(version === null ? null : fromStored(version.content), name));
      if (version === null) {
        const created = await secrets.create(name, accountId, content);
        if (created !== null) return created;
      } else if (await secrets.replace(name, version, content)) return { arn: version.arn };
    }
    throw new SecretsError(SecretsErrorCode.conflict, furtherOfficeName(accountId, officeId));
  }

  return {
    async getPracticeCredentials(accountId, officeId) {
      const name = firstOfficeName(accountId);
      const { version } =
        officeId === undefined ? { version: await secrets.read(name) } : await find(accountId, officeId);
      return version === null ? null : fromStored(version.content);
    },
    storePracticeCredentials: (accountId, credentials) =>
      change(accountId, credentials.officeId, (stored) => credentialsToStore(stored, credentials)),
    async updatePracticeTokens(accountId, officeId, tokens) {
      await change(accountId, officeId, (stored, name) => {
        if (stored === null) throw new SecretsError(SecretsErrorCode.notFound, name);
        return { ...stored, ...tokens };
      });
    },
    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
}

import { z } from 'zod';
import type { Secret } from '../domain/secret';
import { createEncryptedFile, type FileKeys } from './encrypted-file';
import { SecretsError, SecretsErrorCode } from './errors';
import { withFileLock, type FileLockOptions } from './file-lock';
import { firstOfficeName, furtherOfficeName } from './names';
import type { SecretStore } from './port';
import { credentialsToStore } from './store-again';
import { fromStored, storedCredentialsSchema, toStored, type StoredCredentials } from './stored-credentials';

export interface LocalSecretStoreOptions {
  readonly file: string;
  readonly keys: Secret<FileKeys>;
  readonly lock?: FileLockOptions;
}

const contentSchema = z.record(z.string(), storedCredentialsSchema);
type Content = Map<string, StoredCredentials>;

interface Entry {
  readonly name: string;
  readonly stored: StoredCredentials;
}

function find(content: Content, accountId: string, officeId?: string): Entry | null {
  const isWanted = ({ stored }: Entry): boolean => officeId === undefined || stored.officeId === officeId;
  const names = [
    firstOfficeName(accountId),
    ...(officeId === undefined ? [] : [furtherOfficeName(accountId, officeId)]),
  ];
  for (const name of names) {
    const stored = content.get(name);
    if (stored !== undefined && isWanted({ name, stored })) return { name, stored };
  }
  return null;
}

/**
 * Credentials in one encrypted file on this machine, for development and tests; several processes may use it at once.
 * The names are those of the cloud's store, and an ARN is `local:` and the name.
 */
export function createLocalSecretStore({ file, keys, lock }: LocalSecretStoreOptions): SecretStore {
  const sealed = createEncryptedFile(file, keys);

  async function load(): Promise<Content> {
    const json = await sealed.read();
    return new Map(json === null ? [] : Object.entries(contentSchema.parse(JSON.parse(json))));
  }

  /** Reads, changes and writes under the lock; what `change` returns is given back once the file is on the disk. */
  const update = <T>(change: (content: Content) => T): Promise<T> =>
    withFileLock(
      `${file}.lock`,
      async () => {
        const content = await load();
        const result = change(content);
        await sealed.write(JSON.stringify(Object.fromEntries(content)));
        return result;
      },
      lock,
    );

  return {
    async getPracticeCredentials(accountId, officeId) {
      const found = find(await load(), accountId, officeId);
      return found === null ? null : fromStored(found.stored);
    },
    storePracticeCredentials: (accountId, credentials) =>
      update((content) => {
        const first = firstOfficeName(accountId);
        const further = furtherOfficeName(accountId, credentials.officeId);
        const isFree = !content.has(first) && !content.has(further);
        const found = find(content, accountId, credentials.officeId);
        const name = isFree ? first : (found?.name ?? further);
        content.set(name, toStored(credentialsToStore(found === null ? null : fromStored(found.stored), credentials)));
        return { arn: `local:${name}` };
      }),
    updatePracticeTokens: (accountId, officeId, tokens) =>
      update((content) => {
        const found = find(content, accountId, officeId);
        if (found === null) throw new SecretsError(SecretsErrorCode.notFound, furtherOfficeName(accountId, officeId));
        content.set(found.name, toStored({ ...fromStored(found.stored), ...tokens }));
      }),
    close: () => Promise.resolve(),
  };
}

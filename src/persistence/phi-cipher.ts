import { randomBytes } from 'node:crypto';
import { phi, reveal, type Phi } from '../domain/phi';
import { open, seal } from '../crypto/aead';
import type { Database } from './database';
import { AccountEntity } from './entities/account';

/** The deployment's keys that wrap the accounts' data keys, by id. */
export interface WrappingKeys {
  readonly current: { readonly id: string; readonly key: Buffer };
  readonly all: ReadonlyMap<string, Buffer>;
}

/** Encrypts and decrypts PHI columns. `column` names where the value lives (`table.column`) and is authenticated. */
export interface PhiCipher {
  seal(accountId: string, column: string, value: Phi<unknown>): Promise<Buffer>;
  open<T>(accountId: string, column: string, sealed: Buffer): Promise<Phi<T>>;
}

const wrapContext = (accountId: string): string => `data-key:${accountId}`;

/** A fresh data key for a new account, wrapped by the current key. */
export function wrapNewDataKey(keys: WrappingKeys, accountId: string): { dataKeyId: string; wrappedDataKey: Buffer } {
  const wrapped = seal(keys.current.key, randomBytes(32), wrapContext(accountId));
  return { dataKeyId: keys.current.id, wrappedDataKey: wrapped };
}

const MAX_CACHED_KEYS = 1_000;

export function createPhiCipher(database: Database, keys: WrappingKeys): PhiCipher {
  const dataKeys = new Map<string, Promise<Buffer>>();

  const loadDataKey = async (accountId: string): Promise<Buffer> => {
    const account = await database.run((m) => m.findOneByOrFail(AccountEntity, { id: accountId }));
    const wrappingKey = keys.all.get(account.dataKeyId);
    if (wrappingKey === undefined) throw new Error('PAYLOAD_KEYS lacks the key that wraps an account data key');
    return open(wrappingKey, account.wrappedDataKey, wrapContext(accountId));
  };

  const dataKeyOf = (accountId: string): Promise<Buffer> => {
    const cached = dataKeys.get(accountId);
    if (cached !== undefined) return cached;
    const oldest = dataKeys.keys().next();
    if (dataKeys.size >= MAX_CACHED_KEYS && oldest.done !== true) dataKeys.delete(oldest.value);
    const loading = loadDataKey(accountId);
    dataKeys.set(accountId, loading);
    loading.catch(() => dataKeys.delete(accountId));
    return loading;
  };

  return {
    async seal(accountId, column, value) {
      const plain = Buffer.from(JSON.stringify(reveal(value)));
      return seal(await dataKeyOf(accountId), plain, `${accountId}:${column}`);
    },
    async open<T>(accountId: string, column: string, sealed: Buffer) {
      const plain = open(await dataKeyOf(accountId), sealed, `${accountId}:${column}`);
      return phi(JSON.parse(plain.toString()) as T);
    },
  };
}

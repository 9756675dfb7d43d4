import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Secret } from '../domain/secret';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const ONLY_OWNER = 0o600;

/** New content is sealed under `current`; older content is opened with the key that it names. Each has 32 bytes. */
export interface FileKeys {
  readonly current: { readonly id: string; readonly key: Buffer };
  readonly all: ReadonlyMap<string, Buffer>;
}

export interface EncryptedFile {
  /** The text; null when there is no file yet. @throws when it cannot be opened: wrong key, or changed by another hand */
  read(): Promise<string | null>;
  /** Replaces the file in one step: a reader sees the old or the new one, and a crash leaves one of them. */
  write(content: string): Promise<void>;
}

const fileSchema = z.strictObject({
  version: z.literal(1),
  keyId: z.string(),
  iv: z.base64(),
  tag: z.base64(),
  data: z.base64(),
});

/** The key's id and the version are authenticated with the content. */
const contextOf = (keyId: string): Buffer => Buffer.from(`parlae-local-secrets:1:${keyId}`);

function seal({ id: keyId, key }: FileKeys['current'], content: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(contextOf(keyId));
  const data = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]).toString('base64');
  const tag = cipher.getAuthTag().toString('base64');
  return JSON.stringify({ version: 1, keyId, iv: iv.toString('base64'), tag, data });
}

function unseal(keys: FileKeys, sealed: string, path: string): string {
  try {
    const { keyId, iv, tag, data } = fileSchema.parse(JSON.parse(sealed));
    const key = keys.all.get(keyId);
    if (key === undefined) throw new Error(`lacks the key ${keyId}`);
    const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, 'base64'), { authTagLength: 16 });
    decipher.setAAD(contextOf(keyId)).setAuthTag(Buffer.from(tag, 'base64'));
    return decipher.update(data, 'base64', 'utf8') + decipher.final('utf8');
  } catch {
    throw new Error(`${path} cannot be opened: it was sealed under a key that is not given, or was changed or damaged`);
  }
}

const isMissing = (failure: unknown): boolean =>
  typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === 'ENOENT';

/** A file of which only the owner can read the ciphertext, and only a holder of the key the content. */
export function createEncryptedFile(path: string, keys: Secret<FileKeys>): EncryptedFile {
  return {
    async read() {
      try {
        return unseal(keys.expose(), await readFile(path, 'utf8'), path);
      } catch (failure) {
        if (isMissing(failure)) return null;
        throw failure;
      }
    },
    async write(content) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const unfinished = `${path}.${randomUUID()}.tmp`;
      try {
        const file = await open(unfinished, 'wx', ONLY_OWNER);
        try {
          await file.writeFile(seal(keys.expose().current, content));
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(unfinished, path);
      } catch (failure) {
        await rm(unfinished, { force: true });
        throw failure;
      }
    },
  };
}

import { z } from 'zod';
import { Secret } from '../domain/secret';
import { decodeBase64, text } from './text-schemas';

const PAYLOAD_KEY_BYTES = 32;
const INDEX_KEY_MIN_BYTES = 32;
const KEY_ID = /^[a-zA-Z0-9_-]{1,32}$/;

interface PayloadKey {
  readonly id: string;
  readonly key: Buffer;
}

/** AES-256 keys of Temporal payloads. New payloads use `current`; older ones are read with the key that they name. */
export interface PayloadKeys {
  readonly current: PayloadKey;
  readonly all: ReadonlyMap<string, Buffer>;
}

export const keysVariables = {
  PAYLOAD_KEYS: text.transform(toPayloadKeys).meta({ example: 'k2:<base64 of 32 bytes>,k1:<base64 of 32 bytes>' }),
  INDEX_KEY: text.transform(toIndexKey).meta({ example: '<base64 of 32 bytes>' }),
};

export interface KeysConfig {
  readonly payloadKeys: Secret<PayloadKeys>;
  /** Key of the HMAC blind indices, at least 32 bytes. */
  readonly indexKey: Secret<Buffer>;
}

function toPayloadKeys(value: string, context: z.RefinementCtx): Secret<PayloadKeys> {
  const keys = value.split(',').map((entry) => toPayloadKey(entry.trim()));
  const readable = keys.filter((key) => key !== null);
  const [current] = readable;
  const all = new Map(readable.map(({ id, key }) => [id, key]));
  if (current === undefined || readable.length < keys.length) {
    context.addIssue(`must be id:base64 entries with commas between; each key is exactly ${PAYLOAD_KEY_BYTES} bytes`);
    return z.NEVER;
  }
  if (all.size < readable.length) {
    context.addIssue('names one key id twice');
    return z.NEVER;
  }
  return new Secret({ current, all });
}

function toPayloadKey(entry: string): PayloadKey | null {
  const colonAt = entry.indexOf(':');
  const id = entry.slice(0, Math.max(colonAt, 0));
  const key = decodeBase64(entry.slice(colonAt + 1));
  return KEY_ID.test(id) && key?.length === PAYLOAD_KEY_BYTES ? { id, key } : null;
}

function toIndexKey(value: string, context: z.RefinementCtx): Secret<Buffer> {
  const key = decodeBase64(value);
  if (key !== null && key.length >= INDEX_KEY_MIN_BYTES) return new Secret(key);
  context.addIssue(`must be base64 of at least ${INDEX_KEY_MIN_BYTES} bytes`);
  return z.NEVER;
}

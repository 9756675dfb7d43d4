import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { err, ok, type Result } from '../../domain/result';
import type { SignedStatement } from './document';

const PEM_BLOCK = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** The public keys that checkpoints may be signed with. */
export interface PublicKeys {
  readonly keyIds: readonly string[];
  /** Whether the signature over the statement's text is good; null where the key is not among these. */
  verify(signed: SignedStatement): boolean | null;
}

/** The name that checkpoints call a key by: the first 16 hexadecimal digits of the SHA-256 of its SPKI DER. */
export const keyIdOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

/** Ed25519, or ECDSA on P-256 with SHA-256, which KMS calls ECC_NIST_P256. */
export const isSigningKey = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'ed25519' ||
  (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1');

/** The signature's algorithm is the key's, never a word of the document: nobody can choose a weaker one. */
const isGood = (key: KeyObject, text: string, signature: string): boolean =>
  verify(
    key.asymmetricKeyType === 'ed25519' ? null : 'sha256',
    Buffer.from(text, 'utf8'),
    key,
    Buffer.from(signature, 'base64'),
  );

function readKeys(pem: string): KeyObject[] | null {
  const blocks = pem.match(PEM_BLOCK);
  if (blocks === null) return null;
  try {
    const keys = blocks.map((block) => createPublicKey(block));
    return keys.every(isSigningKey) ? keys : null;
  } catch {
    return null;
  }
}

/**
 * From the texts of PEM files, each with one or more public keys: a record of years has more than one.
 * The error is the place, from 0, of the first text without a key that we sign with.
 */
export function readPublicKeys(pems: readonly string[]): Result<PublicKeys, number> {
  const byId = new Map<string, KeyObject>();
  for (const [index, pem] of pems.entries()) {
    const keys = readKeys(pem);
    if (keys === null) return err(index);
    for (const key of keys) byId.set(keyIdOf(key), key);
  }
  return ok({
    keyIds: [...byId.keys()],
    verify({ statement, signature, keyId }) {
      const key = byId.get(keyId);
      return key === undefined ? null : isGood(key, statement, signature);
    },
  });
}

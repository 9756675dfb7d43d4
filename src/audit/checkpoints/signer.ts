import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { keyIdOf } from './public-keys';

/** Puts our name to a statement. What checks it is the public key alone. */
export interface CheckpointSigner {
  /** The name of the key in checkpoints. */
  readonly keyId: string;
  /** SPKI, for whoever checks. */
  readonly publicKeyPem: string;
  /** The signature over these bytes: Ed25519, or ECDSA with SHA-256 in DER. */
  sign(bytes: Buffer): Promise<Buffer>;
}

export const publicPem = (publicKey: KeyObject): string => publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Signs with a key that this process holds: for development, because who holds it can sign whatever he likes. */
export function createLocalSigner(privateKey: KeyObject): CheckpointSigner {
  const publicKey = createPublicKey(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    publicKeyPem: publicPem(publicKey),
    // Ed25519 has its hash in itself, so none is named.
    sign: (bytes) => Promise.resolve(sign(null, bytes, privateKey)),
  };
}

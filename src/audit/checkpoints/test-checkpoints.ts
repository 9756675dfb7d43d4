import { generateKeyPairSync, sign } from 'node:crypto';
import { buildCheckpoint, type BuiltCheckpoint, type NextCheckpoint } from './build-checkpoint';
import type { Leaf } from './leaf';
import { keyIdOf, readPublicKeys, type PublicKeys } from './public-keys';
import { createLocalSigner, publicPem, type CheckpointSigner } from './signer';
import { NO_STATEMENT } from './statement';

// For tests: signers of both kinds, and checkpoints of a few chains.

export const newEd25519Signer = (): CheckpointSigner => createLocalSigner(generateKeyPairSync('ed25519').privateKey);

/** Signs as KMS does, with a key that is here. */
export function newP256Signer(): CheckpointSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    keyId: keyIdOf(publicKey),
    publicKeyPem: publicPem(publicKey),
    sign: (bytes) => Promise.resolve(sign('sha256', bytes, privateKey)),
  };
}

export const newRsaPem = (): string => publicPem(generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey);

export function keysOf(...signers: readonly CheckpointSigner[]): PublicKeys {
  const keys = readPublicKeys(signers.map(({ publicKeyPem }) => publicKeyPem));
  if (!keys.ok) throw new Error('a signer of these tests has no public key');
  return keys.value;
}

export const leafOf = (chain: string, chainSeq: number): Leaf => ({
  chain,
  chainSeq,
  rowHash: Buffer.from([chainSeq]).toString('hex').padStart(64, '0'),
});

export const THREE_LEAVES: readonly Leaf[] = [leafOf('system', 9), leafOf('a-chain', 20), leafOf('a-chain', 3)];

export const checkpointOf = (
  signer: CheckpointSigner,
  { number = 1, leaves = THREE_LEAVES, previous = NO_STATEMENT }: Partial<NextCheckpoint> = {},
): Promise<BuiltCheckpoint> =>
  buildCheckpoint(signer, {
    ...{ number, leaves, previous },
    rowCount: 30,
    sealedAt: new Date('2031-03-04T05:06:07.008Z'),
  });

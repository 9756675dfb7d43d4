import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, SignCommand, type KMSClient } from '@aws-sdk/client-kms';
import { isSigningKey, keyIdOf } from './public-keys';
import { publicPem, type CheckpointSigner } from './signer';

export interface KmsKey {
  readonly client: KMSClient;
  /** Id, ARN or alias of an asymmetric key for signing, ECC_NIST_P256. */
  readonly kmsKeyId: string;
  /** The options of one request: its end. */
  readonly requestOptions: () => { readonly abortSignal: AbortSignal };
}

/**
 * Signs with a key that never leaves AWS KMS: nobody can read it, and each use of it is in CloudTrail. Asks for the public
 * key once. KMS takes up to 4,096 bytes as they are, and hashes them itself; a statement has some 300.
 * @throws what the SDK throws; Error for a key of another kind
 */
export async function createKmsSigner({ client, kmsKeyId, requestOptions }: KmsKey): Promise<CheckpointSigner> {
  const { PublicKey: der } = await client.send(new GetPublicKeyCommand({ KeyId: kmsKeyId }), requestOptions());
  if (der === undefined) throw new Error('KMS has given no public key');
  const publicKey = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  if (publicKey.asymmetricKeyType !== 'ec' || !isSigningKey(publicKey)) {
    throw new Error('the key of AWS KMS that signs checkpoints must be ECC_NIST_P256');
  }
  return {
    keyId: keyIdOf(publicKey),
    publicKeyPem: publicPem(publicKey),
    async sign(bytes) {
      const command = new SignCommand({
        KeyId: kmsKeyId,
        Message: bytes,
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      });
      const { Signature: signature } = await client.send(command, requestOptions());
      if (signature === undefined) throw new Error('KMS has given no signature');
      return Buffer.from(signature);
    },
  };
}

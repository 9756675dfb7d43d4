import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { createFolderStore } from '../audit/checkpoints/folder-store';
import { createKmsSigner } from '../audit/checkpoints/kms-signer';
import { createS3Store } from '../audit/checkpoints/s3-store';
import { createLocalSigner, type CheckpointSigner } from '../audit/checkpoints/signer';
import type { CheckpointStore } from '../audit/checkpoints/store';
import type { AuditConfig, CheckpointsConfig } from '../config/audit';
import { awsClientOptions, withinTotalTimeout as requestOptions } from '../secrets/aws-client';

/** Where checkpoints are kept. `close` lets go of its connections. */
export function openCheckpointStore(
  config: CheckpointsConfig,
  now: () => Date,
): CheckpointStore & { readonly close: () => void } {
  if (config.kind === 'folder') return { ...createFolderStore(config.folder), close: () => undefined };
  // A bucket's name before the endpoint's would be no host of an emulator.
  const client = new S3Client({ ...awsClientOptions(config.aws), forcePathStyle: config.aws.endpointUrl !== null });
  const { bucket, prefix } = config;
  const close = (): void => {
    client.destroy();
  };
  return { ...createS3Store({ client, bucket, prefix, now, requestOptions }), close };
}

export interface SignerPlace {
  /** The same one for as long as it could be opened; asked again after a failure. */
  open(): Promise<CheckpointSigner>;
  close(): void;
}

/** What signs checkpoints. Nothing is asked of KMS before the first wish. */
export function findSigner(config: AuditConfig['signer']): SignerPlace {
  if (config.kind === 'local') {
    const signer = createLocalSigner(config.privateKey.expose());
    return { open: () => Promise.resolve(signer), close: () => undefined };
  }
  const { kmsKeyId } = config;
  const client = new KMSClient(awsClientOptions(config.aws));
  let opened: Promise<CheckpointSigner> | null = null;
  return {
    open: () =>
      (opened ??= createKmsSigner({ client, kmsKeyId, requestOptions }).catch((failure: unknown) => {
        opened = null;
        throw failure;
      })),
    close() {
      client.destroy();
    },
  };
}

import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import { checkpointName, checkpointNumber, parseStored, type CheckpointStore, type StoredCheckpoint } from './store';

export interface S3Place {
  readonly client: S3Client;
  readonly bucket: string;
  /** What the names of the objects begin with, without a slash at its end; empty: nothing. */
  readonly prefix: string;
  readonly now: () => Date;
  /** The options of one request: its end. */
  readonly requestOptions: () => { readonly abortSignal: AbortSignal };
  /** Names in one page of a list: as many as S3 gives, unless told otherwise. */
  readonly namesPerPage?: number;
}

/** Rows stay six years and leave by whole months afterwards; what proves them stays a little longer. */
const LOCKED_YEARS = 7;
/** So many objects are fetched at once. */
const READERS = 16;

const hasStatus = (failure: unknown, status: number): boolean =>
  failure instanceof S3ServiceException && failure.$metadata.httpStatusCode === status;

function lockedUntil(now: Date): Date {
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + LOCKED_YEARS);
  return until;
}

/**
 * Checkpoints in a bucket of S3 with Object Lock. Each object is locked by itself in compliance mode, so that nobody can
 * delete or shorten it, the AWS account's owner included; a bucket without Object Lock refuses it, and nothing is sealed.
 * @throws what the SDK throws
 */
export function createS3Store({ client, bucket, prefix, now, requestOptions, namesPerPage }: S3Place): CheckpointStore {
  const before = prefix === '' ? '' : `${prefix}/`;
  const keyOf = (number: number): string => `${before}${checkpointName(number)}`;

  async function read(number: number): Promise<unknown> {
    const options = requestOptions();
    try {
      const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(number) }), options);
      return body === undefined ? null : parseStored(await body.transformToString('utf8'));
    } catch (failure) {
      if (hasStatus(failure, 404) && (failure as Error).name === 'NoSuchKey') return null;
      throw failure;
    }
  }

  async function* listNumbers(from: number): AsyncGenerator<number[]> {
    let after: string | undefined = keyOf(from - 1);
    while (after !== undefined) {
      const command: ListObjectsV2Command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: `${before}checkpoints/`,
        StartAfter: after,
        MaxKeys: namesPerPage,
      });
      const { Contents: found = [], IsTruncated: isTruncated } = await client.send(command, requestOptions());
      yield found
        .map(({ Key: key = '' }) => checkpointNumber(key.slice(before.length)))
        .filter((number) => number !== null);
      after = isTruncated === true ? found.at(-1)?.Key : undefined;
    }
  }

  return {
    async put(number, document) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: keyOf(number),
        Body: JSON.stringify(document),
        ContentType: 'application/json',
        IfNoneMatch: '*',
        ObjectLockMode: 'COMPLIANCE',
        ObjectLockRetainUntilDate: lockedUntil(now()),
        // S3 asks for one with Object Lock.
        ChecksumAlgorithm: 'SHA256',
      });
      try {
        await client.send(command, requestOptions());
        return 'stored';
      } catch (failure) {
        // Also when the SDK's second attempt meets what its first one has stored.
        if (hasStatus(failure, 412)) return 'exists';
        throw failure;
      }
    },
    read,
    async *list(from = 1) {
      for await (const numbers of listNumbers(from)) {
        for (let i = 0; i < numbers.length; i += READERS) {
          const few = numbers.slice(i, i + READERS);
          yield* await Promise.all(
            few.map(async (number): Promise<StoredCheckpoint> => ({ number, document: await read(number) })),
          );
        }
      }
    },
  };
}

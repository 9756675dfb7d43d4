import { createPublicKey, verify } from 'node:crypto';
import { CreateKeyCommand, GetPublicKeyCommand, KMSClient, type KeySpec } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createS3Store } from '../src/audit/checkpoints/s3-store';
import { sealAudit } from '../src/audit/checkpoints/seal-audit';
import { readPublicKeys } from '../src/audit/checkpoints/public-keys';
import type { CheckpointStore } from '../src/audit/checkpoints/store';
import { checkpointOf, leafOf } from '../src/audit/checkpoints/test-checkpoints';
import { verifyCheckpoint } from '../src/audit/checkpoints/verify-checkpoint';
import type { CheckpointSigner } from '../src/audit/checkpoints/signer';
import { findSigner, openCheckpointStore } from '../src/process/checkpoints';
import { appendRows, asApp, newChain } from './support/audit-chain';
import { createTestDatabase } from './support/database';
import { describeWithMoto } from './support/moto';

const BUCKET = 'invented-audit-bucket';

describeWithMoto('checkpoints with AWS', (moto) => {
  const opened: { close(): void }[] = [];
  afterEach(() => {
    for (const each of opened.splice(0)) each.close();
  });
  const closing = <T extends { close(): void }>(each: T): T => {
    opened.push(each);
    return each;
  };
  const aws = () => ({ region: moto().region, endpointUrl: moto().endpointUrl });
  /** The consoles of an operator. */
  const kms = (): KMSClient => {
    const client = new KMSClient({ region: moto().region, endpoint: moto().endpointUrl });
    closing({
      close: () => {
        client.destroy();
      },
    });
    return client;
  };
  const s3 = (): S3Client => {
    const client = new S3Client({ region: moto().region, endpoint: moto().endpointUrl, forcePathStyle: true });
    closing({
      close: () => {
        client.destroy();
      },
    });
    return client;
  };
  const newKey = async (KeySpec: KeySpec): Promise<string> => {
    const { KeyMetadata: key } = await kms().send(new CreateKeyCommand({ KeySpec, KeyUsage: 'SIGN_VERIFY' }));
    return key?.KeyId ?? '';
  };
  const openSigner = (kmsKeyId: string): Promise<CheckpointSigner> =>
    closing(findSigner({ kind: 'kms', kmsKeyId, aws: aws() })).open();
  const openStore = (prefix = 'parlae/audit'): CheckpointStore =>
    closing(
      openCheckpointStore({ kind: 's3', bucket: BUCKET, prefix, aws: aws() }, () => new Date('2031-03-04T05:06:07Z')),
    );
  const createBucket = (ObjectLockEnabledForBucket = true) =>
    s3().send(new CreateBucketCommand({ Bucket: BUCKET, ObjectLockEnabledForBucket }));

  describe('a key of KMS', () => {
    it('signs what its public key checks, by that key’s own name', async () => {
      const kmsKeyId = await newKey('ECC_NIST_P256');
      const signer = await openSigner(kmsKeyId);
      const { document, statement } = await checkpointOf(signer);
      const keys = readPublicKeys([signer.publicKeyPem]);
      expect(keys.ok && verifyCheckpoint(document, keys.value)).toMatchObject({ ok: true, value: { statement } });

      const { PublicKey: der } = await kms().send(new GetPublicKeyCommand({ KeyId: kmsKeyId }));
      const key = createPublicKey({ key: Buffer.from(der ?? []), format: 'der', type: 'spki' });
      const [text, signature] = [Buffer.from(document.statement), Buffer.from(document.signature, 'base64')];
      expect(verify('sha256', text, key, signature)).toBe(true);
    });

    it('is refused when it is of another kind', async () => {
      await expect(openSigner(await newKey('RSA_2048'))).rejects.toThrow('ECC_NIST_P256');
    });

    it('is asked for again after KMS was out', async () => {
      const signer = closing(findSigner({ kind: 'kms', kmsKeyId: 'no-such-key', aws: aws() }));
      await expect(signer.open()).rejects.toMatchObject({ name: 'NotFoundException' });
      await expect(signer.open()).rejects.toMatchObject({ name: 'NotFoundException' });
    });
  });

  describe('a bucket with Object Lock', () => {
    const documentOf = async (signer: CheckpointSigner, number: number) =>
      (await checkpointOf(signer, { number, leaves: [leafOf('system', number)] })).document;
    let signer: CheckpointSigner;
    beforeEach(async () => {
      await createBucket();
      signer = await openSigner(await newKey('ECC_NIST_P256'));
    });

    it('keeps each checkpoint once, and locks it for seven years', async () => {
      const store = openStore();
      expect(await store.read(1)).toBeNull();
      const first = await documentOf(signer, 1);
      expect(await store.put(1, first)).toBe('stored');
      expect(await store.put(1, await documentOf(signer, 2))).toBe('exists');
      expect(await store.read(1)).toEqual(first);

      const object = { Bucket: BUCKET, Key: 'parlae/audit/checkpoints/000000000001.json' };
      expect(await s3().send(new HeadObjectCommand(object))).toMatchObject({
        ObjectLockMode: 'COMPLIANCE',
        ObjectLockRetainUntilDate: new Date('2038-03-04T05:06:07Z'),
      });
      const { Versions: versions = [] } = await s3().send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
      expect(versions).toHaveLength(1);
      const version = { ...object, VersionId: versions[0]?.VersionId };
      await expect(s3().send(new DeleteObjectCommand(version))).rejects.toMatchObject({ name: 'AccessDenied' });
    });

    it('lists by number, from a number on, over many pages, and nothing else', async () => {
      const client = s3();
      const put = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
      const numbers = Array.from({ length: 55 }, (_, i) => i + 1);
      for (const n of numbers) await put(`checkpoints/${String(n).padStart(12, '0')}.json`, `{"n":${String(n)}}`);
      await put('checkpoints/readme.txt', 'x');
      await put('other/checkpoints/000000000007.json', '{}');
      const requestOptions = () => ({ abortSignal: AbortSignal.timeout(10_000) });
      const place = { client, bucket: BUCKET, prefix: '', now: () => new Date(), requestOptions };
      const found: unknown[] = [];
      for await (const each of createS3Store({ ...place, namesPerPage: 20 }).list(3)) found.push(each);
      expect(found).toEqual(numbers.slice(2).map((number) => ({ number, document: { n: number } })));
    });

    it('and a key of KMS seal the record: outside first, inside then, and after a crash only once', async () => {
      const database = await createTestDatabase();
      try {
        const chain = newChain();
        await appendRows(database, chain, 3);
        const deps = { store: openStore(), openSigner: () => Promise.resolve(signer), now: () => new Date() };
        const app = asApp(database);
        const crash = new Error('crash');
        const crashing = { ...app, transaction: () => Promise.reject(crash) };
        await expect(sealAudit({ ...deps, database: crashing })).rejects.toBe(crash);
        const adopted = { ok: true, value: { kind: 'adopted', number: 1, rowCount: 3 } };
        expect(await sealAudit({ ...deps, database: app })).toEqual(adopted);
        await appendRows(database, chain, 1);
        expect(await sealAudit({ ...deps, database: app })).toMatchObject({ ok: true, value: { number: 2 } });
        expect(await deps.store.read(2)).toMatchObject({ leaves: [{ chain, chainSeq: 4 }], keyId: signer.keyId });
      } finally {
        await database.drop();
      }
    });
  });

  it('a bucket without Object Lock takes no checkpoint', async () => {
    await createBucket(false);
    const signer = await openSigner(await newKey('ECC_NIST_P256'));
    const { document } = await checkpointOf(signer);
    await expect(openStore().put(1, document)).rejects.toThrow(/ObjectLock|Object Lock/);
    expect(await openStore().read(1)).toBeNull();
  });
});

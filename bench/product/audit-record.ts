import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client, QueryResultRow } from 'pg';
import type { AuditTransaction } from '../../src/audit/append';
import type { PublicKeys } from '../../src/audit/checkpoints/public-keys';
import type { SealDatabase } from '../../src/audit/checkpoints/seal-audit';
import type { VerifyReport } from '../../src/audit/verify/report';
import { SILENT } from '../../src/audit/verify/progress';
import { AuditPurpose } from '../../src/audit/vocabulary';
import { openDatabase } from '../client/database';
import type { BuiltAudit } from './audit-built';

/** What is done with a whole record. All but `export` give the milliseconds that it took. */
export interface SampleRecord {
  /** The next checkpoint; nothing where no chain has moved. */
  seal(): Promise<number>;
  /** The bytes of the file, too. */
  export(): Promise<{ readonly elapsedMs: number; readonly bytes: number }>;
  verifyExport(): Promise<number>;
  verifyDatabase(): Promise<number>;
}

/** @param folder for checkpoints and the export */
export function createSampleRecord(databaseUrl: string, folder: string, built: BuiltAudit): SampleRecord {
  const file = path.join(folder, 'export.jsonl');
  const store = built.createFolderStore(folder);
  const signer = built.createLocalSigner(generateKeyPairSync('ed25519').privateKey);
  const keys = keysOf(built, signer.publicKeyPem);
  /** A connection of its own, as the commands have. */
  const withDatabase = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = await openDatabase(databaseUrl);
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    seal: () =>
      withDatabase((client) =>
        timed(async () => {
          const database = sealDatabaseOf(client);
          const outcome = await built.sealAudit({
            ...{ database, store, openSigner: () => Promise.resolve(signer), now: () => new Date() },
          });
          if (!outcome.ok) throw new Error(`the record was not sealed: ${String(outcome.error[0]?.kind)}`);
        }),
      ),
    export: () =>
      withDatabase(async (client) => {
        const order = { id: randomUUID(), madeBy: 'operator-bench', recipient: null, purpose: AuditPurpose.security };
        const period = { from: null, until: null };
        const elapsedMs = await timed(async () => {
          const exported = await built.exportRecord(client, { ...order, chain: null, period, exportedAt: new Date() });
          if (exported === null) throw new Error('there was to be a record');
          await pipeline(Readable.from(exported.pieces), createWriteStream(file));
        });
        return { elapsedMs, bytes: (await stat(file)).size };
      }),
    async verifyExport() {
      const { size: totalBytes } = await stat(file);
      const chunks = createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
      return timed(async () => {
        assertSound(await built.verifyExport({ chunks, totalBytes, keys, progress: SILENT }));
      });
    },
    verifyDatabase: () =>
      withDatabase((client) =>
        timed(async () => {
          const listCheckpoints = () => store.list();
          assertSound(await built.verifyDatabase({ client, listCheckpoints, keys, progress: SILENT }));
        }),
      ),
  };
}

function keysOf({ readPublicKeys }: BuiltAudit, pem: string): PublicKeys {
  const keys = readPublicKeys([pem]);
  if (!keys.ok) throw new Error('the key was to be one that signs');
  return keys.value;
}

function sealDatabaseOf(client: Client): SealDatabase {
  const tx: AuditTransaction = {
    query: async (sql, parameters) => (await client.query<QueryResultRow>(sql, parameters)).rows,
  };
  return {
    run: (work) => work(tx),
    async transaction(work) {
      await client.query('BEGIN');
      const done = await work(tx);
      await client.query('COMMIT');
      return done;
    },
  };
}

function assertSound(report: VerifyReport): void {
  if (report.isSound) return;
  throw new Error(`the record was to be sound: ${report.findings[0]?.words ?? 'no finding'}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '../client/database';
import type { SampleKind } from '../flags';
import type { RoundPlan } from '../measure/rounds';
import { loadBuiltAudit } from '../product/audit-built';
import { createAuditDatabase, type DatabaseServer } from '../product/audit-database';
import { fillAuditRecord } from '../product/audit-fill';
import { createSampleRecord } from '../product/audit-record';
import { auditCommitPair } from './audit-commit';
import { ROWS_TO_VERIFY, auditVerifyPair } from './audit-verify';
import { auditWritersPair } from './audit-writers';
import type { Pair } from './pair';

export interface AuditPairsDeps {
  readonly projectDir: string;
  readonly server: DatabaseServer;
  /** For files that may be thrown away. */
  readonly folder: string;
  readonly roundsOf: (kind: SampleKind) => RoundPlan;
}

const WRITERS = 32;

/** The pairs about the audit record, on databases of their own. */
export async function openAuditPairs({ projectDir, server, folder, roundsOf }: AuditPairsDeps) {
  const built = await loadBuiltAudit(projectDir);
  const toWrite = await createAuditDatabase(server, 'bench_audit', built);
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => openDatabase(toWrite)));
  const one = await openDatabase(toWrite);

  const toVerify = await createAuditDatabase(server, 'bench_audit_verify', built);
  const filler = await openDatabase(toVerify);
  await fillAuditRecord(filler, { rows: ROWS_TO_VERIFY, months: 3 });
  await filler.end();
  const record = createSampleRecord(toVerify, mkdtempSync(path.join(folder, 'audit-')), built);
  await record.seal();
  await record.export();
  await record.seal();

  const pairs: Pair[] = [
    auditCommitPair(one, built, roundsOf('client')),
    auditWritersPair(writers, built, roundsOf('writers')),
    auditVerifyPair(record, roundsOf('verify')),
  ];
  return {
    pairs,
    async close(): Promise<void> {
      await Promise.all([one, ...writers].map((client) => client.end()));
    },
  };
}

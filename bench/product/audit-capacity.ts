import type { Say } from '../../src/cli/dev/output';
import { openDatabase } from '../client/database';
import { summarise } from '../measure/statistics';
import type { BuiltAudit } from './audit-built';
import { createAuditDatabase, type DatabaseServer } from './audit-database';
import { fillAuditRecord } from './audit-fill';
import { ask, sampleQuestions } from './audit-questions';
import { createSampleRecord } from './audit-record';
import { readSizes } from './audit-sizes';

/** Five years of a busy group: what the plan is made for. */
const PLANNED_ROWS = 50_000_000;
const PLANNED_MONTHS = 60;

export interface CapacityOptions {
  readonly server: DatabaseServer;
  /** For files that may be thrown away. */
  readonly folder: string;
  readonly rows: number;
  readonly built: BuiltAudit;
  readonly say: Say;
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
const minutes = (ms: number): string => `${(ms / 60_000).toFixed(1)} min`;
const perSecond = (rows: number, ms: number): string => Math.round(rows / (ms / 1_000)).toLocaleString('en');

/** Fills a record with a sample of a busy group's rows, measures it, and says what five years of them will come to. */
export async function measureCapacity({ server, folder, rows, built, say }: CapacityOptions): Promise<string[]> {
  const url = await createAuditDatabase(server, 'bench_audit_sample', built);
  const database = await openDatabase(url);
  const timed = async (what: string, work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    const elapsedMs = performance.now() - startedAt;
    say(`${what}: ${(elapsedMs / 1_000).toFixed(1)} s`);
    return elapsedMs;
  };
  const sample = { rows, months: PLANNED_MONTHS };
  await timed(`${rows.toLocaleString('en')} rows over ${PLANNED_MONTHS} months`, () =>
    fillAuditRecord(database, sample),
  );
  const factor = PLANNED_ROWS / rows;

  const sizes = await readSizes(database);
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const sizeLines = [...sizes, { name: 'together', bytes: total }].map(
    ({ name, bytes }) =>
      `  ${name.padEnd(32)} ${(bytes / rows).toFixed(0).padStart(6)} bytes a row  ${gigabytes(bytes * factor).padStart(9)}`,
  );

  const questionLines: string[] = [];
  for (const question of await sampleQuestions(database)) {
    const { times, rows: found } = await ask(database, question);
    const { p50Ms, p99Ms } = summarise(times);
    questionLines.push(
      `  ${question.name.padEnd(40)} p50 ${p50Ms.toFixed(2).padStart(7)} ms  p99 ${p99Ms.toFixed(2).padStart(7)} ms  ${found.toFixed(0).padStart(5)} rows`,
    );
  }

  const record = createSampleRecord(url, folder, built);
  const firstSealMs = await record.seal();
  const exported = await record.export();
  const nextSealMs = await record.seal();
  const exportMs = await record.verifyExport();
  const databaseMs = await record.verifyDatabase();
  const freezeMs = await timed('VACUUM (FREEZE)', () => database.query('VACUUM (FREEZE) pms_audit_logs'));
  const [oldest] = (
    await database.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'pms_audit_logs'::regclass ORDER BY 1 LIMIT 1`,
    )
  ).rows;
  const dropMs = await timed('a month dropped', () => database.query(`DROP TABLE ${oldest?.name ?? ''}`));
  await database.end();

  const work = (name: string, ms: number, note = ''): string =>
    `  ${name.padEnd(40)} ${perSecond(rows, ms).padStart(9)} rows a second  ${minutes(ms * factor).padStart(10)}${note}`;
  return [
    `Audit: a sample of ${rows.toLocaleString('en')} rows, and what ${PLANNED_ROWS.toLocaleString('en')} come to by its measure`,
    ['On disk', ...sizeLines].join('\n'),
    [`Questions (${PLANNED_MONTHS} partitions)`, ...questionLines].join('\n'),
    [
      'Work on the whole record',
      work('verify the database', databaseMs),
      work('verify an export', exportMs),
      work('export', exported.elapsedMs, `  ${gigabytes(exported.bytes * factor)}`),
      work('VACUUM (FREEZE)', freezeMs),
      `  the first checkpoint ${firstSealMs.toFixed(0)} ms, the next one ${nextSealMs.toFixed(0)} ms; a month dropped in ${dropMs.toFixed(0)} ms`,
    ].join('\n'),
  ];
}

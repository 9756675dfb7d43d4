import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { copyStoredRows, readCopiedRow } from '../canonical/copied-row';
import type { PublicKeys } from '../checkpoints/public-keys';
import type { StoredCheckpoint } from '../checkpoints/store';
import { checkCheckpoints } from './check-checkpoints';
import { createRowReader } from './chain-row';
import type { Progress } from './progress';
import { RecordCheck } from './record-check';
import { toVerifyReport, type VerifyReport } from './report';
import { linesOf, wholeLines } from './whole-lines';

export interface DatabaseToVerify {
  /** A connection of any login that may read the record; nothing else may use it meanwhile. */
  readonly client: Client;
  /** What is kept outside the database, read afresh. */
  readonly listCheckpoints: () => AsyncIterable<StoredCheckpoint>;
  readonly keys: PublicKeys;
  readonly progress: Progress;
}

const bigint = z.coerce.number().pipe(z.int());
const places = z.array(z.object({ chain: z.string(), chain_seq: bigint, row_hash: z.string() }));
const newestNumbers = z.tuple([z.object({ number: bigint })]);

const NEWEST_CHECKPOINT = 'SELECT coalesce(max(number), 0) AS number FROM audit_checkpoints';
const selectPlaces = (table: string): string =>
  `SELECT chain, chain_seq, encode(row_hash, 'hex') AS row_hash FROM ${table}`;

/**
 * Checks a whole database against the checkpoints that are kept outside it, while others may be writing. Checkpoints are
 * read before the rows: a row that a checkpoint has sealed is then always among the rows.
 * @throws what the connection or the store throws where one of them cannot be read; the connection is of no more use then
 */
export async function verifyDatabase({
  client,
  listCheckpoints,
  keys,
  progress,
}: DatabaseToVerify): Promise<VerifyReport> {
  const [newest] = newestNumbers.parse((await client.query(NEWEST_CHECKPOINT)).rows);
  const { seals, ...checkpoints } = await checkCheckpoints({
    documents: listCheckpoints(),
    keys,
    untilNumber: newest.number,
    onChecked: (count) => {
      progress.checkpoints(count);
    },
  });
  const check = new RecordCheck(seals);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await readRows(client, check, progress);
  await client.query('ROLLBACK');
  return toVerifyReport({ ...checkpoints, chains: check.finish(), fileSha256: null });
}

async function readRows(client: Client, check: RecordCheck, progress: Progress): Promise<void> {
  const anchors = places.parse((await client.query(selectPlaces('audit_chain_anchors'))).rows);
  for (const { chain, chain_seq: chainSeq, row_hash: rowHash } of anchors) {
    check.expectAnchor(chain, { chainSeq, rowHash });
  }
  const heads = places.parse((await client.query(selectPlaces('audit_chain_heads'))).rows);
  for (const { chain, chain_seq: chainSeq, row_hash: rowHash } of heads) check.expectHead(chain, { chainSeq, rowHash });

  const gone = new Map(anchors.map(({ chain, chain_seq: chainSeq }) => [chain, chainSeq]));
  const total = heads.reduce((sum, { chain, chain_seq: chainSeq }) => sum + chainSeq - (gone.get(chain) ?? 0), 0);
  const readRow = createRowReader();
  let rows = 0;
  const copied: AsyncIterable<Buffer> = client.query(copyTo(copyStoredRows()));
  for await (const piece of wholeLines(copied)) {
    for (const { line } of linesOf(piece)) {
      check.accept(readRow(readCopiedRow(line)));
      rows += 1;
    }
    progress.rows(rows, total === 0 ? null : rows / total);
  }
}

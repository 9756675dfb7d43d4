import type { StoredAuditRow } from '../stored-row';

/**
 * The rows without those attempts that an outcome among them answers: an exchange is one access, not two. An attempt
 * that none answers comes last: something may have left, and nobody knows how it ended.
 */
export async function* withoutAnsweredAttempts(
  rows: AsyncIterable<StoredAuditRow>,
): AsyncGenerator<StoredAuditRow, void, undefined> {
  const open = new Map<string, StoredAuditRow>();
  for await (const row of rows) {
    if (row.kind === 'attempt') {
      open.set(row.id, row);
      continue;
    }
    if (row.attempt_id !== null) open.delete(row.attempt_id);
    yield row;
  }
  yield* open.values();
}

import { z } from 'zod';
import type { AuditTransaction } from '../append';
import type { AuditMonth } from './months';
import type { SealingCheckpoint } from './judge-month';

const dropped = z.array(z.object({ rows: z.coerce.number() }));

/**
 * Drops one month, with its own audit row, in the transaction that it is given. The database checks everything again
 * and refuses with 42501; with 55P03 where it would have to wait for readers. Gives the number of rows that went.
 */
export async function dropMonth(
  tx: AuditTransaction,
  month: AuditMonth,
  { actor, checkpoint }: { readonly actor: string; readonly checkpoint: SealingCheckpoint },
): Promise<number> {
  // A month without rows rests on no checkpoint; none has the number 0.
  const rows = await tx.query('SELECT audit_drop_month($1, $2, $3) AS rows', [month, actor, checkpoint ?? 0]);
  return dropped.parse(rows)[0]?.rows ?? 0;
}

import { z } from 'zod';
import type { AuditTransaction } from '../../append';
import { dayParameters, OF_THE_DAY, type ReviewScope } from '../scope';
import { REVIEW_THRESHOLDS } from '../thresholds';
import { count, readAll, traces } from './traces';

const unsealed = z.object({ ...traces, rows: count });
export type Unsealed = z.output<typeof unsealed>;

/** Rows of the day that no checkpoint covers although they are old enough. */
export async function readUnsealed(tx: AuditTransaction, scope: ReviewScope): Promise<Unsealed> {
  const [row] = await readAll(
    tx,
    unsealed,
    `SELECT count(*) AS rows, min(l.created_at) AS "firstAt", max(l.created_at) AS "lastAt", '{}'::text[] AS "callIds"
       FROM pms_audit_logs l
      WHERE ${OF_THE_DAY} AND l.created_at < $4::timestamptz - make_interval(mins => $5)
        AND l.chain_seq > coalesce((SELECT max(s.chain_seq) FROM audit_seals s WHERE s.chain = $1), 0)`,
    [...dayParameters(scope), scope.now, REVIEW_THRESHOLDS.sealedWithinMinutes],
  );
  return row ?? { rows: 0, firstAt: null, lastAt: null, callIds: [] };
}

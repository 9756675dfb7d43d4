import { z } from 'zod';
import type { AuditTransaction } from '../../append';
import { chainOf, type ReviewScope } from '../scope';
import { REVIEW_THRESHOLDS } from '../thresholds';
import { count, readAll, traces } from './traces';

const silentLine = z.object({ ...traces, integrationId: z.string(), calls: count });
export type SilentLine = z.output<typeof silentLine>;

/** Practices that took calls in the day and of which the record has no row at all, up to a little after its end. */
export const readSilentLines = (tx: AuditTransaction, { accountId, day }: ReviewScope): Promise<SilentLine[]> =>
  readAll(
    tx,
    silentLine,
    `SELECT s.integration_id AS "integrationId", count(*) AS calls, min(s.created_at) AS "firstAt",
            max(s.created_at) AS "lastAt", (array_agg(s.vapi_call_id ORDER BY s.created_at))[1:50] AS "callIds"
       FROM call_sessions s
      WHERE s.account_id = $4::uuid AND s.created_at >= $2 AND s.created_at < $3
        AND NOT EXISTS (SELECT FROM pms_audit_logs l
          WHERE l.chain = $1 AND l.created_at >= $2 AND l.created_at < $3::timestamptz + make_interval(mins => $5)
            AND l.pms_integration_id = s.integration_id AND l.vapi_call_id IS NOT NULL)
      GROUP BY 1 ORDER BY 1`,
    [chainOf(accountId), day.from, day.until, accountId, REVIEW_THRESHOLDS.outcomeWithinMinutes],
  );

import { z } from 'zod';
import { dayParameters, OF_THE_DAY, SELECT_TRACES, type ReviewScope } from '../scope';
import { REVIEW_THRESHOLDS } from '../thresholds';
import type { AuditTransaction } from '../../append';
import { count, readAll, traces } from './traces';

const openAttempts = z.object({ ...traces, integrationId: z.string().nullable(), attempts: count });
export type OpenAttempts = z.output<typeof openAttempts>;

/** Requests with patients' data that were announced and of whose end nothing is on record. */
export const readOpenAttempts = (tx: AuditTransaction, scope: ReviewScope): Promise<OpenAttempts[]> =>
  readAll(
    tx,
    openAttempts,
    `SELECT l.pms_integration_id AS "integrationId", ${SELECT_TRACES}, count(*) AS attempts
       FROM pms_audit_logs l
      WHERE ${OF_THE_DAY} AND l.kind = 'attempt' AND l.created_at < $4::timestamptz - make_interval(mins => $5)
        AND NOT EXISTS (SELECT FROM pms_audit_logs o
          WHERE o.chain = $1 AND o.created_at >= $2 AND o.kind = 'outcome' AND o.attempt_id = l.id)
      GROUP BY 1 ORDER BY 1`,
    [...dayParameters(scope), scope.now, REVIEW_THRESHOLDS.outcomeWithinMinutes],
  );

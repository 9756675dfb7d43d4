import { z } from 'zod';
import { dayParameters, SELECT_TRACES, type ReviewScope } from '../scope';
import { REVIEW_THRESHOLDS } from '../thresholds';
import type { AuditTransaction } from '../../append';
import { count, readAll, traces } from './traces';

const patientsOfCaller = z.object({ ...traces, caller: z.string(), inDay: count, inWeek: count });
export type PatientsOfCaller = z.output<typeof patientsOfCaller>;

/**
 * How many patients something of was said to each caller: in the day, and in the week that ends with it. Only callers of
 * that day, or an old week would be found again each day.
 */
export const readPatientsOfCallers = (tx: AuditTransaction, scope: ReviewScope): Promise<PatientsOfCaller[]> =>
  readAll(
    tx,
    patientsOfCaller,
    `SELECT coalesce(l.caller_ref, 'call:' || l.vapi_call_id) AS caller, ${SELECT_TRACES},
            count(DISTINCT l.patient_ref) FILTER (WHERE l.created_at >= $2) AS "inDay",
            count(DISTINCT l.patient_ref) AS "inWeek"
       FROM pms_audit_logs l
      WHERE l.chain = $1 AND l.created_at >= $2::timestamptz - make_interval(days => $4) AND l.created_at < $3
        AND l.action = 'tool.call' AND l.outcome = 'success' AND l.patient_ref IS NOT NULL
        AND (l.caller_ref IS NOT NULL OR l.vapi_call_id IS NOT NULL)
      GROUP BY 1 HAVING count(*) FILTER (WHERE l.created_at >= $2) > 0 ORDER BY 1`,
    [...dayParameters(scope), REVIEW_THRESHOLDS.weekDays - 1],
  );

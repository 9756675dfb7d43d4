import { z } from 'zod';
import { dayParameters, OF_THE_DAY, SELECT_TRACES, type ReviewScope } from '../scope';
import type { AuditTransaction } from '../../append';
import { count, readAll, traces } from './traces';

const failures = z.object({ ...traces, integrationId: z.string(), caller: z.string(), failures: count });
export type VerificationFailures = z.output<typeof failures>;

const locked = z.object({ ...traces, caller: z.string(), lockedCalls: count });
export type LockedCalls = z.output<typeof locked>;

/** A caller whose number is withheld is one per call. */
const CALLER = `coalesce(l.caller_ref, 'call:' || l.vapi_call_id)`;
const SEARCHES = `${OF_THE_DAY} AND l.action = 'tool.call' AND l.endpoint = '/vapi/tools/search-patients'
  AND l.pms_integration_id IS NOT NULL AND l.vapi_call_id IS NOT NULL`;

/** Searches that found nobody or were refused, by line and caller. A repeat of the same tool call is the same failure. */
export const readVerificationFailures = (tx: AuditTransaction, scope: ReviewScope): Promise<VerificationFailures[]> =>
  readAll(
    tx,
    failures,
    `SELECT l.pms_integration_id AS "integrationId", ${CALLER} AS caller, ${SELECT_TRACES},
            count(DISTINCT (l.vapi_call_id, coalesce(l.tool_call_id, l.id::text))) AS failures
       FROM pms_audit_logs l WHERE ${SEARCHES} AND l.outcome IN ('denied', 'not-found')
      GROUP BY 1, 2 ORDER BY 1, 2`,
    dayParameters(scope),
  );

/** Calls in which a search was refused because of earlier failures, by caller, over all lines of the account. */
export const readLockedCalls = (tx: AuditTransaction, scope: ReviewScope): Promise<LockedCalls[]> =>
  readAll(
    tx,
    locked,
    `SELECT l.caller_ref AS caller, ${SELECT_TRACES}, count(DISTINCT l.vapi_call_id) AS "lockedCalls"
       FROM pms_audit_logs l WHERE ${SEARCHES} AND l.outcome = 'denied' AND l.caller_ref IS NOT NULL
      GROUP BY 1 ORDER BY 1`,
    dayParameters(scope),
  );

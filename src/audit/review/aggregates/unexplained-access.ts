import { z } from 'zod';
import { dayParameters, OF_THE_DAY, SELECT_TRACES, type ReviewScope } from '../scope';
import type { AuditTransaction } from '../../append';
import { count, readAll, traces } from './traces';

const unexplainedAccess = z.object({
  ...traces,
  integrationId: z.string().nullable(),
  actorType: z.enum(['assistant', 'system']),
  accesses: count,
});
export type UnexplainedAccess = z.output<typeof unexplainedAccess>;

/**
 * Accesses that nothing explains: the assistant's outside any call that we took, and our own system's for no call, no
 * workflow and no named subject.
 */
export const readUnexplainedAccess = (tx: AuditTransaction, scope: ReviewScope): Promise<UnexplainedAccess[]> =>
  readAll(
    tx,
    unexplainedAccess,
    `SELECT l.pms_integration_id AS "integrationId", l.actor_type AS "actorType", ${SELECT_TRACES}, count(*) AS accesses
       FROM pms_audit_logs l
      WHERE ${OF_THE_DAY} AND l.phi_accessed AND (
        (l.actor_type = 'assistant' AND NOT EXISTS (
          SELECT FROM call_sessions s WHERE s.account_id = l.account_id AND s.vapi_call_id = l.vapi_call_id))
        OR (l.actor_type = 'system' AND l.vapi_call_id IS NULL AND l.workflow_id IS NULL AND l.subject IS NULL))
      GROUP BY 1, 2 ORDER BY 1, 2`,
    dayParameters(scope),
  );

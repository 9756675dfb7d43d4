import type { EntityManager } from 'typeorm';
import type { PmsChangeEntity } from './entities/pms-change';

/** A request that is stored and that nobody has begun to carry out, as far as our own database knows. */
export type UnstartedChange = Pick<
  PmsChangeEntity,
  'id' | 'accountId' | 'integrationId' | 'kind' | 'route' | 'workflowId' | 'createdAt'
>;

/** So many at a time; the newest, as what is older has been looked at before. */
const MOST_AT_ONCE = 200;

/**
 * Requests of before this moment that are held, were never let out, and have no task: their workflow may never have
 * started. The second step of a move is left out, as the move's own workflow starts it. Covers all accounts: for the
 * system's own upkeep only.
 */
export const listUnstartedChanges = (manager: EntityManager, olderThan: Date): Promise<readonly UnstartedChange[]> =>
  manager.query<UnstartedChange[]>(
    `SELECT c.id, c.account_id AS "accountId", c.integration_id AS "integrationId", c.kind, c.route,
            c.workflow_id AS "workflowId", c.created_at AS "createdAt"
       FROM pms_changes c JOIN write_intents w ON w.change_id = c.id
      WHERE c.state = 'held' AND w.state = 'ready' AND w.attempt = 0 AND c.created_at < $1
        AND c.operation_key NOT LIKE 'release-%'
        AND NOT EXISTS (SELECT FROM staff_tasks t WHERE t.change_id = c.id)
      ORDER BY c.created_at DESC LIMIT $2`,
    [olderThan, MOST_AT_ONCE],
  );

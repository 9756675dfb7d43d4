import type { EntityManager } from 'typeorm';
import type { IntegrationRef } from '../domain/integration-ref';
import { REACHES_PEOPLE } from './staff-channels';

/** Open, and neither told to the practice's people nor taken by one of them. */
const WAITS_TO_BE_TOLD = `t.status = 'open' AND t.notified_at IS NULL AND t.acknowledged_at IS NULL`;

/** A practice with tasks that its people have not been told of. */
export interface WaitingPractice extends IntegrationRef {
  /** IANA name. */
  readonly timeZone: string;
  readonly earliestDueAt: Date;
}

/** Those that can be told, the most urgent first. Covers all accounts: for the system's own upkeep only. */
export const listWaitingPractices = (tx: EntityManager): Promise<readonly WaitingPractice[]> =>
  tx.query(
    `SELECT t.account_id AS "accountId", t.integration_id AS "integrationId", i.time_zone AS "timeZone",
            min(t.due_at) AS "earliestDueAt"
       FROM staff_tasks t
       JOIN staff_channels c ON c.account_id = t.account_id AND c.integration_id = t.integration_id
       JOIN pms_integrations i ON i.account_id = t.account_id AND i.id = t.integration_id
      WHERE ${WAITS_TO_BE_TOLD} AND ${REACHES_PEOPLE}
      GROUP BY t.account_id, t.integration_id, i.time_zone ORDER BY 4`,
  );

/** Notes that the practice's people are told now of all that waits. Gives the number of open tasks told. */
export async function markNotified(
  tx: EntityManager,
  { accountId, integrationId }: IntegrationRef,
  notifiedAt: Date,
): Promise<number> {
  const [, count] = await tx.query<[unknown[], number]>(
    `UPDATE staff_tasks t SET notified_at = $3
      WHERE t.account_id = $1 AND t.integration_id = $2 AND ${WAITS_TO_BE_TOLD}`,
    [accountId, integrationId, notifiedAt],
  );
  return count;
}

/** With proof that nothing left: what was noted at that time waits again. */
export async function unmarkNotified(
  tx: EntityManager,
  { accountId, integrationId }: IntegrationRef,
  notifiedAt: Date,
): Promise<void> {
  await tx.query(
    `UPDATE staff_tasks SET notified_at = NULL WHERE account_id = $1 AND integration_id = $2 AND notified_at = $3`,
    [accountId, integrationId, notifiedAt],
  );
}

/** Whether a text has any of these keys. */
export async function hasText(tx: EntityManager, dedupeKeys: readonly string[]): Promise<boolean> {
  const rows = await tx.query<unknown[]>('SELECT FROM text_messages WHERE dedupe_key = ANY($1) LIMIT 1', [dedupeKeys]);
  return rows.length > 0;
}

const IS_OVERDUE = `status = 'open' AND acknowledged_at IS NULL AND escalated_at IS NULL AND due_at <= $1`;

/** Whose tasks are to be escalated; null: about no account. Covers all accounts: for the system's own upkeep only. */
export async function listOverdueAccounts(tx: EntityManager, at: Date): Promise<(string | null)[]> {
  const rows = await tx.query<{ accountId: string | null }[]>(
    `SELECT DISTINCT account_id AS "accountId" FROM staff_tasks WHERE ${IS_OVERDUE} ORDER BY 1`,
    [at],
  );
  return rows.map(({ accountId }) => accountId);
}

export interface EscalatedTask {
  readonly id: string;
  readonly integrationId: string | null;
}

/** Escalates overdue tasks of one account, so many at a time; each of them once in all its life. */
export async function escalateTasks(
  tx: EntityManager,
  accountId: string | null,
  at: Date,
  limit: number,
): Promise<readonly EscalatedTask[]> {
  const [tasks] = await tx.query<[EscalatedTask[], number]>(
    `UPDATE staff_tasks SET escalated_at = $1 WHERE id IN (
       SELECT id FROM staff_tasks WHERE ${IS_OVERDUE} AND account_id IS NOT DISTINCT FROM $2
        ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING id, integration_id AS "integrationId"`,
    [at, accountId, limit],
  );
  return tasks;
}

/** How many were escalated at that time, whoever noted it. */
export async function countEscalated(tx: EntityManager, at: Date): Promise<number> {
  const [row] = await tx.query<{ count: string }[]>(
    `SELECT count(*) FROM staff_tasks WHERE status = 'open' AND escalated_at = $1`,
    [at],
  );
  return Number(row?.count ?? 0);
}

export interface TaskCounts {
  readonly open: number;
  /** Open past their time, acknowledged ones included. */
  readonly overdue: number;
}

export async function countOpenTasks(tx: EntityManager, now: Date): Promise<TaskCounts> {
  const [row] = await tx.query<{ open: string; overdue: string }[]>(
    `SELECT count(*) AS open, count(*) FILTER (WHERE due_at <= $1) AS overdue FROM staff_tasks WHERE status = 'open'`,
    [now],
  );
  return { open: Number(row?.open ?? 0), overdue: Number(row?.overdue ?? 0) };
}

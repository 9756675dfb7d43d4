import { IsNull, type EntityManager } from 'typeorm';
import { reveal } from '../domain/phi';
import { StaffTaskEntity } from './entities/staff-task';
import type { AccountScope } from './integrations';
import type { PhiCipher } from './phi-cipher';
import { StaffTaskKind, TASK_DETAILS_COLUMN } from './staff-tasks';

/** Which tasks somebody may meet. What is about no account is for those who may see every account. */
export interface TaskScope {
  readonly accounts: AccountScope;
  readonly maySeeReviews: boolean;
}

export interface TaskFilter {
  readonly status: StaffTaskEntity['status'] | null;
  readonly kind: StaffTaskKind | null;
}

/** A task with its details sealed: `openTaskDetails` opens them, once somebody is on record as their reader. */
export interface StaffTaskRow {
  readonly task: StaffTaskEntity;
  readonly position: TaskPosition;
}

/** `createdAt` as text with microseconds, so that no row of the same millisecond is lost between two pages. */
interface TaskPosition {
  readonly createdAt: string;
  readonly id: string;
}

/** Tasks in the order in which they were opened, one more than `limit` where there are more. */
export async function listStaffTasks(
  tx: EntityManager,
  scope: TaskScope,
  { status, kind }: TaskFilter,
  { after, limit }: { readonly after: TaskPosition | null; readonly limit: number },
): Promise<StaffTaskRow[]> {
  const query = selectTasks(tx, scope);
  if (status !== null) query.andWhere('t.status = :status', { status });
  if (kind !== null) query.andWhere('t.kind = :kind', { kind });
  if (after !== null) {
    query.andWhere('(t.created_at, t.id) > (CAST(:afterCreatedAt AS timestamptz), CAST(:afterId AS uuid))', {
      afterCreatedAt: after.createdAt,
      afterId: after.id,
    });
  }
  query
    .orderBy('t.created_at')
    .addOrderBy('t.id')
    .limit(limit + 1);
  const { entities, raw } = await query.getRawAndEntities<{ position_created_at: string }>();
  return entities.flatMap((task, i) => {
    const columns = raw[i];
    return columns === undefined ? [] : [{ task, position: { createdAt: columns.position_created_at, id: task.id } }];
  });
}

/** Null where there is none, and just so where it lies outside the scope. */
export const findStaffTask = (tx: EntityManager, scope: TaskScope, id: string): Promise<StaffTaskEntity | null> =>
  selectTasks(tx, scope).andWhere('t.id = :id', { id }).getOne();

/** Who has done something to a task, by an id of the identity provider, and when. */
export interface TaskStep {
  readonly by: string;
  readonly at: Date;
}

/** Closes a task. False: it was done already. */
export async function closeStaffTask(tx: EntityManager, id: string, { by, at }: TaskStep): Promise<boolean> {
  const closed = { status: 'done', closedAt: at, closedBy: by } as const;
  const { affected } = await tx.update(StaffTaskEntity, { id, status: 'open' }, closed);
  return (affected ?? 0) > 0;
}

/** Notes who has taken a task. False: somebody had already, or it is done. */
export async function acknowledgeStaffTask(tx: EntityManager, id: string, { by, at }: TaskStep): Promise<boolean> {
  const { affected } = await tx.update(
    StaffTaskEntity,
    { id, status: 'open', acknowledgedAt: IsNull() },
    { acknowledgedAt: at, acknowledgedBy: by },
  );
  return (affected ?? 0) > 0;
}

/** The details in clear: for an answer whose audit row is committed. Null where there are none. */
export async function openTaskDetails(
  cipher: PhiCipher,
  { accountId, details }: Pick<StaffTaskEntity, 'accountId' | 'details'>,
): Promise<string | null> {
  if (accountId === null || details === null) return null;
  return reveal(await cipher.open<string>(accountId, TASK_DETAILS_COLUMN, details));
}

function selectTasks(tx: EntityManager, { accounts, maySeeReviews }: TaskScope) {
  const query = tx
    .createQueryBuilder(StaffTaskEntity, 't')
    .addSelect(`to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`, 'position_created_at')
    .where('TRUE');
  if (accounts !== '*') query.andWhere('t.account_id = ANY(CAST(:accountIds AS uuid[]))', { accountIds: accounts });
  if (!maySeeReviews) query.andWhere('t.kind <> :review', { review: StaffTaskKind.privacyReview });
  return query;
}

import type { EntityManager } from 'typeorm';
import type { BookingState } from '../domain/booking/states';
import { BookingEntity } from './entities/booking';
import { CallSessionEntity } from './entities/call-session';
import { PmsChangeEntity } from './entities/pms-change';
import type { AccountScope } from './integrations';

/** A booking without its patient: what an operator needs to find it in Temporal's UI and to decide about it. */
export type BookingListed = Pick<
  BookingEntity,
  | 'id'
  | 'accountId'
  | 'integrationId'
  | 'code'
  | 'state'
  | 'tool'
  | 'route'
  | 'startsAt'
  | 'localDate'
  | 'localTime'
  | 'reasonCode'
  | 'workflowId'
  | 'writebackId'
  | 'createdAt'
  | 'updatedAt'
>;

export interface BookingRow {
  readonly booking: BookingListed;
  readonly vapiCallId: string;
  /** `createdAt` as text with microseconds, so that no row of the same millisecond is lost between two pages. */
  readonly position: { readonly createdAt: string; readonly id: string };
}

/** Null: whatever it is. */
export interface BookingFilter {
  readonly callId: string | null;
  readonly state: BookingState | null;
}

const SHOWN = [
  'id',
  'accountId',
  'integrationId',
  'code',
  'state',
  'tool',
  'route',
  'startsAt',
  'localDate',
  'localTime',
  'reasonCode',
  'workflowId',
  'writebackId',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof BookingListed)[];

/** Bookings in the order in which they were held, one more than `limit` where there are more. */
export async function listBookings(
  tx: EntityManager,
  scope: AccountScope,
  { callId, state }: BookingFilter,
  { after, limit }: { readonly after: BookingRow['position'] | null; readonly limit: number },
): Promise<BookingRow[]> {
  const query = tx
    .createQueryBuilder(BookingEntity, 'b')
    .select(SHOWN.map((name) => `b.${name}`))
    .innerJoin(CallSessionEntity, 's', 's.account_id = b.account_id AND s.id = b.call_session_id')
    .addSelect('s.vapi_call_id', 'call_id')
    .addSelect(`to_char(b.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`, 'position_created_at')
    .where('TRUE');
  if (scope !== '*') query.andWhere('b.account_id = ANY(CAST(:accountIds AS uuid[]))', { accountIds: scope });
  if (callId !== null) query.andWhere('s.vapi_call_id = :callId', { callId });
  if (state !== null) query.andWhere('b.state = :state', { state });
  if (after !== null) {
    query.andWhere('(b.created_at, b.id) > (CAST(:afterCreatedAt AS timestamptz), CAST(:afterId AS uuid))', {
      afterCreatedAt: after.createdAt,
      afterId: after.id,
    });
  }
  query
    .orderBy('b.created_at')
    .addOrderBy('b.id')
    .limit(limit + 1);
  const { entities, raw } = await query.getRawAndEntities<{ call_id: string; position_created_at: string }>();
  return entities.flatMap((booking, i) => {
    const columns = raw[i];
    if (columns === undefined) return [];
    const position = { createdAt: columns.position_created_at, id: booking.id };
    return [{ booking, vapiCallId: columns.call_id, position }];
  });
}

/** A booking or a change, as somebody decides about it. */
export interface DecidedOperation {
  readonly accountId: string;
  readonly integrationId: string;
  readonly workflowId: string;
}

const ENTITIES = { booking: BookingEntity, change: PmsChangeEntity } as const;

/** Null where there is none, and just so where it belongs to an account outside the scope. */
export async function findOperation(
  tx: EntityManager,
  scope: AccountScope,
  kind: keyof typeof ENTITIES,
  id: string,
): Promise<DecidedOperation | null> {
  const query = tx
    .createQueryBuilder<BookingEntity | PmsChangeEntity>(ENTITIES[kind], 'o')
    .select(['o.id', 'o.accountId', 'o.integrationId', 'o.workflowId'])
    .where('o.id = :id', { id });
  if (scope !== '*') query.andWhere('o.account_id = ANY(CAST(:accountIds AS uuid[]))', { accountIds: scope });
  return query.getOne();
}

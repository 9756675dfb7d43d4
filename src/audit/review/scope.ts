import type { AuditTransaction } from '../append';
import type { ReviewDay } from './day';
import type { Finding } from './finding';

/** Whose record is reviewed, for which day, and as of when. */
export interface ReviewScope {
  /** Null: the system chain, for rows that belong to no account. */
  readonly accountId: string | null;
  readonly day: ReviewDay;
  readonly now: Date;
}

/** Reads what one rule needs, and applies it. */
export type ReviewCheck = (tx: AuditTransaction, scope: ReviewScope) => Promise<Finding[]>;

/** The name of the chain of rows. */
export const chainOf = (accountId: string | null): string => accountId ?? 'system';

/** Rows of one chain and one day: what most aggregates read. Parameters $1 to $3. */
export const OF_THE_DAY = 'l.chain = $1 AND l.created_at >= $2 AND l.created_at < $3';

export const dayParameters = ({ accountId, day }: ReviewScope): unknown[] => [chainOf(accountId), day.from, day.until];

/** Columns of an aggregate over rows `l`; `traces` of zod reads them. */
export const SELECT_TRACES = `min(l.created_at) AS "firstAt", max(l.created_at) AS "lastAt",
  coalesce((array_agg(DISTINCT l.vapi_call_id) FILTER (WHERE l.vapi_call_id IS NOT NULL))[1:50], '{}') AS "callIds"`;

import { z } from 'zod';
import type { BudgetNews, BudgetView, SharedBudget } from '../domain/rate-budget';
import type { Database } from './database';

/** Two ends of a window that lie further apart than this are those of two windows. */
const OTHER_WINDOW_SECONDS = 30;
/** A new window that nobody has seen a header of: a minute, and a second for the rounding. */
const FRESH_WINDOW_SECONDS = 61;

const VIEW = `
  CASE WHEN window_ends_at > now() THEN window_limit END AS "limit",
  window_remaining AS "remaining",
  (extract(epoch FROM window_ends_at - now()) * 1000)::float8 AS "endsInMs",
  greatest(0, extract(epoch FROM paused_until - now()) * 1000)::float8 AS "pauseMs",
  greatest(0, extract(epoch FROM background_paused_until - now()) * 1000)::float8 AS "backgroundPauseMs",
  CASE WHEN background_paused_until > now() THEN daily_cap_code END AS "dailyCapCode"`;

const viewSchema = z.object({
  limit: z.number().nullable(),
  remaining: z.number().nullable(),
  endsInMs: z.number().nullable(),
  pauseMs: z.number(),
  backgroundPauseMs: z.number(),
  dailyCapCode: z.enum(['API2011', 'API2012']).nullable(),
});

/**
 * $1 account, $2 office, $3 share of the window that is kept for calls. The row's own lock makes it one at a time. A
 * window that is over is taken for a new one, full but for this request, until a header tells better.
 */
const RESERVE = `
  UPDATE office_rate_budgets SET
    window_remaining = CASE WHEN window_ends_at > now() THEN window_remaining ELSE window_limit END - 1,
    window_ends_at = CASE
      WHEN window_ends_at > now() THEN window_ends_at
      WHEN window_limit IS NOT NULL THEN now() + interval '${FRESH_WINDOW_SECONDS} seconds'
    END,
    updated_at = now()
  WHERE account_id = $1 AND office_id = $2
    AND (paused_until IS NULL OR paused_until <= now())
    AND (background_paused_until IS NULL OR background_paused_until <= now())
    AND (window_ends_at IS NULL OR window_ends_at <= now()
      OR window_remaining > greatest(1, ceil(window_limit * $3::float8)))
  RETURNING ${VIEW}`;

const LOOK = `SELECT ${VIEW} FROM office_rate_budgets WHERE account_id = $1 AND office_id = $2`;

/**
 * The practice's next day; of an office with practices in several zones, the last to begin. Caps are the practice's, and
 * an office without a practice of ours rests for an hour.
 */
const NEXT_LOCAL_DAY = `coalesce(
  (SELECT max((date_trunc('day', now() AT TIME ZONE time_zone) + interval '1 day') AT TIME ZONE time_zone)
     FROM pms_integrations WHERE account_id = $1 AND office_id = $2),
  now() + interval '1 hour')`;

const ms = (parameter: string): string => `now() + ${parameter}::float8 * interval '1 millisecond'`;

/**
 * $1 account, $2 office, $3 limit, $4 remaining and $5 milliseconds of the window or nulls, $6 requests of calls since,
 * $7 pause in milliseconds, $8 code of a daily cap. Of one window the lower number and the earlier end stand: both
 * are bounds, the one less what the row knows of other processes, the other what Sikka itself has told.
 */
const MERGE = `
  INSERT INTO office_rate_budgets AS b
    (account_id, office_id, window_limit, window_remaining, window_ends_at, paused_until,
     background_paused_until, daily_cap_code)
  VALUES ($1, $2, $3, $4, ${ms('$5')}, ${ms('$7')}, CASE WHEN $8::text IS NOT NULL THEN ${NEXT_LOCAL_DAY} END, $8)
  ON CONFLICT (account_id, office_id) DO UPDATE SET
    (window_limit, window_remaining, window_ends_at) = (
      SELECT
        CASE how WHEN 'keep' THEN b.window_limit ELSE excluded.window_limit END,
        CASE how
          WHEN 'keep' THEN b.window_remaining - $6::integer
          WHEN 'replace' THEN excluded.window_remaining
          ELSE least(b.window_remaining - $6::integer, excluded.window_remaining)
        END,
        CASE how
          WHEN 'keep' THEN b.window_ends_at
          WHEN 'replace' THEN excluded.window_ends_at
          ELSE least(b.window_ends_at, excluded.window_ends_at)
        END
      FROM (SELECT CASE
        WHEN excluded.window_ends_at IS NULL THEN 'keep'
        WHEN b.window_ends_at IS NULL OR b.window_ends_at <= now() THEN 'replace'
        WHEN excluded.window_ends_at > b.window_ends_at + interval '${OTHER_WINDOW_SECONDS} seconds' THEN 'replace'
        ELSE 'narrow'
      END AS how) AS choice
    ),
    paused_until = greatest(b.paused_until, excluded.paused_until),
    background_paused_until = greatest(b.background_paused_until, excluded.background_paused_until),
    daily_cap_code = coalesce(excluded.daily_cap_code, b.daily_cap_code),
    updated_at = now()
  RETURNING ${VIEW}`;

const NOTHING_KNOWN: BudgetView = { window: null, pauseMs: 0, backgroundPauseMs: 0, dailyCapCode: null };

function readView(row: unknown): BudgetView {
  const { limit, remaining, endsInMs, ...pauses } = viewSchema.parse(row);
  const isKnown = limit !== null && remaining !== null && endsInMs !== null;
  return { ...pauses, window: isKnown ? { limit, remaining, endsInMs } : null };
}

const parametersOf = ({ window, spent, pauseMs, dailyCapCode }: BudgetNews): unknown[] => [
  window?.limit ?? null,
  window?.remaining ?? null,
  window?.endsInMs ?? null,
  spent,
  pauseMs,
  dailyCapCode,
];

/** An office's rate budget as one row that api and worker share. Both reject when Postgres does not answer. */
export function createRateBudgets(database: Database): SharedBudget {
  return {
    reserve: ({ accountId, officeId }, reserveShare) =>
      database.run(async (manager) => {
        const [taken] = await manager.query<[unknown[], number]>(RESERVE, [accountId, officeId, reserveShare]);
        if (taken.length > 0) return { isGranted: true, view: readView(taken[0]) };
        const [row] = await manager.query<unknown[]>(LOOK, [accountId, officeId]);
        // No row: nobody has told anything of this office, so there is nothing to keep to.
        return row === undefined ? { isGranted: true, view: NOTHING_KNOWN } : { isGranted: false, view: readView(row) };
      }),
    merge: ({ accountId, officeId }, news) =>
      database.run(async (manager) => {
        const [row] = await manager.query<unknown[]>(MERGE, [accountId, officeId, ...parametersOf(news)]);
        return readView(row);
      }),
  };
}

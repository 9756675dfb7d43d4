import type { AuditRow } from '../audit/events';
import { exchangeRows, type AuditScope } from '../audit/scope';
import { createOpeningHours, DAYS_TO_LOOK_AHEAD, type OpeningHours } from '../domain/availability/opening-hours';
import { addDays, todayIn } from '../domain/time/practice-time';
import type { Practice } from '../persistence/practices';
import type { PracticeBook } from './practice-book';

export interface OpeningTimes {
  /** Null: the practice's software did not tell in time. */
  readonly hours: OpeningHours | null;
  /** Of the reads that it took, for the next commit. */
  readonly rows: readonly AuditRow[];
}

export type OpeningTimesReader = (practice: Practice, scope: AuditScope, now: Date) => Promise<OpeningTimes>;

/** A caller waits: better an answer without the hours than none. */
const READ_TIMEOUT_MS = 1_500;

/** When a practice is open, from today on, as its own schedule says. */
export const createOpeningTimesReader =
  (book: PracticeBook): OpeningTimesReader =>
  async (practice, scope, now) => {
    const rows: AuditRow[] = [];
    const today = todayIn(practice.timeZone, now);
    const read = await book.read(
      practice,
      { startDate: today, endDate: addDays(today, DAYS_TO_LOOK_AHEAD) },
      {
        signal: AbortSignal.timeout(READ_TIMEOUT_MS),
        trail: {
          outcome: (act, reply) => {
            rows.push(...exchangeRows(scope, act, reply));
          },
        },
      },
    );
    return { hours: read.ok ? createOpeningHours(practice.timeZone, read.value.weekSchedules) : null, rows };
  };

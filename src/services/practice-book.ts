import { AuditAction } from '../audit/vocabulary';
import type { AuditedAct } from '../audit/scope';
import type { LocalDate, PmsExchange, PmsProvider, PmsWeekSchedule } from '../domain/pms';
import type { PmsError } from '../domain/pms-errors';
import { ok, type Result } from '../domain/result';
import { addDays, weekdayOf, WEEKDAYS } from '../domain/time/practice-time';
import type { Practice } from '../persistence/practices';
import type { SikkaClient } from '../sikka/client';

/** Who works at a practice and when: data about the practice, not about patients. */
export interface PracticeReference {
  readonly providers: readonly PmsProvider[];
  readonly weekSchedules: readonly PmsWeekSchedule[];
}

interface ReadScope {
  readonly signal: AbortSignal;
  readonly trail: { outcome(act: AuditedAct, reply: { readonly exchanges: readonly PmsExchange[] }): void };
}

export interface PracticeBook {
  /** Providers, and the working hours of every week that the dates touch. */
  read(practice: Practice, dates: Dates, scope: ReadScope): Promise<Result<PracticeReference, PmsError>>;
}

interface Dates {
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
}

const TTL_MS = 10 * 60_000;
const MAX_ENTRIES = 5_000;
const READ: AuditedAct = { action: AuditAction.referenceRead, phiFields: [] };

/** Sikka's schedule rows are of one week each, from Sunday. */
function weekStartOf(date: LocalDate): LocalDate {
  const daysSinceSunday = (WEEKDAYS.indexOf(weekdayOf(date)) + 1) % 7;
  return addDays(date, -daysSinceSunday);
}

function weeksOf({ startDate, endDate }: Dates): LocalDate[] {
  const weeks: LocalDate[] = [];
  for (let week = weekStartOf(startDate); week <= endDate; week = addDays(week, 7)) weeks.push(week);
  return weeks;
}

/**
 * Hours and providers change rarely and every availability question needs them, so each process keeps them for ten
 * minutes. Parallel questions share one read; a failed read is not kept.
 */
export function createPracticeBook(sikka: SikkaClient, now: () => number): PracticeBook {
  const entries = new Map<string, { readonly untilMs: number; readonly value: Promise<Result<unknown, PmsError>> }>();

  const remember = <T>(key: string, read: () => Promise<Result<T, PmsError>>): Promise<Result<T, PmsError>> => {
    const cached = entries.get(key);
    if (cached !== undefined && cached.untilMs > now()) return cached.value as Promise<Result<T, PmsError>>;
    const oldest = entries.keys().next();
    if (entries.size >= MAX_ENTRIES && oldest.done !== true) entries.delete(oldest.value);
    const value = read();
    entries.set(key, { untilMs: now() + TTL_MS, value });
    const forget = (): void => {
      if (entries.get(key)?.value === value) entries.delete(key);
    };
    value.then((result) => {
      if (!result.ok) forget();
    }, forget);
    return value;
  };

  return {
    async read(practice, dates, { signal, trail }) {
      const context = { office: practice.office, signal };
      const audited = async <T extends { readonly exchanges: readonly PmsExchange[] }>(
        reply: Promise<T>,
      ): Promise<T> => {
        const done = await reply;
        trail.outcome(READ, done);
        return done;
      };
      const id = practice.integrationId;
      const [providers, ...weeks] = await Promise.all([
        remember(`${id}/providers`, () => audited(sikka.providers.listProviders(context))),
        ...weeksOf(dates).map((weekStart) =>
          remember(`${id}/week/${weekStart}`, () =>
            audited(
              sikka.practiceSchedule.listWeekSchedules(context, {
                startDate: weekStart,
                endDate: addDays(weekStart, 6),
              }),
            ),
          ),
        ),
      ]);
      if (!providers.ok) return providers;
      const schedules: PmsWeekSchedule[] = [];
      for (const week of weeks) {
        if (!week.ok) return week;
        schedules.push(...week.value);
      }
      return ok({ providers: providers.value, weekSchedules: schedules });
    },
  };
}

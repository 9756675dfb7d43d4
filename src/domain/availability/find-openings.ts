import type { DayInterval, LocalDate, LocalTime, PmsBusyVisit, PmsWeekSchedule } from '../pms';
import { createDayClock, type DayClock } from '../time/day-clock';
import { addDays, daysBetween, timeOfMinutes, type PracticeZone } from '../time/practice-time';
import { createBusyCalendar, type BusyCalendar } from './busy-calendar';
import type { SlotHold } from './busy-spans';
import { covers, subtract, type Span } from './intervals';
import { createWorkingHours, toInstantSpans, type WorkingHours } from './working-hours';

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1440;

export interface OpeningsRequest {
  readonly zone: PracticeZone;
  readonly now: Date;
  /** First and last date looked at, both included. */
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  /** Of this one practice. */
  readonly weekSchedules: readonly PmsWeekSchedule[];
  /** In order of preference among those free at the same time. */
  readonly providers: readonly string[];
  /** In order of preference. */
  readonly operatories: readonly string[];
  readonly busy: readonly PmsBusyVisit[];
  readonly holds: readonly SlotHold[];
  readonly durationMinutes: number;
  /** No opening starts sooner than this after `now`. */
  readonly leadMinutes: number;
  /** Distance of start times, counted from the start of each working interval. */
  readonly stepMinutes: number;
  /** Wall-clock minutes in which a visit may start; it may end later. */
  readonly timeOfDay?: DayInterval;
}

/** A time at which a visit can be made, with the provider and operatory that are free for all of it. */
export interface Opening {
  readonly providerId: string;
  readonly operatory: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly date: LocalDate;
  readonly time: LocalTime;
}

interface Search {
  readonly request: OpeningsRequest;
  readonly clock: DayClock;
  readonly hours: WorkingHours;
  readonly calendar: BusyCalendar;
  readonly earliestStartMs: number;
}

/**
 * Every opening of the requested dates, by date, then time, then the order of `providers`. A day is worked out when it
 * is asked for, so a caller who has enough stops the cost. Start times that the wall clock shows twice are left out: the
 * PMS takes a wall time and could not tell which is meant. @throws RangeError for an unknown zone, dates that are none,
 * or a duration or step that is not above zero.
 */
export function* findOpenings(request: OpeningsRequest): Generator<Opening, void, undefined> {
  if (!(request.durationMinutes > 0) || !(request.stepMinutes > 0)) {
    throw new RangeError('durationMinutes and stepMinutes must be above zero');
  }
  const clock = createDayClock(request.zone);
  const search = {
    request,
    clock,
    hours: createWorkingHours(request.weekSchedules),
    calendar: createBusyCalendar(clock, request.busy, request.holds),
    earliestStartMs: request.now.getTime() + request.leadMinutes * MS_PER_MINUTE,
  };
  const dayCount = daysBetween(request.startDate, request.endDate) + 1;
  for (let index = 0; index < dayCount; index += 1) {
    yield* openingsOn(search, addDays(request.startDate, index));
  }
}

function openingsOn(search: Search, date: LocalDate): readonly Opening[] {
  const { clock, calendar, hours, request, earliestStartMs } = search;
  const day = { start: clock.read(date, 0).earliestMs, end: clock.read(date, MINUTES_PER_DAY).latestMs };
  if (day.end <= earliestStartMs) return [];
  const rooms = request.operatories.map((operatory) => ({ operatory, free: freeRoom(search, date, operatory, day) }));
  const openings: Opening[] = [];
  for (const providerId of new Set(request.providers)) {
    const working = toInstantSpans(clock, date, hours.minutesOn(date, { providerId }) ?? []);
    const free = subtract(working, calendar.providerSpans(providerId, day));
    for (const visit of startsOn(search, date, working)) {
      if (!covers(free, visit)) continue;
      const room = rooms.find((candidate) => covers(candidate.free, visit));
      if (room === undefined) continue;
      const time = timeOfMinutes(clock.minutesAt(date, visit.start));
      const at = { startsAt: new Date(visit.start), endsAt: new Date(visit.end), date, time };
      openings.push({ providerId, operatory: room.operatory, ...at });
    }
  }
  return openings.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** A room whose hours nobody knows is limited by its visits alone: a provider's hours are required in any case. */
function freeRoom({ clock, hours, calendar }: Search, date: LocalDate, operatory: string, day: Span): readonly Span[] {
  const minutes = hours.minutesOn(date, { operatory });
  const open = minutes === null ? [day] : toInstantSpans(clock, date, minutes);
  return subtract(open, calendar.operatorySpans(operatory, day));
}

/** The visits of the wanted length on the step grid of the working spans, whether or not anybody is free. */
function* startsOn(
  { request, clock, earliestStartMs }: Search,
  date: LocalDate,
  working: readonly Span[],
): Iterable<Span> {
  const lengthMs = request.durationMinutes * MS_PER_MINUTE;
  const { timeOfDay, stepMinutes } = request;
  for (const span of working) {
    for (let start = span.start; start + lengthMs <= span.end; start += stepMinutes * MS_PER_MINUTE) {
      if (start < earliestStartMs) continue;
      const minutes = clock.minutesAt(date, start);
      if (timeOfDay !== undefined && (minutes < timeOfDay.startMinutes || minutes >= timeOfDay.endMinutes)) continue;
      if (clock.read(date, minutes).kind === 'once') yield { start, end: start + lengthMs };
    }
  }
}

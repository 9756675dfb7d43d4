import { AuditAction } from '../audit/vocabulary';
import type { AuditedAct } from '../audit/scope';
import { chooseOffers } from '../domain/availability/choose-offers';
import { findOpenings, type Opening } from '../domain/availability/find-openings';
import type { DayInterval, LocalDate, PmsExchange } from '../domain/pms';
import type { PmsError } from '../domain/pms-errors';
import { ok, type Result } from '../domain/result';
import { addDays, toInstant } from '../domain/time/practice-time';
import { listActiveBookings } from '../persistence/bookings';
import type { NewOffer } from '../persistence/call-codes';
import type { Database } from '../persistence/database';
import type { AppointmentTypeEntity } from '../persistence/entities/appointment-type';
import type { Practice } from '../persistence/practices';
import type { SikkaClient } from '../sikka/client';
import type { PracticeBook } from './practice-book';

export interface OffersQuestion {
  readonly appointmentType: AppointmentTypeEntity;
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  /** When set, other days are looked at only if this one has nothing. */
  readonly wantedDate: LocalDate | null;
  readonly timeOfDay: DayInterval | null;
  readonly providerIds: readonly string[];
  readonly durationMinutes: number;
}

export interface OffersScope {
  readonly practice: Practice;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly trail: { outcome(act: AuditedAct, reply: { readonly exchanges: readonly PmsExchange[] }): void };
}

export type OffersFinder = (
  question: OffersQuestion,
  scope: OffersScope,
) => Promise<Result<readonly Opening[], PmsError>>;

const LEAD_MINUTES = 60;
const STEP_MINUTES = 15;
const BUSY: AuditedAct = { action: AuditAction.busyTimesRead, phiFields: ['appointments'] };

/** Free times as of now: hours − visits in the PMS − what we hold or have sent. Never a time that is only likely. */
export const createOffersFinder =
  ({ database, sikka, book }: { database: Database; sikka: SikkaClient; book: PracticeBook }): OffersFinder =>
  async (question, scope) => {
    const { practice, now, signal, trail } = scope;
    const { startDate, endDate } = question;
    const [reference, busy, held] = await Promise.all([
      book.read(practice, { startDate, endDate }, scope),
      sikka.appointments.listBusyVisits({ office: practice.office, signal }, { startDate, endDate }),
      database.run((manager) =>
        listActiveBookings(manager, practice.integrationId, ...rangeOf(practice.timeZone, startDate, endDate)),
      ),
    ]);
    trail.outcome(BUSY, busy);
    if (!reference.ok) return reference;
    if (!busy.ok) return busy;

    const openings = (from: LocalDate, to: LocalDate): Iterable<Opening> =>
      findOpenings({
        zone: practice.timeZone,
        now,
        startDate: from,
        endDate: to,
        weekSchedules: reference.value.weekSchedules,
        providers: question.providerIds,
        operatories: question.appointmentType.operatories,
        busy: busy.value,
        holds: held,
        durationMinutes: question.durationMinutes,
        leadMinutes: LEAD_MINUTES,
        stepMinutes: STEP_MINUTES,
        ...(question.timeOfDay === null ? {} : { timeOfDay: question.timeOfDay }),
      });
    const { wantedDate } = question;
    const onWantedDate = wantedDate === null ? [] : chooseOffers(openings(wantedDate, wantedDate));
    return ok(onWantedDate.length > 0 ? onWantedDate : chooseOffers(openings(startDate, endDate)));
  };

/** A day's margin on both sides: what matters is that no hold is missed. */
function rangeOf(zone: string, startDate: LocalDate, endDate: LocalDate): [Date, Date] {
  const from = toInstant(zone, addDays(startDate, -1), '12:00');
  const to = toInstant(zone, addDays(endDate, 1), '12:00');
  if (!from.ok || !to.ok) throw new RangeError('noon exists on every day');
  return [from.value, to.value];
}

/** An opening as an offer of a call keeps it. */
export const toNewOffer = ({ providerId, operatory, startsAt, endsAt, date, time }: Opening): NewOffer => ({
  providerId,
  operatory,
  startsAt,
  endsAt,
  localDate: date,
  localTime: time,
});

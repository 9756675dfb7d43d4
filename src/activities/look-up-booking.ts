import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { attemptRow, eventRow, exchangeRows, type AuditedAct } from '../audit/scope';
import type { BookingRef, LookUpResult } from '../domain/booking/operation';
import type { PmsAppointment } from '../domain/pms';
import { toLocal } from '../domain/time/practice-time';
import { movedSrNoOf, toPatientId } from '../persistence/booking-patient';
import { findClaimedAt } from '../persistence/writeback-sweeps';
import { settleIntent } from '../persistence/write-intents';
import {
  codeIn,
  isAsPromised,
  isFor,
  keepsDescription,
  movedVisitMatch,
  newVisitMatch,
} from '../services/writeback-sweep/own-visit';
import { findOwnWriteback } from '../services/writeback-sweep/own-writeback';
import { sweepWritebacks, type SweepOutcome } from '../services/writeback-sweep/sweep-writebacks';
import type { AppointmentFilter } from '../sikka/appointments';
import { loadBookingContext, type BookingContext } from './booking-context';
import { changeBooking } from './change-booking';
import type { PmsBookingDeps } from './pms-bookings';

const LOOK_UP: AuditedAct = { action: AuditAction.writebackLookUp, phiFields: ['api_request_body'] };
const READ_VISITS: AuditedAct = {
  action: AuditAction.appointmentReadBack,
  phiFields: ['patient_id', 'date', 'time', 'description'],
};

/**
 * Looks for a write whose answer was lost: first among the write-backs, which one sweep reads for everybody, then among
 * the visits. Finding nothing proves nothing, and never leads to a second send.
 */
export const lookUpBooking =
  (deps: PmsBookingDeps) =>
  async (ref: BookingRef): Promise<LookUpResult> => {
    const { database, cipher } = deps;
    const { accountId } = ref;
    const [context, claimedAt] = await database.run(async (manager) => [
      await loadBookingContext(manager, cipher, ref),
      await findClaimedAt(manager, accountId, ref),
    ]);
    const { state } = context.booking;
    if (state === 'sent' || state === 'confirmed') return { accountId, kind: state };
    if (state !== 'held') return { accountId, kind: 'released' };

    const swept = await sweepWritebacks(deps)({ startedAfter: deps.now() });
    if (await database.transaction((tx) => adoptWriteback(tx, deps, context, swept)))
      return { accountId, kind: 'sent' };

    const { visit, rows } = await findVisit(deps, context, claimedAt);
    await database.transaction(async (tx) => {
      if (visit === null) return appendAudit(tx, rows);
      await settleIntent(tx, accountId, ref.bookingId, 'accepted');
      await changeBooking(tx, context, { to: 'confirmed', appointmentSrNo: visit.appointmentSrNo }, rows);
    });
    return { accountId, kind: visit === null ? 'not-found' : 'confirmed' };
  };

/** Moves the booking to *sent* where its write-back was seen, whether or not this very look saw it. */
async function adoptWriteback(
  tx: EntityManager,
  { index }: PmsBookingDeps,
  context: BookingContext,
  swept: SweepOutcome,
): Promise<boolean> {
  const { booking, oldVisit, patient, practice, scope } = context;
  const key =
    oldVisit !== null && booking.writeKind === 'move'
      ? movedVisitMatch(booking, oldVisit)
      : newVisitMatch(practice.pms, booking, patient);
  const subject = { bookingId: booking.id };
  const writebackId = await findOwnWriteback(tx, index, { office: practice.office, key, subject });
  const looked = eventRow(scope, LOOK_UP, swept === 'done' ? 'success' : 'failure');
  if (writebackId === null) {
    await appendAudit(tx, [looked]);
    return false;
  }
  await settleIntent(tx, practice.accountId, booking.id, 'accepted');
  await changeBooking(tx, context, { to: 'sent', writebackId }, [looked]);
  return true;
}

interface VisitFinding {
  readonly visit: PmsAppointment | null;
  readonly rows: readonly AuditRow[];
}

async function findVisit(deps: PmsBookingDeps, context: BookingContext, claimedAt: Date | null): Promise<VisitFinding> {
  const { booking, practice, scope } = context;
  const attempt = attemptRow(scope, READ_VISITS, { endpoint: '/appointments', method: 'GET' });
  await deps.database.run((tx) => appendAudit(tx, [attempt]));
  const moved = booking.writeKind === 'move' ? movedSrNoOf(context.oldVisit) : null;
  const ofTheDay = { startDate: booking.localDate, endDate: booking.localDate };
  const filter: AppointmentFilter =
    moved === null ? { patientId: toPatientId(context.patient), ...ofTheDay } : { appointmentSrNo: moved };
  const reply = await deps.sikka.appointments.findAppointments(
    { office: practice.office, priority: 'background' },
    filter,
  );
  const found = (reply.ok ? reply.value : []).filter((visit) => isOurs(context, visit, claimedAt));
  const rows = exchangeRows(scope, READ_VISITS, reply, attempt.id);
  // A number or our code is exact; of visits without either only one that stands alone can be it.
  const isSure = moved !== null || keepsDescription(practice.pms) || found.length === 1;
  return { visit: isSure ? (found[0] ?? null) : null, rows };
}

/**
 * A visit that moved is ours when it shows its new time. A new one carries our code; where the software keeps no
 * description it is the patient's, at the time promised, and was not made before our request left.
 */
function isOurs(
  { booking, practice, patient }: BookingContext,
  visit: PmsAppointment,
  claimedAt: Date | null,
): boolean {
  if (booking.writeKind === 'move') return !visit.isCancelled && isAsPromised(visit, booking);
  if (keepsDescription(practice.pms)) return codeIn(visit) === booking.referenceCode;
  const claimedOn = claimedAt === null ? null : toLocal(practice.timeZone, claimedAt).date;
  const isMadeSince = claimedOn !== null && visit.madeOn !== null && visit.madeOn >= claimedOn;
  return isMadeSince && !visit.isCancelled && isFor(visit, patient) && isAsPromised(visit, booking);
}

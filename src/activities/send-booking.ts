import { Context } from '@temporalio/activity';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { attemptRow, exchangeRows, type AuditedAct } from '../audit/scope';
import { isSlotFree } from '../domain/availability/conflicts';
import { BookingReason, type BookingRef, type SendResult } from '../domain/booking/operation';
import { mayWrite } from '../domain/pms-capabilities';
import { PmsErrorCode, type PmsError } from '../domain/pms-errors';
import { movedSrNoOf, toAppointmentChange, toNewAppointment } from '../persistence/booking-patient';
import { findCapabilities } from '../persistence/capabilities';
import { claimIntent, isIntentReady, settleIntent } from '../persistence/write-intents';
import type { AcceptedWrite } from '../sikka/accepted-write';
import type { SikkaReply } from '../sikka/reply';
import { loadBookingContext, type BookingContext } from './booking-context';
import { byHandTaskOf, openTaskFor } from './booking-tasks';
import { actOf, requestOf, writeOf } from './booking-write';
import { changeBooking } from './change-booking';
import type { PmsBookingDeps } from './pms-bookings';
import { stopBeforeSending } from './stop-before-sending';

const READ_BUSY: AuditedAct = { action: AuditAction.busyTimesRead, phiFields: ['appointments'] };

const POST_TIMEOUT_MS = 8_000;
const READ_TIMEOUT_MS = 4_000;

/**
 * Sends the booking's one write. Order: the day is read again and the slot checked · the intent is claimed and the
 * attempt put on record in one commit · the request leaves · what came back is put on record with the new state.
 * An attempt that finds the intent claimed answers `unknown`, sends nothing and gives nothing up.
 */
export const sendBooking =
  (deps: PmsBookingDeps) =>
  async (ref: BookingRef): Promise<SendResult> => {
    const { database, cipher } = deps;
    const { accountId } = ref;
    const [context, isReady] = await database.run(async (manager) => [
      await loadBookingContext(manager, cipher, ref),
      await isIntentReady(manager, ref),
    ]);
    const { state, startsAt } = context.booking;
    if (state === 'sent' || state === 'confirmed') return { accountId, kind: state };
    if (state !== 'held') return { accountId, kind: 'released' };
    if (!isReady) return { accountId, kind: 'unknown' };
    if (startsAt <= deps.now()) {
      // The caller may have been told to wait, so somebody must call back.
      return stop(deps, ref, { to: 'released', reasonCode: BookingReason.holdExpired, isForStaff: true });
    }
    const slot = await checkSlot(deps, context);
    if ('kind' in slot) return slot;

    const attempt = attemptRow(context.scope, actOf(context.booking), requestOf(context.booking));
    const isMine = await database.transaction(async (tx) => {
      const isClaimed = await claimIntent(tx, accountId, ref.bookingId);
      await appendAudit(tx, isClaimed ? [...slot.rows, attempt] : slot.rows);
      return isClaimed;
    });
    return isMine ? post(deps, context, attempt) : { accountId, kind: 'unknown' };
  };

async function stop(
  deps: PmsBookingDeps,
  ref: BookingRef,
  how: Parameters<typeof stopBeforeSending>[2],
): Promise<SendResult> {
  const { accountId, kind } = await stopBeforeSending(deps, ref, how);
  return kind === 'unknown' ? { accountId, kind } : { accountId, kind, reasonCode: how.reasonCode };
}

/** Still free; the rows of the look go with the claim that follows, in one commit before anything leaves. */
interface FreeSlot {
  readonly rows: readonly AuditRow[];
}

/** Reads the day as the PMS shows it now, and whether its software takes visits at all. */
async function checkSlot(deps: PmsBookingDeps, context: BookingContext): Promise<SendResult | FreeSlot> {
  const { booking, oldVisit, practice, scope } = context;
  const { accountId } = practice;
  const ref = { accountId, bookingId: booking.id };
  const [day, known] = await Promise.all([
    deps.sikka.appointments.listBusyVisits(
      { office: practice.office, signal: Context.current().cancellationSignal, timeoutMs: READ_TIMEOUT_MS },
      { startDate: booking.localDate, endDate: booking.localDate },
    ),
    deps.database.run((manager) => findCapabilities(manager, accountId, practice.integrationId)),
  ]);
  const rows = exchangeRows(scope, READ_BUSY, day);
  if (!mayWrite(known?.capabilities ?? null, writeOf(booking))) {
    return stop(deps, ref, { to: 'failed', reasonCode: BookingReason.pmsUnsupported, isForStaff: true, rows });
  }
  if (!day.ok && !day.error.isRetryable) {
    return stop(deps, ref, { to: 'failed', reasonCode: reasonOf(day.error), isForStaff: true, rows });
  }
  const moving = booking.writeKind === 'move' ? movedSrNoOf(oldVisit) : null;
  const others = day.ok ? day.value.filter((visit) => visit.appointmentSrNo !== moving) : [];
  if (day.ok && !isSlotFree(practice.timeZone, booking, others, [])) {
    const reasonCode = BookingReason.slotTaken;
    const stopped = await stop(deps, ref, { to: 'released', reasonCode, isForStaff: false, rows });
    return stopped.kind === 'unknown' ? stopped : { accountId, kind: 'taken' };
  }
  if (day.ok) return { rows };
  await deps.database.run((tx) => appendAudit(tx, rows));
  return { accountId, kind: 'retry' };
}

async function post(deps: PmsBookingDeps, context: BookingContext, attempt: AuditRow): Promise<SendResult> {
  const { booking, practice, scope } = context;
  const { accountId } = practice;
  const reply = await ask(deps, context);
  const rows = exchangeRows(scope, actOf(booking), reply, attempt.id);
  try {
    return await recordAnswer(deps, context, reply, rows);
  } catch (error) {
    // The request has been made: what came of it is looked up, and its rows are written as soon as they can be.
    Context.current().log.error('what became of a request could not be put on record', { error });
    return { accountId, kind: 'unknown', unrecorded: rows };
  }
}

/** The one request of the booking: a new visit, or the old one at its new time. */
function ask(
  { sikka }: PmsBookingDeps,
  { booking, practice, patient, appointmentType, oldVisit }: BookingContext,
): Promise<SikkaReply<AcceptedWrite>> {
  const office = { office: practice.office, pms: practice.pms, timeoutMs: POST_TIMEOUT_MS };
  if (booking.writeKind === 'new') {
    return sikka.appointments.postAppointment(office, toNewAppointment(booking, patient, appointmentType));
  }
  const change = oldVisit === null ? null : toAppointmentChange(booking, oldVisit);
  if (change === null) throw new Error('a visit that moves has no id at the PMS');
  return sikka.appointments.putAppointment(office, change);
}

async function recordAnswer(
  deps: PmsBookingDeps,
  context: BookingContext,
  reply: SikkaReply<AcceptedWrite>,
  rows: readonly AuditRow[],
): Promise<SendResult> {
  const { booking } = context;
  const { accountId } = context.practice;
  if (reply.ok) {
    const { writebackId } = reply.value;
    await deps.database.transaction(async (tx) => {
      await settleIntent(tx, accountId, booking.id, 'accepted');
      await changeBooking(tx, context, { to: 'sent', writebackId }, rows);
    });
    return { accountId, kind: 'sent' };
  }
  if (reply.error.writeOutcome === 'unknown') {
    await deps.database.transaction(async (tx) => {
      await settleIntent(tx, accountId, booking.id, 'unknown');
      await appendAudit(tx, rows);
    });
    return { accountId, kind: 'unknown' };
  }
  if (!reply.error.isRetryable) return giveUp(deps, context, reply.error, rows);
  await deps.database.transaction(async (tx) => {
    await settleIntent(tx, accountId, booking.id, 'ready');
    await appendAudit(tx, rows);
  });
  return { accountId, kind: 'retry' };
}

const reasonOf = (error: PmsError): BookingReason =>
  error.code === PmsErrorCode.auth || error.code === PmsErrorCode.accessRevoked
    ? BookingReason.pmsAccess
    : BookingReason.pmsRefused;

/** The PMS has refused the request, and will again: nothing was booked, and the staff are told. */
async function giveUp(
  deps: PmsBookingDeps,
  context: BookingContext,
  error: PmsError,
  rows: readonly AuditRow[],
): Promise<SendResult> {
  const { booking, practice } = context;
  const { accountId } = practice;
  const reasonCode = reasonOf(error);
  await deps.database.transaction(async (tx) => {
    await settleIntent(tx, accountId, booking.id, 'rejected');
    await openTaskFor(tx, deps, context, { kind: byHandTaskOf(booking), reasonCode });
    await changeBooking(tx, context, { to: 'failed', reasonCode }, rows);
  });
  return { accountId, kind: 'failed', reasonCode };
}

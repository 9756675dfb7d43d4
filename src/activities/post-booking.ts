import { Context } from '@temporalio/activity';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { eventRow, exchangeRows } from '../audit/scope';
import type { SendResult } from '../domain/booking/operation';
import type { PmsError } from '../domain/pms-errors';
import { markSent } from '../persistence/booking-changes';
import { toAppointmentChange, toNewAppointment } from '../persistence/booking-patient';
import { byHandTaskOf } from '../persistence/by-hand-task';
import { settleIntent } from '../persistence/write-intents';
import type { AcceptedWrite } from '../sikka/accepted-write';
import type { SikkaReply } from '../sikka/reply';
import type { BookingContext } from './booking-context';
import { openTaskFor } from './booking-tasks';
import { actOf } from './booking-write';
import { changeBooking } from './change-booking';
import { reasonOf } from './check-slot';
import type { PmsBookingDeps } from './pms-bookings';

const POST_TIMEOUT_MS = 8_000;

/** The one request, and what came back put on record with the booking's new state. */
export async function postBooking(
  deps: PmsBookingDeps,
  context: BookingContext,
  attempt: AuditRow,
): Promise<SendResult> {
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
    const moved = eventRow(context.scope, { action: AuditAction.bookingTransition, phiFields: [] }, 'success');
    const isSent = await deps.database.run((manager) => markSent(manager, booking, writebackId, [...rows, moved]));
    if (!isSent) await deps.database.run((tx) => appendAudit(tx, rows));
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

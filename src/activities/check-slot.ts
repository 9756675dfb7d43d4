import { Context } from '@temporalio/activity';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { exchangeRows, type AuditedAct } from '../audit/scope';
import { isSlotFree } from '../domain/availability/conflicts';
import { BookingReason, type SendResult } from '../domain/booking/operation';
import type { PmsBusyVisit } from '../domain/pms';
import { mayWrite, type PmsCapabilities } from '../domain/pms-capabilities';
import { PmsErrorCode, type PmsError } from '../domain/pms-errors';
import { movedSrNoOf } from '../persistence/booking-patient';
import type { Practice } from '../persistence/practices';
import type { SikkaClient } from '../sikka/client';
import type { SikkaReply } from '../sikka/reply';
import type { BookingContext } from './booking-context';
import { writeOf } from './booking-write';
import type { PmsBookingDeps } from './pms-bookings';
import { stopBeforeSending } from './stop-before-sending';

const READ_BUSY: AuditedAct = { action: AuditAction.busyTimesRead, phiFields: ['appointments'] };
const READ_TIMEOUT_MS = 4_000;

export type BusyDay = SikkaReply<readonly PmsBusyVisit[]>;

/** The day of a visit as the PMS shows it now. */
export const readDay = (
  sikka: SikkaClient,
  { office }: Pick<Practice, 'office'>,
  { localDate }: { readonly localDate: string },
): Promise<BusyDay> =>
  sikka.appointments.listBusyVisits(
    { office, signal: Context.current().cancellationSignal, timeoutMs: READ_TIMEOUT_MS },
    { startDate: localDate, endDate: localDate },
  );

/** The rows of that look, for a commit before anything follows from it. */
export const dayRows = ({ scope }: Pick<BookingContext, 'scope'>, day: BusyDay): AuditRow[] =>
  exchangeRows(scope, READ_BUSY, day);

/** Still free; the rows of the look go with the claim that follows, in one commit before anything leaves. */
interface FreeSlot {
  readonly rows: readonly AuditRow[];
}

/** Whether the slot is free in the day as it was read just now, and whether the practice's software takes visits at all. */
export async function checkSlot(
  deps: PmsBookingDeps,
  context: BookingContext,
  day: BusyDay,
  capabilities: PmsCapabilities | null,
): Promise<SendResult | FreeSlot> {
  const { booking, oldVisit, practice } = context;
  const { accountId } = practice;
  const rows = dayRows(context, day);
  if (!mayWrite(capabilities, writeOf(booking))) {
    return stop(deps, context, { to: 'failed', reasonCode: BookingReason.pmsUnsupported, isForStaff: true, rows });
  }
  if (!day.ok && !day.error.isRetryable) {
    return stop(deps, context, { to: 'failed', reasonCode: reasonOf(day.error), isForStaff: true, rows });
  }
  const moving = booking.writeKind === 'move' ? movedSrNoOf(oldVisit) : null;
  const others = day.ok ? day.value.filter((visit) => visit.appointmentSrNo !== moving) : [];
  if (day.ok && !isSlotFree(practice.timeZone, booking, others, [])) {
    const reasonCode = BookingReason.slotTaken;
    const stopped = await stop(deps, context, { to: 'released', reasonCode, isForStaff: false, rows });
    return stopped.kind === 'unknown' ? stopped : { accountId, kind: 'taken' };
  }
  if (day.ok) return { rows };
  await deps.database.run((tx) => appendAudit(tx, rows));
  return { accountId, kind: 'retry' };
}

/** Gives the booking up, or finds that somebody else has sent it. */
export async function stop(
  deps: PmsBookingDeps,
  { booking }: Pick<BookingContext, 'booking'>,
  how: Parameters<typeof stopBeforeSending>[2],
): Promise<SendResult> {
  const ref = { accountId: booking.accountId, bookingId: booking.id };
  const { accountId, kind } = await stopBeforeSending(deps, ref, how);
  return kind === 'unknown' ? { accountId, kind } : { accountId, kind, reasonCode: how.reasonCode };
}

export const reasonOf = (error: PmsError): BookingReason =>
  error.code === PmsErrorCode.auth || error.code === PmsErrorCode.accessRevoked
    ? BookingReason.pmsAccess
    : BookingReason.pmsRefused;

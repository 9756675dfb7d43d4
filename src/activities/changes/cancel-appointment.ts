import { Context } from '@temporalio/activity';
import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import { attemptRow, exchangeRows, type AuditedAct } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import { BookingReason } from '../../domain/booking/operation';
import { cancelKey, standOfVisit, toStatusChange, type CancelTarget } from '../../domain/changes/cancel';
import { mayWrite, PmsWrite } from '../../domain/pms-capabilities';
import { moveBooking } from '../../persistence/booking-changes';
import { BookingEntity } from '../../persistence/entities/booking';
import { closeTasksOf } from '../../persistence/staff-tasks';
import { statusRulesOf } from '../../sikka/pms-rules/status-rules';
import { cancelRequestOf, findCancelledBooking, findCancelTarget } from './cancel-target';
import type { ChangeContext, ChangeDeps, ChangeManner, Look, Sight } from './change-manner';
import { findConfirmedVisit } from './find-confirmed-visit';
import { reasonOf } from './record-answer';
import { releaseOf, releaseRow, takeBackBooking } from './take-back-booking';

const READ: AuditedAct = {
  action: AuditAction.patientVisitsRead,
  phiFields: ['appointment_sr_no', 'patient_id', 'date', 'time', 'status'],
};
const READ_TIMEOUT_MS = 4_000;
const PATCH_TIMEOUT_MS = 8_000;
/** What a cancellation of ours can hold, by Sikka's names. */
const HELD = new Set(['appointment_sr_no', 'value']);

/** Cancels a visit by the practice's own status word; what has not reached the book yet is taken back instead. */
export const cancelAppointmentManner: ChangeManner = {
  write: PmsWrite.changeAppointmentStatus,
  act: { action: AuditAction.appointmentUpdate, phiFields: ['appointment_sr_no', 'appointment_status'] },
  request: { endpoint: '/appointments/{appointment_sr_no}', method: 'PATCH' },
  byHandTask: 'cancel-by-hand',

  async look(deps, context) {
    const booking = await deps.database.run((manager) => findCancelledBooking(manager, context));
    if (booking !== null) {
      const taken = await takeBackBooking(deps, context, booking);
      if (taken !== 'visit') return taken;
    }
    const cancelWord = cancelWordOf(context);
    if (cancelWord === null) return { kind: 'by-staff', rows: [] };
    const target =
      (await findCancelTarget(deps, context, booking)) ?? (await findConfirmedVisit(deps, context, booking));
    if (target === null) return { kind: 'failed', reasonCode: BookingReason.visitMissing, rows: [] };
    return lookAtVisit(deps, context, target, cancelWord);
  },

  async keyOf(deps, context) {
    const [target, cancelWord] = [await targetOf(deps, context), context.capabilities?.cancelWord ?? null];
    return target === null || cancelWord === null ? null : cancelKey(target, cancelWord);
  },

  /** A visit that is not shown may be cancelled and taken off the book, or only not be there yet. */
  async see(deps, context): Promise<Sight> {
    const target = await targetOf(deps, context);
    if (target === null) return { kind: 'nothing-against', rows: [] };
    const { stand, rows } = await readVisit(deps, context, target, 'background');
    const kinds = { cancelled: 'proof', gone: 'nothing-against', stands: 'absent', differs: 'differs' } as const;
    return { kind: typeof stand === 'string' ? kinds[stand] : 'absent', rows };
  },

  /** The booking of ours that the visit was is no more. */
  async afterConfirmation(tx, deps, context) {
    const rows: AuditRow[] = [];
    for (const { accountId, id } of await listBookingsOf(tx, deps, context)) {
      await closeTasksOf(tx, accountId, { bookingId: id });
      if (await moveBooking(tx, accountId, id, releaseOf(context))) rows.push(releaseRow(context));
    }
    return rows;
  },
};

/** Null where the software takes no cancellation, or wants more of one than we hold; a word is never guessed. */
function cancelWordOf({ capabilities, practice }: ChangeContext): string | null {
  const canBeFilled = statusRulesOf(practice.pms).required.every((field) => HELD.has(field));
  if (!canBeFilled || !mayWrite(capabilities, PmsWrite.changeAppointmentStatus)) return null;
  return capabilities?.cancelWord ?? null;
}

const targetOf = async (deps: ChangeDeps, context: ChangeContext): Promise<CancelTarget | null> =>
  findCancelTarget(deps, context, await deps.database.run((manager) => findCancelledBooking(manager, context)));

async function readVisit(
  { database, sikka }: ChangeDeps,
  { practice, scope }: ChangeContext,
  target: CancelTarget,
  priority: 'in-call' | 'background',
) {
  const attempt = attemptRow(scope, READ, { endpoint: '/appointments', method: 'GET' });
  await database.run((tx) => appendAudit(tx, [attempt]));
  const reply = await sikka.appointments.findAppointments(
    {
      office: practice.office,
      signal: Context.current().cancellationSignal,
      ...(priority === 'in-call' ? { timeoutMs: READ_TIMEOUT_MS } : { priority }),
    },
    { appointmentSrNo: target.appointmentSrNo },
  );
  const rows = exchangeRows(scope, READ, reply, attempt.id);
  return { stand: reply.ok ? standOfVisit(target, reply.value) : reply.error, rows };
}

async function lookAtVisit(
  deps: ChangeDeps,
  context: ChangeContext,
  target: CancelTarget,
  cancelWord: string,
): Promise<Look> {
  const { stand, rows } = await readVisit(deps, context, target, 'in-call');
  if (typeof stand !== 'string') {
    return stand.isRetryable ? { kind: 'retry', rows } : { kind: 'failed', reasonCode: reasonOf(stand), rows };
  }
  if (stand === 'cancelled') return { kind: 'done', rows };
  if (stand === 'differs') return { kind: 'failed', reasonCode: BookingReason.readBackDiffers, rows };
  // Sikka's copy is up to a day behind: of a visit that we have made ourselves we know that it is there.
  const isKnownToBe = context.change.bookingId !== null;
  if (stand === 'gone' && !isKnownToBe) return { kind: 'failed', reasonCode: BookingReason.visitMissing, rows };
  const { office, pms } = context.practice;
  const asked = toStatusChange(target, cancelRequestOf(context), cancelWord);
  const send = () =>
    deps.sikka.appointments.patchAppointmentStatus({ office, pms, timeoutMs: PATCH_TIMEOUT_MS }, asked);
  return { kind: 'clear', rows, send };
}

/** Bookings of ours that the cancelled visit was, also where the caller spoke of it as a visit on file. */
async function listBookingsOf(
  tx: EntityManager,
  { cipher }: ChangeDeps,
  context: ChangeContext,
): Promise<readonly BookingEntity[]> {
  const booking = await findCancelledBooking(tx, context);
  if (booking !== null) return [booking];
  const { accountId, integrationId } = context.change;
  const target = await findCancelTarget({ cipher }, context, null);
  if (target === null) return [];
  const { appointmentSrNo } = target;
  return tx.findBy(BookingEntity, { accountId, integrationId, appointmentSrNo, state: 'confirmed' });
}

import { Context } from '@temporalio/activity';
import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { eventRow, systemScope, type AuditScope } from '../audit/scope';
import { BookingReason } from '../domain/booking/operation';
import type { IntegrationRef } from '../domain/integration-ref';
import type { Phi } from '../domain/phi';
import { copiedAtMs } from '../domain/pms-capabilities';
import type { PmsAppointment } from '../domain/pms';
import { addDays, todayIn } from '../domain/time/practice-time';
import type { ReconcileMetrics } from '../observability/reconcile-metrics';
import { BOOKING_PATIENT, type BookedPatient } from '../persistence/booking-patient';
import { findCapabilities } from '../persistence/capabilities';
import type { Database } from '../persistence/database';
import type { BookingEntity } from '../persistence/entities/booking';
import type { PhiCipher } from '../persistence/phi-cipher';
import { findPracticeOf, type Practice } from '../persistence/practices';
import { listPromised, recordReconciliation } from '../persistence/reconciliations';
import { openStaffTask, StaffTaskKind } from '../persistence/staff-tasks';
import { isAsPromised, isFor } from '../services/writeback-sweep/own-visit';
import type { SikkaClient } from '../sikka/client';
import { bookingScope } from './booking-context';
import { findMismatches, type Comparison, type Mismatch } from './reconcile-compare';
import { readVisit, readVisitsAround, type Reader } from './reconcile-read';
import { runTraceId } from './run-trace-id';

export interface ReconcileDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly sikka: SikkaClient;
  readonly reconcileMetrics: ReconcileMetrics;
  readonly now: () => Date;
}

/** `later`: the practice's book could not be read, or was just being renewed. */
export type ReconcileResult = { readonly accountId: string } & (
  | { readonly kind: 'done'; readonly compared: number; readonly mismatches: number }
  | { readonly kind: 'later' | 'gone' }
);

/** Where Sikka does not say how old its copy is: its nightly refresh, and two hours to spare. */
const ASSUMED_AGE_MS = 26 * 3_600_000;
/** Missing visits that are looked for once more by their number, as they may have moved beyond what was read. */
const MOST_SECOND_LOOKS = 25;

/** Compares what was promised at one practice with what its software holds; each mismatch becomes a task, once per booking. */
export const reconcilePractice =
  (deps: ReconcileDeps) =>
  async ({
    reconciliationId,
    ...ref
  }: IntegrationRef & { readonly reconciliationId: string }): Promise<ReconcileResult> => {
    const { database, now } = deps;
    const { accountId, integrationId } = ref;
    const [practice, known] = await database.run(async (manager) => [
      await findPracticeOf(manager, ref),
      await findCapabilities(manager, accountId, integrationId),
    ]);
    if (practice === null) return { accountId, kind: 'gone' };
    const freshness = known?.freshness ?? null;
    if (freshness?.isInsertInProgress === true) return { accountId, kind: 'later' };
    const from = addDays(todayIn(practice.timeZone, now()), -1);
    const bookings = await database.run((manager) => listPromised(manager, ref, from));

    const scope = runScope(ref);
    const reader: Reader = { sikka: deps.sikka, practice, scope, signal: Context.current().cancellationSignal };
    const { visits, rows } = await readVisitsAround(reader, new Set(bookings.map(({ localDate }) => localDate)));
    if (visits === null) {
      await database.run((tx) => appendAudit(tx, rows));
      return { accountId, kind: 'later' };
    }
    const copiedAt = (freshness === null ? null : copiedAtMs(freshness)) ?? now().getTime() - ASSUMED_AGE_MS;
    const comparison: Comparison = {
      copiedAt: new Date(copiedAt),
      now: now(),
      isSame: await sameVisit(deps.cipher, bookings),
    };
    const more = await lookAgain(reader, findMismatches(bookings, visits, comparison));
    const all = [...visits, ...more.visits];
    const mismatches = more.visits.length === 0 ? more.mismatches : findMismatches(bookings, all, comparison);

    await database.transaction((tx) =>
      record(tx, deps, practice, {
        id: reconciliationId,
        compared: bookings.length,
        mismatches,
        scope,
        rows: [...rows, ...more.rows],
      }),
    );
    for (const { reasonCode } of mismatches) deps.reconcileMetrics.countMismatch(reasonCode);
    return { accountId, kind: 'done', compared: bookings.length, mismatches: mismatches.length };
  };

const runScope = ({ accountId, integrationId }: IntegrationRef): AuditScope => ({
  ...systemScope(accountId, integrationId),
  workflowId: Context.current().info.workflowExecution?.workflowId ?? null,
  traceId: runTraceId(),
});

/** Whether a visit without number and code is a booking's: the same patient's, as promised. */
async function sameVisit(cipher: PhiCipher, bookings: readonly BookingEntity[]): Promise<Comparison['isSame']> {
  const patients = new Map<string, Phi<BookedPatient>>();
  for (const { id, accountId, appointmentSrNo, patient } of bookings) {
    if (appointmentSrNo === null)
      patients.set(id, await cipher.open<BookedPatient>(accountId, BOOKING_PATIENT, patient));
  }
  return (visit, booking) => {
    const patient = patients.get(booking.id);
    return patient !== undefined && isAsPromised(visit, booking) && isFor(visit, patient);
  };
}

interface SecondLook {
  readonly mismatches: readonly Mismatch<BookingEntity>[];
  /** What turned up. */
  readonly visits: readonly PmsAppointment[];
  readonly rows: readonly AuditRow[];
}

/** A visit that seems to be missing may have been moved beyond the days that were read. */
async function lookAgain(reader: Reader, mismatches: readonly Mismatch<BookingEntity>[]): Promise<SecondLook> {
  const visits: PmsAppointment[] = [];
  const rows: AuditRow[] = [];
  const missing = mismatches.filter(({ reasonCode }) => reasonCode === BookingReason.readBackMissing);
  for (const { booking } of missing.slice(0, MOST_SECOND_LOOKS)) {
    if (booking.appointmentSrNo === null) continue;
    const look = await readVisit(reader, booking.appointmentSrNo);
    rows.push(...look.rows);
    visits.push(...(look.visits ?? []));
  }
  return { mismatches, visits, rows };
}

interface Outcome {
  readonly id: string;
  readonly compared: number;
  readonly mismatches: readonly Mismatch<BookingEntity>[];
  readonly scope: AuditScope;
  readonly rows: readonly AuditRow[];
}

async function record(
  tx: EntityManager,
  { cipher, now }: ReconcileDeps,
  { accountId, integrationId }: Practice,
  { id, compared, mismatches, scope, rows }: Outcome,
): Promise<void> {
  const act = { action: AuditAction.reconcile, phiFields: [] };
  for (const { booking, reasonCode } of mismatches) {
    await openStaffTask(tx, cipher, {
      accountId,
      integrationId,
      subject: { bookingId: booking.id },
      kind: StaffTaskKind.reconcile,
      reasonCode,
      details: null,
      openedAt: now(),
    });
  }
  await recordReconciliation(tx, { id, accountId, integrationId, compared, mismatches: mismatches.length });
  const found = mismatches.map(({ booking }) =>
    eventRow(bookingScope(booking, booking.callSession?.vapiCallId ?? ''), act, 'failure'),
  );
  await appendAudit(tx, [...rows, ...found, eventRow(scope, act, 'success')]);
}

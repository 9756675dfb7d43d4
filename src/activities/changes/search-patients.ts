import { Context } from '@temporalio/activity';
import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import { attemptRow, eventRow, exchangeRows, type AuditedAct } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import type { PatientOnFile } from '../../domain/pms';
import type { PmsError } from '../../domain/pms-errors';
import { patientIndexOf } from '../../persistence/call-codes';
import { patientIdOnFile } from '../../persistence/change-details';
import { PATIENT_SEEN } from '../../services/find-candidates';
import type { PatientFilter } from '../../sikka/patients';
import type { ChangeContext, ChangeDeps } from './change-manner';

const READ_TIMEOUT_MS = 4_000;
const MAX_ROWS = 500;

interface FoundPatients {
  readonly patients: readonly PatientOnFile[];
  /** Of the first read that failed: then nobody can be said not to exist. */
  readonly error: PmsError | null;
  readonly rows: readonly AuditRow[];
}

const actOf = (filter: PatientFilter): AuditedAct => ({
  action: 'patientId' in filter ? AuditAction.patientRead : AuditAction.patientSearch,
  phiFields: Object.keys(filter).map((name) => name.toLowerCase()),
});

/** Looks for charts in several ways at once; whose chart came in is on record, whatever it is used for. */
export async function searchPatients(
  { database, index, sikka }: ChangeDeps,
  { practice, scope }: ChangeContext,
  filters: readonly PatientFilter[],
  priority: 'in-call' | 'background',
): Promise<FoundPatients> {
  const asked = filters.map((filter) => ({
    filter,
    attempt: attemptRow(scope, actOf(filter), { endpoint: '/patients', method: 'GET' }),
  }));
  await database.run((tx) =>
    appendAudit(
      tx,
      asked.map(({ attempt }) => attempt),
    ),
  );
  const signal = Context.current().cancellationSignal;
  const context = { office: practice.office, signal, timeoutMs: READ_TIMEOUT_MS, priority };
  const replies = await Promise.all(
    asked.map(async ({ filter, attempt }) => {
      const reply = await sikka.patients.findPatients(context, filter, { limit: MAX_ROWS });
      return { reply, rows: exchangeRows(scope, actOf(filter), reply, attempt.id) };
    }),
  );
  const patients = replies.flatMap(({ reply }) => (reply.ok ? reply.value : []));
  const refs = new Set(patients.map((patient) => patientIndexOf(index, practice, patientIdOnFile(patient))));
  const seen = [...refs].map((patientRef) => eventRow({ ...scope, patientRef }, PATIENT_SEEN, 'success'));
  const failed = replies.flatMap(({ reply }) => (reply.ok ? [] : [reply.error]));
  return { patients, error: failed[0] ?? null, rows: [...replies.flatMap(({ rows }) => rows), ...seen] };
}

import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { exchangeRows, type AuditedAct, type AuditScope } from '../audit/scope';
import type { LocalDate, PmsAppointment } from '../domain/pms';
import { addDays } from '../domain/time/practice-time';
import type { Practice } from '../persistence/practices';
import type { SikkaClient } from '../sikka/client';

const READ: AuditedAct = {
  action: AuditAction.busyTimesRead,
  phiFields: ['patient_id', 'date', 'time', 'provider_id', 'description'],
};
/** A month of a busy practice is a page or two. */
const DAYS_AT_ONCE = 31;
const READ_TIMEOUT_MS = 30_000;

export interface VisitsRead {
  /** Null where some of it could not be read: half a book proves nothing. */
  readonly visits: readonly PmsAppointment[] | null;
  readonly rows: readonly AuditRow[];
}

export interface Reader {
  readonly sikka: Pick<SikkaClient, 'appointments'>;
  readonly practice: Practice;
  readonly scope: AuditScope;
  readonly signal: AbortSignal;
}

/** The practice's visits on these days and the days between, a month at a time; months without such a day are left out. */
export async function readVisitsAround(reader: Reader, days: ReadonlySet<LocalDate>): Promise<VisitsRead> {
  const rows: AuditRow[] = [];
  const visits: PmsAppointment[] = [];
  const sorted = [...days].sort();
  for (let next = sorted.shift(); next !== undefined; next = sorted.shift()) {
    const endDate = addDays(next, DAYS_AT_ONCE - 1);
    const reply = await read(reader, { patientId: null, startDate: next, endDate });
    rows.push(...reply.rows);
    if (reply.visits === null) return { visits: null, rows };
    visits.push(...reply.visits);
    while (sorted[0] !== undefined && sorted[0] <= endDate) sorted.shift();
  }
  return { visits, rows };
}

/** One visit by its number, wherever it has gone. */
export const readVisit = (reader: Reader, appointmentSrNo: string): Promise<VisitsRead> =>
  read(reader, { appointmentSrNo });

async function read(
  { sikka, practice, scope, signal }: Reader,
  filter: Parameters<SikkaClient['appointments']['findAppointments']>[1],
): Promise<VisitsRead> {
  const reply = await sikka.appointments.findAppointments(
    { office: practice.office, signal, timeoutMs: READ_TIMEOUT_MS, priority: 'background' },
    filter,
  );
  return { visits: reply.ok ? reply.value : null, rows: exchangeRows(scope, READ, reply) };
}

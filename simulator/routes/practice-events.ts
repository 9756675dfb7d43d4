import { refuseMissingQuery } from '../http/body';
import { statement } from '../http/errors';
import { whereEqual } from '../http/query';
import { list, type OfficeRequest, type OfficeRoute, type Reply, type Row } from '../http/reply';
import type { Visit } from '../seed/types';
import { isOff } from '../state/overlap';
import type { Change } from '../state/ledger';
import type { OfficeWorld } from '../state/office-world';
import { instantOfLocal } from '../time';
import { appointmentRow, isDefaultField } from './appointment-row';
import { rowContextOf } from './appointment-row-context';
import { DEFAULT_PATIENT_FIELDS, patientRow } from './patient-row';

const MINUTE_MS = 60_000;
const MOST_MINUTES = 1_440;
const EVENT_FIELDS = ['loadeddate', 'flag'];
const TABLES = ['appointments', 'patients', 'practices', 'providers'];

interface EventRow {
  readonly id: string;
  readonly row: Row;
  readonly changes: readonly Row[];
}

/** The fields that differ, one by one; the time of loading always does and is told apart. */
const changesOf = (before: Row, after: Row): Row[] =>
  Object.keys(after)
    .filter((field) => field !== 'loadeddate' && before[field] !== after[field])
    .map((field) => ({ field, old_value: before[field] ?? '', new_value: after[field] ?? '' }));

function eventOf<T>(change: Change<T>, toRow: (value: T) => Row, isGone: (value: T) => boolean): EventRow {
  const after = toRow(change.after);
  const flag = change.before === null ? 'added' : isGone(change.after) ? 'deleted' : 'updated';
  const changes = change.before === null ? [] : changesOf(toRow(change.before), after);
  return { id: change.id, row: { ...after, flag }, changes };
}

function eventsOf(at: OfficeWorld, table: string, fromMs: number, toMs: number): EventRow[] {
  if (table === 'patients') {
    return at.book.patientChanges(fromMs, toMs).map((change) =>
      eventOf(
        change,
        (patient) => patientRow(patient, at),
        () => false,
      ),
    );
  }
  if (table !== 'appointments') return [];
  const contextOf = rowContextOf(at);
  const isGone = (visit: Visit): boolean => at.settings()['appts.cancelledForm'] === 'removed' && isOff(visit);
  return at.book
    .visitChanges(fromMs, toMs)
    .map((change) => eventOf(change, (visit) => appointmentRow(visit, contextOf(visit)), isGone));
}

/** The stretch of time asked for; `interval` wins over the dates. null: it cannot be read. */
function stretchOf({ query, at }: OfficeRequest): { fromMs: number; toMs: number } | null {
  const toMs = at.shownUpToMs();
  const interval = query.get('interval');
  if (interval !== null) {
    const minutes = Number(interval);
    const isFine = /^\d+$/.test(interval) && minutes >= 1 && minutes <= MOST_MINUTES;
    return isFine ? { fromMs: toMs - minutes * MINUTE_MS, toMs } : null;
  }
  const [first, last] = [query.get('loaded_startdate') ?? '', query.get('loaded_enddate')];
  const zone = at.zone().iana;
  const fromMs = instantOfLocal(first, zone, 'start');
  const lastMs = last === null ? toMs : instantOfLocal(last, zone, 'end');
  return fromMs === null || lastMs === null ? null : { fromMs: fromMs - 1, toMs: Math.min(lastMs, toMs) };
}

/** Only the last event of each row. */
const lastOfEach = (events: readonly EventRow[]): EventRow[] => [
  ...new Map(events.map((event) => [event.id, event])).values(),
];

/** What changed in the practice's book, as the rows of that list with their old and new values beside them. */
function listEvents(request: OfficeRequest): Reply {
  const { query, at } = request;
  const missing = refuseMissingQuery(query, ['events']);
  if (missing !== null) return missing;
  const table = (query.get('events') ?? '').toLowerCase();
  const stretch = stretchOf(request);
  if (!TABLES.includes(table) || stretch === null) return statement('API1026', 'events or its time is invalid');
  if (!at.isSpuOnline()) return list([], []);
  const all = eventsOf(at, table, stretch.fromMs, stretch.toMs);
  const events = query.get('status') === 'current' ? lastOfEach(all) : all;
  const changes = new Map(events.map((event) => [event.row, event.changes]));
  const filters = ['practice_id', 'patient_id', 'appointment_sr_no', 'flag'];
  const rows = whereEqual(
    events.map(({ row }) => row),
    query,
    filters,
  );
  const defaults = Object.keys(rows[0] ?? {}).filter(
    (field) =>
      EVENT_FIELDS.includes(field) ||
      (table === 'patients' ? DEFAULT_PATIENT_FIELDS.includes(field) : isDefaultField(field)),
  );
  return list(rows, defaults, { nested: (row) => ({ changes: changes.get(row) ?? [] }) });
}

export const practiceEventRoutes = (): OfficeRoute[] => [
  { method: 'get', path: '/practice_events', credentials: 'request-key', handle: listEvents },
];

import { z } from 'zod';
import type { PmsVisitEvent } from '../domain/pms';
import { ok } from '../domain/result';
import { busyRowSchema, EXTRA_APPOINTMENT_FIELDS, toBusyVisit } from './appointment-row';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { id, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

/** The last minutes, up to a day; or what was loaded in a range, of dates or of wall-clock times as Sikka writes them. */
export type EventWindow =
  | { readonly intervalMinutes: number }
  /** `yyyy-mm-dd` or `yyyy-mm-ddTHH:mm:ss`. */
  | { readonly loadedFrom: string; readonly loadedTo: string };

/** Five to fourteen seconds in the vendor's samples. */
const SLOW_CALL_TIMEOUT_MS = 20_000;
const MAX_INTERVAL_MINUTES = 1_440;
const LOADED_AT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?$/;
const FIELD_NAME = /^\w{1,60}$/;

/** Only which fields changed: old and new values may be a patient's. */
const changesSchema = z
  .array(z.object({ field: text }))
  .catch([])
  .transform((changes) => changes.map(({ field }) => field).filter((field) => FIELD_NAME.test(field)));

const markSchema = z.object({
  appointment_sr_no: id,
  practice_id: text,
  flag: text,
  loadeddate: text,
  changes: changesSchema,
});
type Mark = z.infer<typeof markSchema>;

const isDeletion = ({ flag }: Mark): boolean => flag.toLowerCase() === 'deleted';

/** A visit that is gone need not tell when it was; any other that cannot be read makes the answer unreadable. */
const rowSchema = z.unknown().transform((row, context) => {
  const [mark, visit] = [markSchema.safeParse(row), busyRowSchema.safeParse(row)];
  if (mark.success && visit.success) return { mark: mark.data, visit: toBusyVisit(visit.data) };
  if (mark.success && isDeletion(mark.data)) return { mark: mark.data, visit: null };
  context.addIssue({ code: 'custom', message: 'not a visit' });
  return z.NEVER;
});
type Row = z.infer<typeof rowSchema>;

function changeOf({ flag }: Mark): PmsVisitEvent['change'] {
  const word = flag.toLowerCase();
  return word === 'added' || word === 'updated' || word === 'deleted' ? word : 'unknown';
}

const toEvent = ({ mark, visit }: Row): PmsVisitEvent => ({
  appointmentSrNo: mark.appointment_sr_no,
  change: changeOf(mark),
  changedFields: mark.changes,
  loadedAt: mark.loadeddate,
  visit,
});

function queryOf(window: EventWindow): Record<string, string> {
  if ('intervalMinutes' in window) {
    const { intervalMinutes } = window;
    const isIn = Number.isInteger(intervalMinutes) && intervalMinutes >= 1 && intervalMinutes <= MAX_INTERVAL_MINUTES;
    if (!isIn) throw new RangeError(`events are listed for 1 to ${MAX_INTERVAL_MINUTES} minutes`);
    return { interval: String(intervalMinutes) };
  }
  const { loadedFrom, loadedTo } = window;
  if (!LOADED_AT.test(loadedFrom) || !LOADED_AT.test(loadedTo)) throw new RangeError('not a time as Sikka writes it');
  return { loaded_startdate: loadedFrom, loaded_enddate: loadedTo };
}

/** The latest of each visit: a row that two pages show, or an older state of it, is left out. */
function latestOf(rows: readonly Row[]): Row[] {
  const latest = new Map<string, Row>();
  for (const row of rows) {
    const { appointment_sr_no: visitId, loadeddate } = row.mark;
    const other = latest.get(visitId);
    if (other === undefined || loadeddate >= other.mark.loadeddate) latest.set(visitId, row);
  }
  return [...latest.values()];
}

/**
 * The visits that changed of late, each once and as it is now, without their patients. Slow at Sikka: 20 s unless the
 * context says otherwise. The practice's utility has to be running. @throws RangeError for a window that Sikka refuses
 */
export const listVisitEvents =
  (calls: SikkaCalls) =>
  async (context: OfficeCallContext, window: EventWindow): Promise<SikkaReply<readonly PmsVisitEvent[]>> => {
    const { practiceId } = context.office;
    const query = {
      events: 'appointments',
      status: 'current',
      practice_id: practiceId,
      fields: EXTRA_APPOINTMENT_FIELDS,
      ...queryOf(window),
    };
    const unhurried = { ...context, timeoutMs: context.timeoutMs ?? SLOW_CALL_TIMEOUT_MS };
    return withinContext(unhurried, async (within) => {
      const list = { endpoint: '/practice_events', query, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const own = rows.filter(({ mark }) => mark.practice_id === practiceId);
        return ok(latestOf(own).map(toEvent));
      });
    });
  };

import { z } from 'zod';
import { phi, type Phi } from '../domain/phi';
import type { LocalDate, PmsWritebackState } from '../domain/pms';
import { ok } from '../domain/result';
import { daysBetween } from '../domain/time/practice-time';
import type { AppCallContext, OfficeCallContext, SikkaCalls } from './calls';
import { flagOf, id, text } from './fields';
import { readOnePage, readPages } from './paging';
import { readReply, type SikkaReply } from './reply';

/** A queued or finished write of any tenant of the app. `body` echoes what was sent: patient data, in memory only. */
export interface WritebackEntry {
  readonly writebackId: string;
  readonly officeId: string;
  readonly method: string;
  readonly apiName: string;
  readonly body: Phi<string>;
}

const MAX_DAYS = 7;

const statusSchema = z.object({
  id,
  office_id: text,
  practice_id: text,
  api: text,
  is_completed: text,
  has_error: text,
  result: text,
  created_id: text,
  appointment_sr_no: text,
  patient_id: text,
});
type StatusRow = z.infer<typeof statusSchema>;

const entrySchema = z.object({ id, office_id: text, method: text, api_name: text, api_request_body: text });

/** The patient's id of a visit's row is that of its patient, so it is the new id in a patient's write only. */
function createdIdOf(row: StatusRow): string | null {
  const isPatients = row.api.toLowerCase().startsWith('patient');
  const ids = [row.created_id, row.appointment_sr_no, isPatients ? row.patient_id : ''];
  return ids.find((value) => value !== '') ?? null;
}

function stateOf(row: StatusRow): PmsWritebackState {
  const [isCompleted, hasError] = [flagOf(row.is_completed), flagOf(row.has_error)];
  if (isCompleted === false) return { state: 'pending' };
  if (isCompleted === null || hasError === null) return { state: 'unknown' };
  return hasError ? { state: 'failed', reason: phi(row.result) } : { state: 'done', createdId: createdIdOf(row) };
}

/** What became of a write. `unknown` also for an id that Sikka does not show, or shows for another practice. */
export const getWritebackStatus =
  (calls: SikkaCalls) =>
  async (context: OfficeCallContext, writebackId: string): Promise<SikkaReply<PmsWritebackState>> => {
    const { officeId, practiceId } = context.office;
    const list = { endpoint: '/writeback_status', query: { id: writebackId }, row: statusSchema, limit: 50 };
    const reply = await readOnePage((call) => calls.callOffice(context, call), list);
    const isOwn = (row: StatusRow): boolean =>
      row.id === writebackId &&
      (row.office_id === '' || row.office_id === officeId) &&
      (row.practice_id === '' || row.practice_id === practiceId);
    return readReply(reply, ({ rows }) => {
      const row = rows.find(isOwn);
      return ok(row === undefined ? { state: 'unknown' } : stateOf(row));
    });
  };

/**
 * Every write of these days, of every tenant of the app, page by page; ends after the first failure. The time-out is for
 * each request, as the reader of the pages takes time too: a signal bounds the whole. @throws RangeError for dates more
 * than 7 days apart, which Sikka refuses
 */
export const eachWritebackPage = (calls: SikkaCalls) =>
  async function* (
    context: AppCallContext,
    { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  ): AsyncGenerator<SikkaReply<readonly WritebackEntry[]>, void, undefined> {
    if (daysBetween(from, to) > MAX_DAYS) throw new RangeError(`write-backs are listed for at most ${MAX_DAYS} days`);
    const list = { endpoint: '/writebacks', query: { startdate: from, enddate: to }, row: entrySchema };
    for await (const page of readPages((call) => calls.callApp(context, call), list)) {
      yield readReply(page, ({ rows }) => ok(rows.map(toEntry)));
    }
  };

const toEntry = (row: z.infer<typeof entrySchema>): WritebackEntry => ({
  writebackId: row.id,
  officeId: row.office_id,
  method: row.method,
  apiName: row.api_name,
  body: phi(row.api_request_body),
});

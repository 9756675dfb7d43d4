import { z } from 'zod';
import { ok } from '../domain/result';
import type { AppCallContext, SikkaCalls } from './calls';
import { id, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';
import { instantOf } from './wall-stamp';

/** How Sikka's copy of one practice's data stands. */
export interface DataSyncStatus {
  readonly practiceId: string;
  /** `not-refresh`: no connection for over 24 hours. */
  readonly status: 'refresh' | 'not-refresh' | 'unknown';
  /** When the latest data could be read; null when Sikka does not say, or says it in a zone that nobody knows. */
  readonly insertedAt: Date | null;
}

const rowSchema = z.object({
  office_id: id,
  practice_id: text,
  status: text,
  data_insert_date: text,
  practice_management_system_refresh_date_time_zone: text,
});
type Row = z.infer<typeof rowSchema>;

/** The vendor writes both `not_refresh` and `not refresh`. */
function statusOf(word: string): DataSyncStatus['status'] {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  return letters === 'refresh' ? 'refresh' : letters === 'notrefresh' ? 'not-refresh' : 'unknown';
}

const toStatus = (row: Row): DataSyncStatus => ({
  practiceId: row.practice_id,
  status: statusOf(row.status),
  insertedAt: instantOf(row.data_insert_date, row.practice_management_system_refresh_date_time_zone),
});

/** Of every practice of the office; the practice ids here may have another form (`1`) than in the other lists. */
export const listDataSyncStatuses =
  (calls: SikkaCalls) =>
  (
    context: AppCallContext,
    { officeId }: { readonly officeId: string },
  ): Promise<SikkaReply<readonly DataSyncStatus[]>> =>
    withinContext(context, async (within) => {
      const list = { endpoint: '/data_sync_status', query: { office_id: officeId }, row: rowSchema };
      const reply = await readAllRows((call) => calls.callApp(within, call), list);
      return readReply(reply, (rows) => ok(rows.filter((row) => row.office_id === officeId).map(toStatus)));
    });

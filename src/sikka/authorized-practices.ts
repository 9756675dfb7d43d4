import { z } from 'zod';
import { Secret } from '../domain/secret';
import { ok } from '../domain/result';
import type { AppCallContext, OfficeCallContext, SikkaCalls } from './calls';
import { wantsRequestKey } from './errors';
import { id, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

export interface AuthorizedPractice {
  readonly officeId: string;
  readonly practiceId: string;
  readonly name: string;
  readonly pms: string;
  readonly pmsVersion: string;
  /** A Windows zone name such as "Eastern Standard Time"; see `toIanaZone`. */
  readonly windowsZone: string;
  readonly secretKey: Secret;
  readonly dataAge: PracticeDataAge;
}

/** How old Sikka's copy is. Times as Sikka writes them, wall clock without a zone; '' when it does not say. */
export interface PracticeDataAge {
  readonly pmsRefreshedAt: string;
  readonly synchronizedAt: string;
  readonly insertedAt: string;
  /** Positive for a zone west of Greenwich in the vendor's sample: for a cross-check only. */
  readonly differenceInMinutes: number | null;
}

const rowSchema = z.looseObject({
  office_id: id,
  practice_id: id,
  practice_name: text,
  practice_management_system: text,
  practice_management_system_version: text,
  practice_management_system_refresh_date_time_zone: text,
  secret_key: text,
  practice_management_system_refresh_date: text,
  data_synchronization_date: text,
  data_insert_date: text,
  difference_in_minutes: text,
});

export const toPractice = (row: z.infer<typeof rowSchema>): AuthorizedPractice => ({
  officeId: row.office_id,
  practiceId: row.practice_id,
  name: row.practice_name,
  pms: row.practice_management_system,
  pmsVersion: row.practice_management_system_version,
  windowsZone: row.practice_management_system_refresh_date_time_zone,
  secretKey: new Secret(row.secret_key),
  dataAge: {
    pmsRefreshedAt: row.practice_management_system_refresh_date,
    synchronizedAt: row.data_synchronization_date,
    insertedAt: row.data_insert_date,
    differenceInMinutes: /^-?\d+$/.test(row.difference_in_minutes) ? Number(row.difference_in_minutes) : null,
  },
});

/** Without `show=all` Sikka answers practice 1 of each office only. */
export const practiceQuery = { endpoint: '/authorized_practices', query: { show: 'all' }, row: rowSchema };

/**
 * Every practice that lets our app in, of all offices. Asked as the app; where Sikka wants a request key instead (its own
 * pages disagree), as the office in the context, if there is one.
 */
export const listAuthorizedPractices =
  (calls: SikkaCalls) =>
  (context: AppCallContext | OfficeCallContext): Promise<SikkaReply<readonly AuthorizedPractice[]>> =>
    withinContext(context, async (within) => {
      const byApp = await readAllRows((call) => calls.callApp(within, call), practiceQuery);
      const wantsKey = 'office' in within && !byApp.ok && wantsRequestKey(byApp.error);
      const reply = wantsKey ? await readAllRows((call) => calls.callOffice(within, call), practiceQuery) : byApp;
      return readReply(reply, (rows) => ok(rows.map(toPractice)));
    });

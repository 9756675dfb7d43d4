import { z } from 'zod';
import { phi } from '../domain/phi';
import type { PatientOnFile, PmsPatient } from '../domain/pms';
import { toTenDigits } from '../domain/phones/e164';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { unsendableField } from './send-limits';
import { id, localDateOf, text } from './fields';
import { readOverlappingPages } from './overlapping-pages';
import { readOnePage, withinContext } from './paging';
import { fail, readReply, type SikkaReply } from './reply';

/** How to look; Sikka has no filter by birth date. `search` looks in names, e-mail, places and numbers alike. */
export type PatientFilter =
  | { readonly lastName: string }
  | { readonly search: string }
  | { readonly cell: string }
  | { readonly homePhone: string }
  | { readonly workPhone: string }
  | { readonly phone: string }
  | { readonly patientId: string };

const DEFAULT_LIMIT = 50;
const ROWS_PER_PAGE = 500;
const MAX_ROWS_PER_PAGE = 5_000;
const EXTRA_FIELDS = 'homephone,workphone';

const rowSchema = z.object({
  patient_id: id,
  practice_id: text,
  guarantor_id: text,
  firstname: text,
  middlename: text,
  lastname: text,
  preferred_name: text,
  birthdate: text,
  status: text,
  cell: text,
  homephone: text,
  workphone: text,
  email: text,
  provider_id: text,
});

type Row = z.infer<typeof rowSchema>;

const toPatient = (row: Row): PmsPatient => ({
  patientId: row.patient_id,
  practiceId: row.practice_id,
  guarantorId: row.guarantor_id,
  firstName: row.firstname,
  middleName: row.middlename,
  lastName: row.lastname,
  preferredName: row.preferred_name,
  birthDate: localDateOf(row.birthdate) ?? '',
  status: row.status,
  cell: row.cell,
  homePhone: row.homephone,
  workPhone: row.workphone,
  email: row.email,
  providerId: row.provider_id,
});

const ownPatients = (rows: readonly Row[], practiceId: string): readonly PatientOnFile[] =>
  rows.filter((row) => row.practice_id === practiceId).map((row) => phi(toPatient(row)));

/** Phones go out as ten bare digits, as other clients send them. Null for one that has not got them. */
function queryOf(filter: PatientFilter): Record<string, string> | null {
  const phone = (name: string, number: string): Record<string, string> | null => {
    const digits = toTenDigits(number);
    return digits === null ? null : { [name]: digits };
  };
  if ('lastName' in filter) return { lastname: filter.lastName };
  if ('search' in filter) return { search: filter.search };
  if ('cell' in filter) return phone('cell', filter.cell);
  if ('homePhone' in filter) return phone('homephone', filter.homePhone);
  if ('workPhone' in filter) return phone('workphone', filter.workPhone);
  if ('phone' in filter) return phone('phone', filter.phone);
  return { patient_id: filter.patientId };
}

/**
 * The practice's patients that Sikka finds by the filter: one page, at most `limit`. How it matches is not documented,
 * so whoever calls compares again. Home and work phone must be asked for; notes and images never are. A phone that is
 * not a number of the North American plan is refused without a request.
 */
export const findPatients =
  (calls: SikkaCalls) =>
  (
    context: OfficeCallContext,
    filter: PatientFilter,
    { limit = DEFAULT_LIMIT }: { readonly limit?: number } = {},
  ): Promise<SikkaReply<readonly PatientOnFile[]>> =>
    withinContext(context, async (within) => {
      const { practiceId } = context.office;
      const wanted = queryOf(filter);
      if (wanted === null) return fail(unsendableField('phone'), []);
      const query = { ...wanted, practice_id: practiceId, fields: EXTRA_FIELDS };
      const list = { endpoint: '/patients', query, row: rowSchema, limit };
      const reply = await readOnePage((call) => calls.callOffice(within, call), list);
      return readReply(reply, ({ rows }) => ok(ownPatients(rows, practiceId)));
    });

/**
 * Every patient of the practice once, page by page, also while patients come and go; one who is added meanwhile may be
 * missed. Ends after the first failure. The time-out is for each request, as the reader of the pages takes time too.
 */
export const eachPatientPage = (calls: SikkaCalls) =>
  async function* (
    context: OfficeCallContext,
    { rowsPerPage = ROWS_PER_PAGE }: { readonly rowsPerPage?: number } = {},
  ): AsyncGenerator<SikkaReply<readonly PatientOnFile[]>, void, undefined> {
    const { practiceId } = context.office;
    const query = { practice_id: practiceId, fields: EXTRA_FIELDS };
    const limit = Math.min(rowsPerPage, MAX_ROWS_PER_PAGE);
    const list = { endpoint: '/patients', query, row: rowSchema, limit };
    const keyOf = (row: Row): string => JSON.stringify([row.practice_id, row.patient_id]);
    for await (const page of readOverlappingPages((call) => calls.callOffice(context, call), list, keyOf)) {
      yield readReply(page, (rows) => ok(ownPatients(rows, practiceId)));
    }
  };

import { whereEqual, whereLoaded } from '../http/query';
import { list, type OfficeRoute, type Row } from '../http/reply';
import type { OfficeWorld } from '../state/office-world';
import { dataInsertOf } from './data-insert';
import { DEFAULT_PATIENT_FIELDS, patientRow } from './patient-row';
import { fitsPhone, fitsSearch, fitsText } from './patient-match';

const EXACT_FILTERS = [
  'patient_id',
  'practice_id',
  'provider_id',
  'guarantor_id',
  'status',
  'first_visit',
  'last_visit',
];
const TEXT_FILTERS = ['firstname', 'lastname', 'email'];
const PHONE_FILTERS: Readonly<Record<string, readonly string[]>> = {
  cell: ['cell'],
  homephone: ['homephone'],
  workphone: ['workphone'],
  phone: ['cell', 'homephone', 'workphone'],
};

/** All filters must fit. There is none for the birth date: like any unknown parameter it is ignored. */
function findPatients(at: OfficeWorld, query: URLSearchParams): readonly Row[] {
  const { 'patients.textMatch': textMatch, 'patients.phoneMatch': phoneMatch } = at.settings();
  const rows = whereEqual(
    at.book.patients(at.shownUpToMs()).map((patient) => patientRow(patient, at)),
    query,
    EXACT_FILTERS,
  );
  const found = rows.filter((row) => {
    const textFits = TEXT_FILTERS.every((name) => {
      const wanted = query.get(name);
      return wanted === null || fitsText(row[name] ?? '', wanted, textMatch);
    });
    const phoneFits = Object.entries(PHONE_FILTERS).every(([name, columns]) => {
      const wanted = query.get(name);
      return wanted === null || columns.some((column) => fitsPhone(row[column] ?? '', wanted, phoneMatch));
    });
    const search = query.get('search');
    return textFits && phoneFits && (search === null || fitsSearch(row, search, textMatch, phoneMatch));
  });
  return whereLoaded(found, query);
}

export const patientRoutes = (): OfficeRoute[] => [
  {
    method: 'get',
    path: '/patients',
    credentials: 'request-key',
    handle: ({ query, at }) => list(findPatients(at, query), DEFAULT_PATIENT_FIELDS, dataInsertOf(at)),
  },
];

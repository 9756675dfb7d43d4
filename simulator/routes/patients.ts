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

type Filter = (row: Row) => boolean;

/** What the query asks for, read once: practices have thousands of rows. */
function filtersOf(at: OfficeWorld, query: URLSearchParams): readonly Filter[] {
  const { 'patients.textMatch': textMatch, 'patients.phoneMatch': phoneMatch } = at.settings();
  const wantedOf = (name: string, filter: (wanted: string) => Filter): readonly Filter[] => {
    const wanted = query.get(name);
    return wanted === null ? [] : [filter(wanted)];
  };
  return [
    ...TEXT_FILTERS.flatMap((name) =>
      wantedOf(name, (wanted) => (row) => fitsText(row[name] ?? '', wanted, textMatch)),
    ),
    ...Object.entries(PHONE_FILTERS).flatMap(([name, columns]) =>
      wantedOf(name, (wanted) => (row) => columns.some((column) => fitsPhone(row[column] ?? '', wanted, phoneMatch))),
    ),
    ...wantedOf('search', (wanted) => (row) => fitsSearch(row, wanted, textMatch, phoneMatch)),
  ];
}

/** All filters must fit. There is none for the birth date: like any unknown parameter it is ignored. */
function findPatients(at: OfficeWorld, query: URLSearchParams): readonly Row[] {
  const rows = at.book.patients(at.shownUpToMs()).map((patient) => patientRow(patient, at));
  const filters = filtersOf(at, query);
  const found = whereEqual(rows, query, EXACT_FILTERS).filter((row) => filters.every((fits) => fits(row)));
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

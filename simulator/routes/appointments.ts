import { statement } from '../http/errors';
import { badDates, whereEqual, whereLoaded } from '../http/query';
import { list, type OfficeRoute, type Reply, type Row } from '../http/reply';
import { isOff } from '../state/overlap';
import type { OfficeWorld } from '../state/office-world';
import { appointmentRow, isDefaultField } from './appointment-row';
import { rowContextOf } from './appointment-row-context';
import { dataInsertOf } from './data-insert';

const EQUAL_FILTERS = [
  'appointment_sr_no',
  'practice_id',
  'patient_id',
  'guarantor_id',
  'provider_id',
  'status',
  'operatory',
  'type',
  'arrival_status',
];
/** Other than `date`, what `startdate` and `enddate` may be laid on. */
const DATE_COLUMNS = ['appointment_made_date', 'last_changed_date', 'confirmed_on_date', 'cancelled_date'];
const FIRST_DAY = '0000-01-01';
const LAST_DAY = '9999-12-31';

/** What Sikka's copy shows by now: changes younger than the knob `read.lag` are not there yet. */
function appointmentRows(at: OfficeWorld, first: string, last: string, patientId: string | null): Row[] {
  const contextOf = rowContextOf(at);
  const isLeftOut = at.settings()['appts.cancelledForm'] === 'removed' ? isOff : () => false;
  return at.book
    .visitsBetween(first, last, at.shownUpToMs())
    .filter((visit) => (patientId === null || visit.patientId === patientId) && !isLeftOut(visit))
    .map((visit) => appointmentRow(visit, contextOf(visit)));
}

function listAppointments(at: OfficeWorld, query: URLSearchParams): Reply {
  if (badDates(query, ['startdate', 'enddate']).length > 0) return statement('API1026', 'A date is invalid');
  const filterOn = query.get('date_filter_on') ?? 'date';
  if (filterOn !== 'date' && !DATE_COLUMNS.includes(filterOn)) return statement('API1026', 'date_filter_on is invalid');
  const [first, last] = [query.get('startdate') ?? FIRST_DAY, query.get('enddate') ?? LAST_DAY];
  const patientId = query.get('patient_id');
  const rows =
    filterOn === 'date'
      ? appointmentRows(at, first, last, patientId)
      : appointmentRows(at, FIRST_DAY, LAST_DAY, patientId).filter((row) => {
          const day = (row[filterOn] ?? '').slice(0, 10);
          return day >= first && day <= last;
        });
  const found = whereLoaded(whereEqual(rows, query, EQUAL_FILTERS), query);
  return list(found, Object.keys(found[0] ?? {}).filter(isDefaultField), dataInsertOf(at));
}

export const appointmentRoutes = (): OfficeRoute[] => [
  {
    method: 'get',
    path: '/appointments',
    credentials: 'request-key',
    handle: ({ query, at }) => listAppointments(at, query),
  },
];

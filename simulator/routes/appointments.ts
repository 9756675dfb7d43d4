import { statement } from '../http/errors';
import { badDates, whereEqual, whereLoaded } from '../http/query';
import { list, type Reply, type Route } from '../http/reply';
import type { Visit } from '../seed/types';
import { isOff } from '../state/book';
import { localDateAt } from '../time';
import type { World } from '../world';
import { appointmentRow, isDefaultField } from './appointment-row';

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
function isShown(world: World, visit: Visit): boolean {
  const { 'read.lag': lagMinutes, 'appts.cancelledForm': cancelledForm } = world.knobs.current;
  if (cancelledForm === 'removed' && isOff(visit)) return false;
  return visit.createdAtMs === null || visit.createdAtMs + lagMinutes * 60_000 <= world.now().getTime();
}

function listAppointments(world: World, query: URLSearchParams): Reply {
  if (badDates(query, ['startdate', 'enddate']).length > 0) return statement('API1026', 'A date is invalid');
  const filterOn = query.get('date_filter_on') ?? 'date';
  if (filterOn !== 'date' && !DATE_COLUMNS.includes(filterOn)) return statement('API1026', 'date_filter_on is invalid');
  const [first, last] = [query.get('startdate') ?? FIRST_DAY, query.get('enddate') ?? LAST_DAY];
  const patients = new Map(world.book.patients().map((patient) => [patient.patientId, patient]));
  const patientId = query.get('patient_id');
  const today = localDateAt(world.now(), world.office.ianaZone);
  const rows = (
    filterOn === 'date' ? world.book.visitsBetween(first, last) : world.book.visitsBetween(FIRST_DAY, LAST_DAY)
  )
    .filter((visit) => (patientId === null || visit.patientId === patientId) && isShown(world, visit))
    .map((visit) =>
      appointmentRow(visit, {
        today,
        zone: world.office.ianaZone,
        cancelledForm: world.knobs.current['appts.cancelledForm'],
        patient: patients.get(visit.patientId),
      }),
    )
    .filter((row) => {
      const day = (row[filterOn] ?? '').slice(0, 10);
      return filterOn === 'date' || (day >= first && day <= last);
    });
  const found = whereLoaded(whereEqual(rows, query, EQUAL_FILTERS), query);
  return list(found, Object.keys(found[0] ?? {}).filter(isDefaultField), { hasDataInsert: true });
}

export const appointmentRoutes = (world: World): Route[] => [
  {
    method: 'get',
    path: '/appointments',
    credentials: 'request-key',
    handle: ({ query }) => listAppointments(world, query),
  },
  {
    method: 'get',
    path: '/appointments_available_slots',
    credentials: 'request-key',
    // Slot rows exist for two or three PMSs only; Open Dental is none of them.
    handle: () => list([], []),
  },
];

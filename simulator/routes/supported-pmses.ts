import { whereEqual } from '../http/query';
import { list, type Row, type Route } from '../http/reply';

const WRITES = [
  'appointment_status_writeback',
  'new_appointment_writeback',
  'new_patient_writeback',
  'note_writeback',
  'payment_writeback',
  'claim_notes_status_writeback',
  'insurance_payment_writeback',
  'lab_result_writeback',
] as const;

const rowOf = (pms: string, available: readonly (typeof WRITES)[number][]): Row => ({
  domain: 'Dental',
  specialty: 'General',
  practice_management_system: pms,
  practice_management_system_version: '',
  display_practice_management_system_name: pms,
  ...Object.fromEntries(WRITES.map((write) => [write, available.includes(write) ? 'available' : ''])),
});

const ROWS: readonly Row[] = [
  rowOf('Open Dental', [
    'appointment_status_writeback',
    'new_appointment_writeback',
    'new_patient_writeback',
    'note_writeback',
  ]),
  rowOf('Eaglesoft', ['appointment_status_writeback', 'new_appointment_writeback', 'new_patient_writeback']),
  rowOf('Dentrix', ['new_appointment_writeback']),
  rowOf('SampleSoft', []),
];

/** Which write each PMS takes. */
export const supportedPmsRoutes = (): Route[] => [
  {
    method: 'get',
    path: '/supported_pmses',
    credentials: 'app-pair',
    handle: ({ query }) => {
      const columns = Object.keys(ROWS[0] ?? {});
      return list(whereEqual(ROWS, query, columns), columns);
    },
  },
];

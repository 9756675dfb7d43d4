import { whereEqual } from '../http/query';
import { list, type AppRoute, type Row } from '../http/reply';
import { PROFILES } from '../seed/profiles/all';
import { WRITE_COLUMNS, type WriteColumn } from '../seed/profiles/profile';

const rowOf = (pms: string, version: string, available: readonly WriteColumn[]): Row => ({
  domain: 'Dental',
  specialty: 'General',
  practice_management_system: pms,
  practice_management_system_version: version,
  display_practice_management_system_name: `${pms} ${version}`.trim(),
  ...Object.fromEntries(WRITE_COLUMNS.map((column) => [column, available.includes(column) ? 'available' : ''])),
});

const ROWS: readonly Row[] = [
  ...Object.values(PROFILES).map(({ pms, version, available }) => rowOf(pms, version, available)),
  // Older versions can do less: a name alone does not tell what a practice's software takes.
  rowOf('Open Dental', 'V14', ['new_patient_writeback']),
  rowOf('Planet DDS', 'WebV2.0', ['new_appointment_writeback']),
  rowOf('SampleSoft', '', []),
];

/** Which write each PMS takes. */
export const supportedPmsRoutes = (): AppRoute[] => [
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

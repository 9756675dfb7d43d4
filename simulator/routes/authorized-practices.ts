import { SIKKA_LINKS } from '../http/links';
import { whereEqual } from '../http/query';
import { list, type AppRoute, type Reply, type Row, type SikkaRequest } from '../http/reply';
import { ianaZoneOf } from '../seed/windows-zones';
import type { OfficeWorld } from '../state/office-world';
import { localStampAt, minutesBehindUtc } from '../time';
import type { World } from '../world';
import { lastInsertMs } from './sync-state';

const MINUTE_MS = 60_000;

function rowsOf(world: World, at: OfficeWorld): Row[] {
  const { office } = at;
  const insertMs = lastInsertMs(at, world.store);
  return office.practices.map((practice) => {
    const windowsZone = at.settings()['clock.practiceZones'][practice.practiceId] ?? at.zone().windows;
    const zone = ianaZoneOf(windowsZone) ?? at.zone().iana;
    const stamp = (minutesBefore: number): string => localStampAt(new Date(insertMs - minutesBefore * MINUTE_MS), zone);
    return {
      href: `${SIKKA_LINKS}/authorized_practices/${office.officeId}`,
      city: 'Exampleton',
      state: office.state,
      zip: '00000',
      address: practice.address,
      practice_id: practice.practiceId,
      office_id: office.officeId,
      domain: 'Dental',
      secret_key: at.secretKey(),
      practice_name: practice.name,
      practice_management_system: at.profile().pms,
      practice_management_system_version: at.profile().version,
      practice_management_system_refresh_date: stamp(10),
      practice_management_system_refresh_date_time_zone: windowsZone,
      data_synchronization_date: stamp(8),
      data_insert_date: stamp(0),
      difference_in_minutes: String(minutesBehindUtc(world.now(), zone)),
      partner_id: '',
      financial_system: '',
      financial_system_version: '',
      financial_system_refresh_date: '',
    };
  });
}

const FILTERS = [
  'practice_id',
  'practice_name',
  'practice_management_system',
  'practice_management_system_version',
  'financial_system',
  'financial_system_version',
  'practice_management_system_refresh_date_time_zone',
];

/** With the app's own credentials every office is listed, with a request key the one it was issued to. */
function officesFor(world: World, { requestKey }: SikkaRequest): readonly OfficeWorld[] {
  return world.offices.filter(
    (at) =>
      at.settings()['access.revoked'] !== 'API2007' &&
      (requestKey === null || requestKey.officeId === at.office.officeId),
  );
}

/** Without `show=all` the answer holds the first practice of each office only. */
function listAuthorized(world: World, request: SikkaRequest, officeId?: string): Reply {
  const { query } = request;
  const shown = officesFor(world, request)
    .filter(({ office }) => officeId === undefined || office.officeId === officeId)
    .flatMap((at) => {
      const rows = rowsOf(world, at);
      return query.get('show') === 'all' || officeId !== undefined ? rows : rows.slice(0, 1);
    });
  return list(whereEqual(shown, query, FILTERS), Object.keys(shown[0] ?? {}));
}

/** What an app learns about the offices that let it in, before it has any request key. */
export const authorizedPracticeRoutes = (world: World): AppRoute[] => [
  {
    method: 'get',
    path: '/authorized_practices',
    credentials: 'practices',
    handle: (request) => listAuthorized(world, request),
  },
  {
    method: 'get',
    path: '/authorized_practices/:officeId',
    credentials: 'practices',
    handle: (request) => listAuthorized(world, request, request.params['officeId']),
  },
];

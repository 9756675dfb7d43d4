import { whereEqual } from '../http/query';
import { list, type AppRoute, type Reply, type SikkaRequest } from '../http/reply';
import { localStampAt } from '../time';
import type { World } from '../world';
import { lastInsertMs } from './sync-state';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const FILTERS = ['office_id', 'status', 'practice_management_system', 'practice_name'];

function syncStatus(world: World, { query }: SikkaRequest): Reply {
  const interval = query.get('interval');
  const rows = world.offices.flatMap((at) => {
    const insertMs = lastInsertMs(at, world.store);
    const ageMs = world.now().getTime() - insertMs;
    if (interval !== null && ageMs > Number(interval) * MINUTE_MS) return [];
    return at.office.practices.map((practice) => ({
      status: ageMs > DAY_MS ? 'not_refresh' : 'refresh',
      practice_id: practice.practiceId,
      office_id: at.office.officeId,
      domain: 'Dental',
      practice_name: practice.name,
      practice_management_system: at.profile().pms,
      practice_management_system_version: at.profile().version,
      data_insert_date: localStampAt(new Date(insertMs), at.zone().iana),
      practice_management_system_refresh_date_time_zone: at.zone().windows,
    }));
  });
  return list(whereEqual(rows, query, FILTERS), Object.keys(rows[0] ?? {}));
}

export const dataSyncStatusRoutes = (world: World): AppRoute[] => [
  {
    method: 'get',
    path: '/data_sync_status',
    credentials: 'app-pair',
    handle: (request) => syncStatus(world, request),
  },
];

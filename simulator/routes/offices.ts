import { refuseMissingQuery } from '../http/body';
import { SIKKA_LINKS } from '../http/links';
import { whereEqual } from '../http/query';
import { list, type Row, type Route, type SikkaRequest } from '../http/reply';
import { localStampAt, minutesBehindUtc } from '../time';
import type { World } from '../world';

const SYNC_EVERY_MS = 20 * 60_000;
const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/** The last sync: every 20 minutes while the practice's utility is online, behind by the knob `read.lag`. */
function lastInsertMs(world: World): number {
  const { 'spu.online': isOnline, 'read.lag': lagMinutes } = world.knobs.current;
  const upTo = isOnline ? world.now().getTime() : world.store.state.spuChangedAtMs;
  return Math.floor(upTo / SYNC_EVERY_MS) * SYNC_EVERY_MS - lagMinutes * MINUTE_MS;
}

function authorizedPractices(world: World): Row[] {
  const { office } = world;
  const insertMs = lastInsertMs(world);
  const stamp = (minutesBefore: number): string =>
    localStampAt(new Date(insertMs - minutesBefore * MINUTE_MS), office.ianaZone);
  return office.practices.map((practice) => ({
    href: `${SIKKA_LINKS}/authorized_practices/${office.officeId}`,
    city: 'Exampleton',
    state: 'OH',
    zip: '00000',
    address: practice.address,
    practice_id: practice.practiceId,
    office_id: office.officeId,
    domain: 'Dental',
    secret_key: office.secretKey,
    practice_name: practice.name,
    practice_management_system: office.pms,
    practice_management_system_version: office.pmsVersion,
    practice_management_system_refresh_date: stamp(10),
    practice_management_system_refresh_date_time_zone: office.windowsZone,
    data_synchronization_date: stamp(8),
    data_insert_date: stamp(0),
    difference_in_minutes: String(minutesBehindUtc(world.now(), office.ianaZone)),
    partner_id: '',
    financial_system: '',
    financial_system_version: '',
    financial_system_refresh_date: '',
  }));
}

const AUTHORIZED_FILTERS = [
  'practice_id',
  'practice_name',
  'practice_management_system',
  'practice_management_system_version',
  'financial_system',
  'financial_system_version',
  'practice_management_system_refresh_date_time_zone',
];

/** Without `show=all` the answer holds the first practice only. */
function listAuthorized(world: World, { query }: SikkaRequest) {
  const all = authorizedPractices(world);
  const shown = query.get('show') === 'all' ? all : all.slice(0, 1);
  return list(whereEqual(shown, query, AUTHORIZED_FILTERS), Object.keys(all[0] ?? {}));
}

function syncStatus(world: World, { query }: SikkaRequest) {
  const insertMs = lastInsertMs(world);
  const ageMs = world.now().getTime() - insertMs;
  const rows = authorizedPractices(world).map((row) => ({
    status: ageMs > DAY_MS ? 'not_refresh' : 'refresh',
    practice_id: row['practice_id'] ?? '',
    office_id: row['office_id'] ?? '',
    domain: 'Dental',
    practice_name: row['practice_name'] ?? '',
    practice_management_system: row['practice_management_system'] ?? '',
    practice_management_system_version: row['practice_management_system_version'] ?? '',
    data_insert_date: row['data_insert_date'] ?? '',
    practice_management_system_refresh_date_time_zone: world.office.windowsZone,
  }));
  const interval = query.get('interval');
  const recent = interval === null || ageMs <= Number(interval) * MINUTE_MS ? rows : [];
  const filters = ['office_id', 'status', 'practice_management_system', 'practice_name'];
  return list(whereEqual(recent, query, filters), Object.keys(rows[0] ?? {}));
}

function locations(world: World, { query }: SikkaRequest) {
  const missing = refuseMissingQuery(query, ['office_id']);
  if (missing !== null) return missing;
  const isOurs = query.get('office_id') === world.office.officeId;
  const rows = (isOurs ? world.office.practices : []).map((practice) => ({
    practice_id: practice.practiceId,
    practice_name: practice.name,
    access: 'on',
    address: practice.address,
    city: 'Exampleton',
    state: 'OH',
    zip_code: '00000',
    phone: practice.phone,
    email: '',
  }));
  return list(rows, Object.keys(rows[0] ?? {}));
}

/** What an app learns about the offices that let it in, before it has any request key. */
export const officeRoutes = (world: World): Route[] => [
  {
    method: 'get',
    path: '/authorized_practices',
    credentials: 'practices',
    handle: (request) => listAuthorized(world, request),
  },
  {
    method: 'get',
    path: '/practice_location',
    credentials: 'app-pair',
    handle: (request) => locations(world, request),
  },
  {
    method: 'get',
    path: '/data_sync_status',
    credentials: 'app-pair',
    handle: (request) => syncStatus(world, request),
  },
];

import { refuseMissingQuery } from '../http/body';
import { statement } from '../http/errors';
import { badDates } from '../http/query';
import { list, truth, type Reply, type Row, type Route } from '../http/reply';
import type { Writeback } from '../state/store';
import { addDays, localDateAt, localStampAt } from '../time';
import type { World } from '../world';

const MOST_DAYS = 7;

const echoOf = (write: Writeback, withKey: boolean): string =>
  new URLSearchParams({ ...(withKey ? { request_key: write.keyStart } : {}), ...write.body }).toString();

/** Times with a space and no zone; the new id where the knob `write.resultFields` puts it. */
function statusRow(world: World, write: Writeback): Row {
  const zone = world.office.ianaZone;
  const where = world.knobs.current['write.resultFields'];
  const isFinished = write.state !== 'pending';
  return {
    id: write.id,
    office_id: write.officeId,
    practice_id: write.practiceId,
    method: write.method,
    api: 'appointments',
    payload_body: echoOf(write, false),
    request_time: localStampAt(new Date(write.requestedAtMs), zone, ' '),
    is_completed: truth(isFinished),
    has_error: truth(write.state === 'failed'),
    completed_time: write.completedAtMs === null ? '' : localStampAt(new Date(write.completedAtMs), zone, ' '),
    result: write.result,
    status: { pending: 'Pending', done: 'Success', failed: 'Failed', removed: '' }[write.state],
    appointment_sr_no: where === 'appointment_sr_no' || where === 'both' ? write.createdId : '',
    patient_id: '',
    created_id: where === 'created_id' || where === 'both' ? write.createdId : '',
  };
}

/** The support list of all tenants; its echo holds patient data and the beginning of a request key. */
function supportRow(world: World, write: Writeback): Row {
  const zone = world.office.ianaZone;
  const tookMs = write.completedAtMs === null ? null : write.completedAtMs - write.requestedAtMs;
  return {
    id: write.id,
    result: { pending: 'pending', done: 'completed', failed: 'failed', removed: '' }[write.state],
    office_id: write.officeId,
    method: write.method,
    api_name: 'appointment',
    api_request_body: echoOf(write, true),
    command_time: localStampAt(new Date(write.requestedAtMs), zone),
    completed_time: write.completedAtMs === null ? '' : localStampAt(new Date(write.completedAtMs), zone),
    duration_in_second: tookMs === null ? '' : String(Math.round(tookMs / 1_000)),
  };
}

function listWritebacks(world: World, query: URLSearchParams): Reply {
  const missing = refuseMissingQuery(query, ['startdate', 'enddate']);
  if (missing !== null) return missing;
  const [first, last] = [query.get('startdate') ?? '', query.get('enddate') ?? ''];
  if (badDates(query, ['startdate', 'enddate']).length > 0) return statement('API1026', 'A date is invalid');
  if (last > addDays(first, MOST_DAYS) || last < first) return statement('API1026', 'At most 7 days');
  const id = query.get('id');
  const rows = world.store.state.writebacks
    .filter((write) => {
      const day = localDateAt(new Date(write.requestedAtMs), world.office.ianaZone);
      return write.state !== 'removed' && day >= first && day <= last && (id === null || write.id === id);
    })
    .map((write) => supportRow(world, write));
  return list(rows, Object.keys(rows[0] ?? {}));
}

export const writebackRoutes = (world: World): Route[] => [
  {
    method: 'get',
    path: '/writeback_status',
    credentials: 'request-key',
    handle: ({ query, requestKey }) => {
      const missing = refuseMissingQuery(query, ['id']);
      if (missing !== null) return missing;
      const write = world.writes.find(query.get('id') ?? '');
      const rows = write === undefined || write.officeId !== requestKey?.officeId ? [] : [statusRow(world, write)];
      return list(rows, Object.keys(rows[0] ?? {}), { defaultLimit: 500, isSampledAsArray: true });
    },
  },
  {
    method: 'get',
    path: '/writebacks',
    credentials: 'app-pair',
    handle: ({ query }) => listWritebacks(world, query),
  },
  {
    method: 'delete',
    path: '/writebacks',
    credentials: 'app-pair',
    handle: ({ query }) => {
      const missing = refuseMissingQuery(query, ['id']);
      if (missing !== null) return missing;
      return world.writes.remove(query.get('id') ?? '')
        ? statement('API4006', 'The request has been deleted successfully')
        : statement('API2009', 'No pending request has this id');
    },
  },
];

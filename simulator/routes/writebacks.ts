import { refuseMissingQuery } from '../http/body';
import { statement } from '../http/errors';
import { badDates } from '../http/query';
import { list, type AppRoute, type Reply, type Row } from '../http/reply';
import type { Knobs } from '../knobs/board';
import type { OfficeWorld } from '../state/office-world';
import type { Writeback, WriteKind } from '../state/store';
import { addDays, localDateAt, localStampAt } from '../time';
import type { World } from '../world';
import { echoOf } from './writeback-echo';

const MOST_DAYS = 7;
const API_NAMES: Readonly<Record<WriteKind, string>> = {
  'new-appointment': 'appointment',
  reschedule: 'appointment',
  status: 'appointment',
  'new-patient': 'patient',
  'edit-patient': 'patient',
  'medical-note': 'medical_notes',
};
/** Only `pending` is documented. */
const RESULT_WORDS: Readonly<
  Record<Knobs['writebacks.resultWords'], Readonly<Record<'pending' | 'done' | 'failed', string>>>
> = {
  lower: { pending: 'pending', done: 'completed', failed: 'failed' },
  capital: { pending: 'Pending', done: 'Completed', failed: 'Failed' },
  other: { pending: 'queued', done: 'success', failed: 'error' },
};

/** The support list of all tenants, as it knew each write some time (the knob `writebacks.lagMs`) ago. */
function supportRow(at: OfficeWorld, write: Writeback, nowMs: number): Row[] {
  const knownUpToMs = nowMs - at.settings()['writebacks.lagMs'];
  if (write.state === 'removed' || write.requestedAtMs > knownUpToMs) return [];
  const isKnownDone = write.completedAtMs !== null && write.completedAtMs <= knownUpToMs;
  const completedAtMs = isKnownDone ? write.completedAtMs : null;
  const stamp = (ms: number): string => localStampAt(new Date(ms), at.zone().iana);
  const row = {
    id: write.id,
    result: RESULT_WORDS[at.settings()['writebacks.resultWords']][completedAtMs === null ? 'pending' : write.state],
    office_id: write.officeId,
    method: write.method,
    api_name: API_NAMES[write.kind],
    api_request_body: echoOf(write, { withKey: true }),
    command_time: stamp(write.requestedAtMs),
    completed_time: completedAtMs === null ? '' : stamp(completedAtMs),
    duration_in_second: completedAtMs === null ? '' : String(Math.round((completedAtMs - write.requestedAtMs) / 1_000)),
  };
  return [row];
}

function listWritebacks(world: World, query: URLSearchParams): Reply {
  const missing = refuseMissingQuery(query, ['startdate', 'enddate']);
  if (missing !== null) return missing;
  const [first, last] = [query.get('startdate') ?? '', query.get('enddate') ?? ''];
  if (badDates(query, ['startdate', 'enddate']).length > 0) return statement('API1026', 'A date is invalid');
  if (last > addDays(first, MOST_DAYS) || last < first) return statement('API1026', 'At most 7 days');
  const id = query.get('id');
  const rows = world.store.state.writebacks.flatMap((write) => {
    const at = world.findOffice(write.officeId);
    if (at === undefined || (id !== null && write.id !== id)) return [];
    const day = localDateAt(new Date(write.requestedAtMs), at.zone().iana);
    return day >= first && day <= last ? supportRow(at, write, world.now().getTime()) : [];
  });
  return list(rows, Object.keys(rows[0] ?? {}));
}

const DELETED = statement('API4006', 'The request has been deleted successfully');
const LATE_CODES = { '404': 'API2009', '409': 'API2013', '410': 'API2018' } as const;

/** Takes a pending request back; what a running or finished one answers is the knob `write.deleteLate`. */
function removeWriteback(world: World, query: URLSearchParams): Reply {
  const missing = refuseMissingQuery(query, ['id']);
  if (missing !== null) return missing;
  const write = world.findWriteback(query.get('id') ?? '');
  const at = world.findOffice(write?.officeId ?? '');
  if (write === undefined || at === undefined) return statement('API2009', 'No pending request has this id');
  if (at.writes.remove(write) === 'removed') return DELETED;
  const how = at.settings()['write.deleteLate'];
  return how === '200' ? DELETED : statement(LATE_CODES[how], 'The request is not pending');
}

export const writebackRoutes = (world: World): AppRoute[] => [
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
    handle: ({ query }) => removeWriteback(world, query),
  },
];

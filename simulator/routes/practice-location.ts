import { parseBody, refuseMissing, refuseMissingQuery } from '../http/body';
import { statement } from '../http/errors';
import { list, type AppRoute, type Reply, type SikkaRequest } from '../http/reply';
import type { World } from '../world';

function locations(world: World, { query }: SikkaRequest): Reply {
  const missing = refuseMissingQuery(query, ['office_id']);
  if (missing !== null) return missing;
  const at = world.findOffice(query.get('office_id') ?? '');
  if (at === undefined) return list([], []);
  const { locationsOff } = world.store.office(at.office.officeId);
  const rows = at.office.practices.map((practice) => ({
    practice_id: practice.practiceId,
    practice_name: practice.name,
    access: locationsOff.includes(practice.practiceId) ? 'off' : 'on',
    address: practice.address,
    city: 'Exampleton',
    state: at.office.state,
    zip_code: '00000',
    phone: practice.phone,
    email: '',
  }));
  return list(rows, Object.keys(rows[0] ?? {}));
}

/** Switches locations on or off for the app; `practice_id` may name several, with commas between them. */
function switchLocations(world: World, request: SikkaRequest): Reply {
  const body = parseBody(request);
  if (!body.ok) return body.reply;
  const missing = refuseMissing(body.fields, ['office_id', 'practice_id', 'access']);
  if (missing !== null) return missing;
  const { office_id: officeId = '', practice_id: named = '', access = '' } = body.fields;
  const at = world.findOffice(officeId);
  if (at === undefined) return statement('API2009', 'office_id is wrong');
  if (!['ON', 'OFF'].includes(access.toUpperCase())) return statement('API1026', 'access must be ON or OFF');
  const practiceIds = named.split(',').map((one) => one.trim());
  if (practiceIds.some((one) => at.book.practice(one) === undefined)) {
    return statement('API1026', 'practice_id is wrong');
  }
  const state = world.store.office(officeId);
  const others = state.locationsOff.filter((one) => !practiceIds.includes(one));
  state.locationsOff = access.toUpperCase() === 'OFF' ? [...others, ...practiceIds] : others;
  world.store.changed();
  return statement('API4006', 'Location access has been updated successfully');
}

export const practiceLocationRoutes = (world: World): AppRoute[] => [
  {
    method: 'get',
    path: '/practice_location',
    credentials: 'app-pair',
    handle: (request) => locations(world, request),
  },
  {
    method: 'post',
    path: '/practice_location',
    credentials: 'app-pair',
    handle: (request) => switchLocations(world, request),
  },
];

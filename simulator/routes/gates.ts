import { statement } from '../http/errors';
import { list, type OfficeRequest, type OfficeRoute, type Reply, type Row } from '../http/reply';
import type { Knobs } from '../knobs/board';
import type { OfficeWorld } from '../state/office-world';
import type { Store } from '../state/store';

const isNotReady = (setting: Knobs['practice.notReady'], nowMs: number): boolean =>
  typeof setting === 'boolean' ? setting : nowMs < Date.parse(setting.until);

/** The practice that a call names, in its query or in its body; null when it names none. */
function practiceNamedBy({ query, text }: OfficeRequest): string | null {
  const inQuery = query.get('practice_id');
  if (inQuery !== null) return inQuery;
  const inBody = /"practice_id"\s*:\s*"([^"]*)"/.exec(text)?.[1];
  return inBody ?? null;
}

/** The rows of locations that are switched on. Rooms have practice ids of another form, so customer ids count too. */
function withoutOff(reply: Reply, at: OfficeWorld, off: readonly string[]): Reply {
  if (reply.kind !== 'list') return reply;
  const custIds = off.flatMap((practiceId) => at.book.practice(practiceId)?.custId ?? []);
  const isOn = (row: Row): boolean =>
    !off.includes(row['practice_id'] ?? '') && !custIds.includes(row['cust_id'] ?? '');
  return { ...reply, rows: reply.rows.filter(isOn) };
}

function throughGates(route: OfficeRoute, store: Store, request: OfficeRequest): Reply {
  const { at } = request;
  const settings = at.settings();
  if (isNotReady(settings['practice.notReady'], at.now().getTime())) {
    return statement('API2010', 'The first upload of the practice has not come yet');
  }
  const off = store.office(at.office.officeId).locationsOff;
  if (off.length === 0 || settings['location.off'] === 'data') return route.handle(request);
  const named = practiceNamedBy(request);
  const isOff =
    named === null ? at.office.practices.every(({ practiceId }) => off.includes(practiceId)) : off.includes(named);
  if (!isOff) return withoutOff(route.handle(request), at, off);
  return settings['location.off'] === '401' ? statement('API2007', 'The location is switched off') : list([], []);
}

/** Calls for a practice's data, which a location that is off and a first upload that has not come yet keep closed. */
export const gated = (routes: readonly OfficeRoute[], store: Store): OfficeRoute[] =>
  routes.map((route) => ({ ...route, handle: (request) => throughGates(route, store, request) }));

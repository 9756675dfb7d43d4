import type { ServerResponse } from 'node:http';
import type { RequestKey } from '../state/store';
import type { World } from '../world';
import { failureWith, tooManyRequests } from './errors';
import type { Incoming } from './incoming';
import { setRateHeaders } from './rate-headers';
import type { BodyReply } from './reply';

/**
 * The window that a call counts in, by the knob `rate.scope`. A call without a request key counts for the app; an office
 * that has a limit of its own is counted by itself.
 */
function windowOf(world: World, requestKey: RequestKey | null, practiceId: string): { name: string; limit: number } {
  const general = world.knobs.current['rate.limitPerMinute'];
  if (requestKey === null) return { name: 'app', limit: general };
  const { 'rate.limitPerMinute': limit, 'rate.scope': scope } = world.knobs.of(requestKey.officeId);
  switch (scope) {
    case 'app':
      return { name: limit === general ? 'app' : `office ${requestKey.officeId}`, limit };
    case 'key':
      return { name: `key ${requestKey.key}`, limit };
    case 'practice':
      return { name: `practice ${requestKey.officeId} ${practiceId}`, limit };
  }
}

/**
 * Counts a call that was let in and sets the headers about the limit. Gives the refusal when it is over the limit of
 * the minute, or of its office's day (API2011 or API2012); such a call does not count towards the day.
 */
export function refuseOverLimit(
  world: World,
  requestKey: RequestKey | null,
  { practiceId }: Pick<Incoming, 'practiceId'>,
  response: Pick<ServerResponse, 'setHeader'>,
): BodyReply | null {
  const { name, limit } = windowOf(world, requestKey, practiceId);
  const rate = world.rate.count(name, limit);
  const settings = requestKey === null ? world.knobs.current : world.knobs.of(requestKey.officeId);
  setRateHeaders(response, rate, settings['rate.headers']);
  if (rate.isExceeded) return tooManyRequests();
  const office = world.findOffice(requestKey?.officeId ?? '');
  if (office === undefined) return null;
  const cap = settings['rate.dailyCap'];
  const ianaZone = office.zone().iana;
  const isOver = world.dailyCounts.isOver({ officeId: office.office.officeId, ianaZone }, cap);
  return isOver ? failureWith(429, cap.code) : null;
}

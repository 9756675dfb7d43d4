import type { ServerResponse } from 'node:http';
import type { World } from '../world';
import { refuseRevoked } from './access';
import { admit } from './auth';
import { statement } from './errors';
import type { Incoming } from './incoming';
import { refuseOverLimit } from './meter';
import type { Reply, Route, SikkaRequest } from './reply';

/**
 * What the service itself says: who calls, whether that is one call too many, and then the route's answer. Sets the
 * headers that come with every call made with a request key.
 */
export function replyOf(
  world: World,
  route: Route,
  incoming: Incoming,
  response: Pick<ServerResponse, 'setHeader'>,
): Reply {
  const admission = admit(world, route.credentials, incoming);
  const { requestKey } = admission;
  if (requestKey !== null) {
    response.setHeader('Request-Key-Expires', new Date(requestKey.expiresAtMs).toUTCString());
  }
  if (!admission.ok) return admission.reply;
  const refusal = refuseOverLimit(world, requestKey, incoming, response) ?? refuseRevoked(world, route, requestKey);
  if (refusal !== null) return refusal;
  const { query, header, text, params } = incoming;
  const heard: SikkaRequest = { query, header, text, params, requestKey };
  if (route.credentials !== 'request-key') return route.handle(heard);
  const at = world.findOffice(requestKey?.officeId ?? '');
  if (requestKey === null || at === undefined) return statement('API2003', 'Request-Key is wrong');
  return route.handle({ ...heard, requestKey, at });
}

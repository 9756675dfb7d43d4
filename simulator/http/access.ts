import type { RequestKey } from '../state/store';
import type { World } from '../world';
import { statement } from './errors';
import type { BodyReply, Route } from './reply';

/** The calls about keys themselves go on when an office's data are out of reach. */
const isDataCall = (route: Route): boolean =>
  route.credentials === 'request-key' && !route.path.startsWith('/request_key');

/** 401 for every data call of an office whose plan (API2004) or access (API2007) is gone; null otherwise. */
export function refuseRevoked(world: World, route: Route, requestKey: RequestKey | null): BodyReply | null {
  if (requestKey === null || !isDataCall(route)) return null;
  const revoked = world.knobs.of(requestKey.officeId)['access.revoked'];
  if (revoked === 'none') return null;
  const why = revoked === 'API2004' ? 'The call is not in the plan' : 'The practice gave no access';
  return statement(revoked, why);
}

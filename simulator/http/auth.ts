import type { RequestKey } from '../state/store';
import type { World } from '../world';
import { statement } from './errors';
import type { BodyReply, Credentials, SikkaRequest } from './reply';

export type Admission =
  | { readonly ok: true; readonly requestKey: RequestKey | null }
  /** An expired key is known still: its end goes into the header `Request-Key-Expires`. */
  | { readonly ok: false; readonly reply: BodyReply; readonly requestKey: RequestKey | null };

type HeadersOnly = Pick<SikkaRequest, 'header'>;

const refuse = (reply: BodyReply, requestKey: RequestKey | null = null): Admission => ({
  ok: false,
  reply,
  requestKey,
});

/** Checks an id and key pair: 400 API1001/API1002 when missing, 401 API2003 when wrong; null when right. */
export function refuseAppPair(world: World, id: string, key: string): BodyReply | null {
  if (id === '') return statement('API1001', 'App-Id is missing');
  if (key === '') return statement('API1002', 'App-Key is missing');
  if (id !== world.app.id || key !== world.app.key) return statement('API2003', 'App-Id or App-Key is wrong');
  return null;
}

function admitApp(world: World, request: HeadersOnly): Admission {
  const refusal = refuseAppPair(world, request.header('App-Id'), request.header('App-Key'));
  return refusal === null ? { ok: true, requestKey: null } : refuse(refusal);
}

/**
 * Missing: 400 API1004. Never heard of: 401 API2003. Expired: 400 (not 401) API1025. Ended by its DELETE: as the knob
 * `key.afterDelete` says.
 */
function admitRequestKey(world: World, request: HeadersOnly): Admission {
  const text = request.header('Request-Key');
  if (text === '') return refuse(statement('API1004', 'Request-Key is missing'));
  const key = world.keys.find(text);
  if (key === undefined) return refuse(statement('API2003', 'Request-Key is wrong'));
  if (world.keys.isRemoved(key)) {
    return refuse(statement(world.knobs.of(key.officeId)['key.afterDelete'], 'Request-Key was deleted'));
  }
  if (world.keys.isExpired(key)) return refuse(statement('API1025', 'Request-Key is expired'), key);
  key.requestCount += 1;
  return { ok: true, requestKey: key };
}

export function admit(world: World, credentials: Credentials, request: HeadersOnly): Admission {
  switch (credentials) {
    case 'none':
      return { ok: true, requestKey: null };
    case 'app-pair':
      return admitApp(world, request);
    case 'request-key':
      return admitRequestKey(world, request);
    case 'practices': {
      const wanted = world.knobs.current['auth.practicesHeader'];
      if (wanted === 'app-pair') return admitApp(world, request);
      if (wanted === 'request-key') return admitRequestKey(world, request);
      return request.header('Request-Key') === '' ? admitApp(world, request) : admitRequestKey(world, request);
    }
  }
}

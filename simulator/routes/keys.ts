import { refuseAppPair } from '../http/auth';
import { parseBody, refuseMissing } from '../http/body';
import { statement } from '../http/errors';
import { wrongKey } from '../http/key-errors';
import { SIKKA_LINKS } from '../http/links';
import type { BodyReply, Reply, Route, SikkaRequest } from '../http/reply';
import type { IssuedKeys } from '../state/keys';
import type { RequestKey } from '../state/store';
import { localStampAt } from '../time';
import type { World } from '../world';

/** `expires_in` is text, and the times are wall clock without a zone. */
function keyInfo(world: World, key: RequestKey): Record<string, string> {
  const isLocal = world.knobs.of(key.officeId)['key.timesIn'] === 'local';
  const zone = (isLocal ? world.findOffice(key.officeId)?.zone().iana : undefined) ?? 'utc';
  const secondsLeft = Math.max(0, Math.floor((key.expiresAtMs - world.now().getTime()) / 1_000));
  return {
    href: `${SIKKA_LINKS}/request_key_info?request_key=${key.key}`,
    request_key: key.key,
    start_time: localStampAt(new Date(key.issuedAtMs), zone),
    end_time: localStampAt(new Date(key.expiresAtMs), zone),
    expires_in: `${secondsLeft} second(s)`,
    issued_to: key.officeId,
    status: 'active',
    request_count: String(key.requestCount),
    scope: 'appointments,patients,practices,providers',
    domain: 'Dental',
  };
}

function issued(world: World, keys: IssuedKeys): BodyReply {
  const { request_key, href, ...rest } = keyInfo(world, keys.requestKey);
  const refresh = keys.refreshKey === '' ? {} : { refresh_key: keys.refreshKey };
  return { kind: 'body', status: 200, body: { href: href ?? '', request_key: request_key ?? '', ...refresh, ...rest } };
}

function grant(world: World, request: SikkaRequest): Reply {
  const body = parseBody(request);
  if (!body.ok) return body.reply;
  const { fields } = body;
  const refusal =
    refuseMissing(fields, ['grant_type']) ?? refuseAppPair(world, fields['app_id'] ?? '', fields['app_key'] ?? '');
  if (refusal !== null) return refusal;
  if (fields['grant_type'] === 'refresh_key') {
    const missing = refuseMissing(fields, ['refresh_key']);
    if (missing !== null) return missing;
    const renewed = world.keys.renew(fields['refresh_key'] ?? '');
    return renewed === null ? wrongKey('refresh_key is wrong', world.knobs.current) : issued(world, renewed);
  }
  if (fields['grant_type'] !== 'request_key') return statement('API1026', 'grant_type is invalid');
  const missing = refuseMissing(fields, ['office_id']);
  if (missing !== null) return missing;
  if ((fields['secret_key'] ?? '') === '') return statement('API1005', 'secret_key is missing');
  const at = world.findOffice(fields['office_id'] ?? '');
  if (at === undefined || fields['secret_key'] !== at.secretKey()) {
    return wrongKey('office_id or secret_key is wrong', at?.settings() ?? world.knobs.current);
  }
  return issued(world, world.keys.issue(at.office.officeId));
}

/** Request keys: both grants, the look at a running key, and the two ways to end. */
export const keyRoutes = (world: World): Route[] => [
  { method: 'post', path: '/request_key', credentials: 'none', handle: (request) => grant(world, request) },
  {
    method: 'get',
    path: '/request_key_info',
    credentials: 'request-key',
    handle: ({ requestKey }) => ({ kind: 'body', status: 200, body: keyInfo(world, requestKey) }),
  },
  {
    method: 'delete',
    path: '/request_key',
    credentials: 'request-key',
    handle: ({ requestKey }) => {
      world.keys.removeRequestKey(requestKey);
      return statement('API0002', 'Request key ended');
    },
  },
  {
    method: 'delete',
    path: '/refresh_key',
    credentials: 'app-pair',
    handle: ({ header }) =>
      world.keys.removeRefreshKey(header('Refresh-Key'))
        ? statement('API0002', 'Refresh key ended')
        : statement('API2003', 'Refresh-Key is wrong'),
  },
];

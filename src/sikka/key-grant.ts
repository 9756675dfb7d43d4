import { z } from 'zod';
import { phi } from '../domain/phi';
import { Secret } from '../domain/secret';
import { readObject } from './envelope';
import { id, text } from './fields';
import { readReply, type SikkaReply } from './reply';
import type { SikkaTransport } from './transport';
import { ok } from '../domain/result';

const MS_PER_SECOND = 1_000;
/** A request key dies 24 hours after issue; taken where the answer does not say how much of that is left. */
const LONGEST_LIFE_SECONDS = 86_400;

export interface AppCredentials {
  readonly appId: string;
  readonly appKey: Secret;
}

export type Grant =
  | { readonly type: 'request_key'; readonly officeId: string; readonly secretKey: Secret }
  | { readonly type: 'refresh_key'; readonly refreshKey: Secret };

export interface GrantedKey {
  readonly requestKey: Secret;
  /** Null when the answer holds none: then the earlier one stays. */
  readonly refreshKey: Secret | null;
  readonly lifeMs: number;
}

const grantSchema = z.looseObject({ request_key: id, refresh_key: text, expires_in: text });

/** `"85000 second(s)"`: the digits in front are the seconds that are left. */
export function lifeMsOf(expiresIn: string): number {
  const digits = /^\d+/.exec(expiresIn)?.[0];
  const seconds = digits === undefined ? LONGEST_LIFE_SECONDS : Math.min(Number(digits), LONGEST_LIFE_SECONDS);
  return seconds * MS_PER_SECOND;
}

const bodyOf = (grant: Grant): Record<string, string> =>
  grant.type === 'request_key'
    ? { grant_type: grant.type, office_id: grant.officeId, secret_key: grant.secretKey.expose() }
    : { grant_type: grant.type, refresh_key: grant.refreshKey.expose() };

/** Asks Sikka for a request key: `request_key` is the first grant, `refresh_key` the renewal; there are no others. */
export async function grantKey(
  transport: SikkaTransport,
  app: AppCredentials,
  grant: Grant,
): Promise<SikkaReply<GrantedKey>> {
  const body = phi({ ...bodyOf(grant), app_id: app.appId, app_key: app.appKey.expose() });
  const reply = await transport.send({ method: 'POST', endpoint: '/request_key', body });
  return readReply(reply, (answer) => {
    const granted = readObject(answer, grantSchema);
    if (!granted.ok) return granted;
    const { request_key, refresh_key, expires_in } = granted.value;
    return ok({
      requestKey: new Secret(request_key),
      refreshKey: refresh_key === '' ? null : new Secret(refresh_key),
      lifeMs: lifeMsOf(expires_in),
    });
  });
}

import express from 'express';
import type { JWTPayload } from 'jose';
import type { AdminAuthConfig } from '../../config/admin-auth';
import { handleErrors } from '../http/errors';
import { onLoopback } from '../http/test-loopback';
import { authenticateAdmin } from './auth';
import { principalOf } from './auth/principal';
import type { KeyCacheTimes } from './auth/signing-keys';
import type { AdminAuthRefusal } from './auth/verify-token';
import { AUDIENCE, ISSUER } from './test-identity-provider';

export const NOW_MS = Date.parse('2031-03-04T12:00:00Z');
export const NOW_SECONDS = NOW_MS / 1_000;
export const ACCOUNT = '0a0a0a0a-0000-4000-8000-00000000000a';

/** Good claims, but for the changes. */
export const claims = (changes: JWTPayload = {}): JWTPayload => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'user-1',
  exp: NOW_SECONDS + 600,
  roles: ['operator'],
  accounts: [ACCOUNT],
  ...changes,
});

export interface Presented {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly refusal: AdminAuthRefusal | null;
}

type Present = (authorization?: string) => Promise<Presented>;

/** Runs `use` with a door that is guarded by the configuration; behind it stands who came in. Nothing may be logged. */
export async function withDoor<T>(
  config: AdminAuthConfig | null,
  use: (present: Present) => Promise<T>,
  keyCacheTimes?: KeyCacheTimes,
): Promise<T> {
  let refusal: AdminAuthRefusal | null = null;
  const logged = jest.fn();
  const onRefused = (reason: AdminAuthRefusal): void => {
    refusal = reason;
  };
  const app = express();
  app.use(
    authenticateAdmin(config, {
      nowMs: () => NOW_MS,
      onRefused,
      ...(keyCacheTimes !== undefined && { keyCacheTimes }),
    }),
  );
  app.get('/', (_req, res) => void res.json(principalOf(res)));
  app.use(handleErrors({ error: logged }));
  return onLoopback(app, async (origin) => {
    const result = await use(async (authorization) => {
      refusal = null;
      const response = await fetch(origin, { headers: authorization === undefined ? {} : { authorization } });
      return { status: response.status, headers: response.headers, text: await response.text(), refusal };
    });
    expect(logged).not.toHaveBeenCalled();
    return result;
  });
}

/** One token at the door. */
export const presentToken = (config: AdminAuthConfig | null, token: string): Promise<Presented> =>
  withDoor(config, (present) => present(`Bearer ${token}`));

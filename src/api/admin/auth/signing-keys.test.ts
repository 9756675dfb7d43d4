import { exportSPKI, importJWK, SignJWT, type CryptoKey } from 'jose';
import type { AdminAuthConfig } from '../../../config/admin-auth';
import { AUDIENCE, ISSUER, makeKey, sign, startKeyServer, type TestKeyServer } from '../test-identity-provider';
import { claims, presentToken, withDoor } from '../test-present';
import { KEY_CACHE_TIMES } from './signing-keys';

let server: TestKeyServer;
beforeEach(async () => {
  server = await startKeyServer();
});
afterEach(() => {
  server.close();
});

const config = (): AdminAuthConfig => ({ mode: 'jwks', jwksUrl: server.url, issuer: ISSUER, audience: AUDIENCE });
const bearer = async (key: Awaited<ReturnType<typeof makeKey>>) => `Bearer ${await sign(claims(), key)}`;

describe('a token signed by the identity provider', () => {
  it.each(['RS256', 'ES256', 'EdDSA'] as const)('is taken with %s', async (alg) => {
    const key = await makeKey('k1', alg);
    server.keys = [key.jwk];
    expect((await presentToken(config(), await sign(claims(), key))).status).toBe(200);
  });

  it('is refused when the public key was used as a shared secret, and no key is looked for', async () => {
    const { jwk } = await makeKey('k1', 'RS256');
    server.keys = [jwk];
    const spki = await exportSPKI((await importJWK(jwk, 'RS256')) as CryptoKey);
    for (const secret of [spki, spki.trim(), JSON.stringify(jwk), jwk.n ?? '']) {
      const forged = new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'k1' });
      expect((await presentToken(config(), await forged.sign(Buffer.from(secret)))).status).toBe(401);
    }
    expect(server.requests()).toBe(0);
  });

  it('is refused with an algorithm that is not asked for, though its key is published', async () => {
    const { privateKey, jwk } = await makeKey('k1', 'RS256');
    const { alg: _alg, ...anyAlgorithm } = jwk;
    server.keys = [anyAlgorithm];
    const withRs256 = new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'k1' });
    expect((await presentToken(config(), await withRs256.sign(privateKey))).status).toBe(200);
    const other = await makeKey('k2', 'PS256');
    server.keys = [other.jwk];
    expect((await presentToken(config(), await sign(claims(), other))).status).toBe(401);
  });

  it('is refused when it brings its own key, or says where to find it', async () => {
    server.keys = [(await makeKey('k1')).jwk];
    const own = await makeKey('k1');
    const elsewhere = await startKeyServer(own.jwk);
    for (const hint of [{ jwk: own.jwk }, { jku: elsewhere.url }]) {
      const forged = new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', kid: 'k1', ...hint });
      expect((await presentToken(config(), await forged.sign(own.privateKey))).status).toBe(401);
    }
    expect(elsewhere.requests()).toBe(0);
    elsewhere.close();
  });

  it('is refused when it does not say which of several keys signed it', async () => {
    const [one, two] = [await makeKey('k1'), await makeKey('k2')];
    server.keys = [one.jwk, two.jwk];
    const nameless = new SignJWT(claims()).setProtectedHeader({ alg: 'ES256' });
    expect(await presentToken(config(), await nameless.sign(one.privateKey))).toMatchObject({
      status: 401,
      refusal: 'token-refused',
    });
  });
});

describe('when keys change', () => {
  it('takes a new key at once, and refuses one that was withdrawn', async () => {
    const [old, fresh] = [await makeKey('k1'), await makeKey('k2')];
    server.keys = [old.jwk];
    const steps = async (present: (authorization: string) => Promise<{ status: number }>) => {
      expect((await present(await bearer(old))).status).toBe(200);
      server.keys = [fresh.jwk];
      expect((await present(await bearer(fresh))).status).toBe(200);
      expect((await present(await bearer(old))).status).toBe(401);
    };
    await withDoor(config(), steps, { ...KEY_CACHE_TIMES, cooldownMs: 0 });
  });

  it('asks once for many tokens, and not again for every invented key id', async () => {
    const key = await makeKey('k1');
    server.keys = [key.jwk];
    await withDoor(config(), async (present) => {
      for (let i = 0; i < 3; i += 1) expect((await present(await bearer(key))).status).toBe(200);
      for (const kid of ['x1', 'x2']) expect((await present(await bearer(await makeKey(kid)))).status).toBe(401);
    });
    expect(server.requests()).toBe(1);
  });
});

describe('while the identity provider is out', () => {
  const OUTAGES: [string, () => void][] = [
    [
      'refuses connections',
      () => {
        server.close();
      },
    ],
    [
      'answers 500',
      () => {
        server.status = 500;
      },
    ],
    [
      'answers with keys that are none',
      () => {
        server.keys = ['nothing'] as never;
      },
    ],
  ];

  it.each(OUTAGES)('goes on with the keys that it knows (%s)', async (_how, breakServer) => {
    const key = await makeKey('k1');
    server.keys = [key.jwk];
    await withDoor(config(), async (present) => {
      expect((await present(await bearer(key))).status).toBe(200);
      breakServer();
      expect((await present(await bearer(key))).status).toBe(200);
    });
  });

  it.each(OUTAGES)('answers 503 rather than 401 when it knows none (%s)', async (_how, breakServer) => {
    breakServer();
    const answer = await presentToken(config(), await sign(claims(), await makeKey('k1')));
    expect(answer).toMatchObject({ status: 503, refusal: 'keys-unavailable' });
    expect(answer.headers.get('www-authenticate')).toBeNull();
  });

  it('waits no longer than the time-out', async () => {
    server.isSilent = true;
    const token = await bearer(await makeKey('k1'));
    const times = { ...KEY_CACHE_TIMES, timeoutMs: 50 };
    expect((await withDoor(config(), (present) => present(token), times)).status).toBe(503);
  });

  it('asks one time for many requests, and again after a rest', async () => {
    const key = await makeKey('k1');
    server.keys = [key.jwk];
    server.status = 503;
    const token = await bearer(key);
    await withDoor(config(), async (present) => {
      for (let i = 0; i < 3; i += 1) expect((await present(token)).status).toBe(503);
    });
    expect(server.requests()).toBe(1);
    const noRest = { ...KEY_CACHE_TIMES, failureCooldownMs: 0 };
    const steps = async (present: (authorization: string) => Promise<{ status: number }>) => {
      expect((await present(token)).status).toBe(503);
      server.status = null;
      expect((await present(token)).status).toBe(200);
    };
    await withDoor(config(), steps, noRest);
  });

  it('lets nobody in with keys that are too old to be trusted', async () => {
    const key = await makeKey('k1');
    server.keys = [key.jwk];
    const steps = async (present: (authorization: string) => Promise<{ status: number }>) => {
      expect((await present(await bearer(key))).status).toBe(200);
      server.status = 500;
      expect((await present(await bearer(key))).status).toBe(503);
    };
    await withDoor(config(), steps, { ...KEY_CACHE_TIMES, maxAgeMs: 0 });
  });
});

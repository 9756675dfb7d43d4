import { Secret } from '../../../src/domain/secret';
import { book, errorOf, read, valueOf } from '../calls';
import { OFFICE } from '../linked-client';
import { linesFor, type KnobLine, type LineBench } from './line';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

const grantTypes = async (bench: LineBench): Promise<(string | undefined)[]> =>
  (await bench.requests('POST', '/request_key')).map(({ body }) => body?.['grant_type']);

/** Reads at every step; a call that failed is a caller who heard nothing. */
async function readThroughout(bench: LineBench, { steps, stepMs }: { steps: number; stepMs: number }): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    bench.advance(stepMs);
    valueOf(await read(bench.client));
  }
}

const storedTokens = (bench: LineBench, requestKey: string, refreshKey: string): Promise<void> =>
  bench.secrets.updatePracticeTokens(OFFICE.accountId, OFFICE.officeId, {
    requestKey: new Secret(requestKey),
    refreshKey: new Secret(refreshKey),
    requestKeyExpiresAt: new Date(bench.now().getTime() - 1),
  });

async function runningKey(bench: LineBench): Promise<string> {
  const stored = await bench.secrets.getPracticeCredentials(OFFICE.accountId, OFFICE.officeId);
  return stored?.requestKey?.expose() ?? '';
}

const oldKeyGoesOn = async (bench: LineBench): Promise<void> => {
  const other = await bench.link({ secrets: bench.secrets });
  valueOf(await read(bench.client));
  valueOf(await read(other.client));
  bench.advance(DAY_MS / 2);
  valueOf(await bench.client.requestKeys.ensureLife(OFFICE, DAY_MS - MINUTE_MS));
  valueOf(await read(other.client));
  valueOf(await book(other.client));
  expect(await bench.writes()).toHaveLength(1);
  expect(await grantTypes(bench)).toEqual(['request_key', 'refresh_key']);
};

/** A refresh key that is wrong, then a secret that is wrong too: Sikka's word for the secret is asked at last. */
async function fallsBack(bench: LineBench): Promise<void> {
  await storedTokens(bench, 'no-such-request-key', 'no-such-refresh-key');
  valueOf(await read(bench.client));
  expect(await grantTypes(bench)).toEqual(['refresh_key', 'request_key']);

  const { client, secrets } = await bench.link();
  const noKeys = { requestKey: null, refreshKey: null, requestKeyExpiresAt: null };
  const wrong = { officeId: OFFICE.officeId, secretKey: new Secret('no-such-secret'), ...noKeys };
  await secrets.storePracticeCredentials(OFFICE.accountId, wrong);
  valueOf(await read(client));
}

async function tellsOfDeadSecret(bench: LineBench, code: string, refusals: readonly string[]): Promise<void> {
  await bench.post('/secret/rotate', { officeId: OFFICE.officeId });
  const error = errorOf(await book(bench.client));
  expect({ code: error.code, writeOutcome: error.writeOutcome }).toEqual({ code, writeOutcome: 'not-accepted' });
  expect(bench.refusals).toEqual(refusals);
}

/** What keys are like and who may call. */
export const KEY_LINES: readonly KnobLine[] = [
  ...linesFor('key.reissue', ['new', 'running'], 'no call fails around the end of a key', async (bench) => {
    valueOf(await read(bench.client));
    bench.advance(DAY_MS - 5 * MINUTE_MS);
    await readThroughout(bench, { steps: 9, stepMs: 30_000 });
    await readThroughout(bench, { steps: 60, stepMs: 1_000 });
    expect((await grantTypes(bench)).length).toBeLessThanOrEqual(20);
  }),
  ...linesFor('key.oldAfterRefresh', ['valid', 'dead'], 'another process goes on after a renewal', oldKeyGoesOn),
  ...linesFor('key.lifeSeconds', [86_400, 600, 20, 1], 'keys of any life serve every call', async (bench, seconds) => {
    await readThroughout(bench, { steps: 24, stepMs: seconds * 170 });
  }),
  ...linesFor('key.errorBody', ['standard', 'oauth-like', 'empty', 'html'], 'a refused key falls back', fallsBack),
  ...linesFor('key.errorCode', [401, 400], 'a refused key falls back', fallsBack),
  ...linesFor('key.afterDelete', ['API1025', 'API2003', 'API1004'], 'a deleted key costs no call', async (bench) => {
    valueOf(await read(bench.client));
    const headers = { 'Request-Key': await runningKey(bench) };
    expect((await fetch(`${bench.baseUrl}/request_key`, { method: 'DELETE', headers })).status).toBe(200);
    valueOf(await book(bench.client));
    expect(await bench.writes()).toHaveLength(1);
    expect(bench.refusals).toEqual([]);
  }),
  ...linesFor('key.timesIn', ['local', 'utc'], 'the end of a key is reckoned without its wall clock', async (bench) => {
    const { expiresAt } = valueOf(await bench.client.requestKeys.ensureLife(OFFICE, MINUTE_MS));
    expect(expiresAt.getTime() - bench.now().getTime()).toBe(DAY_MS);
    const info = valueOf(await bench.client.requestKeys.getRequestKeyInfo({ office: OFFICE }));
    expect(info).toMatchObject({ officeId: OFFICE.officeId, expiresInSeconds: 86_400 });
  }),
  ...linesFor('refresh.rotates', ['same', 'rotate', 'none'], 'renewals go on without the secret', async (bench) => {
    await readThroughout(bench, { steps: 4, stepMs: DAY_MS });
    expect(await grantTypes(bench)).toEqual(['request_key', 'refresh_key', 'refresh_key', 'refresh_key']);
  }),
  ...linesFor(
    'auth.practicesHeader',
    ['app-pair', 'either', 'request-key'],
    'the offices that the credentials reach are listed, secrets wrapped',
    async (bench, header) => {
      const practices = valueOf(await bench.client.authorizedPractices.listAuthorizedPractices({ office: OFFICE }));
      expect(practices.map(({ officeId, practiceId }) => `${officeId} ${practiceId}`)).toEqual([
        'D00001 1-1',
        'D00001 1-2',
        ...(header === 'request-key' ? [] : ['E00001 1-1']),
      ]);
      expect(JSON.stringify(practices)).not.toContain('sim-secret');
    },
  ),
  ...linesFor(
    'auth.practicesHeader',
    ['request-key'],
    'without an office the list is refused, and a dead secret is told rather than taken for a lost access',
    async (bench) => {
      expect(errorOf(await bench.client.authorizedPractices.listAuthorizedPractices({})).code).toBe('PmsRefused');
      await tellsOfDeadSecret(bench, 'PmsAuth', ['key-refused']);
    },
  ),
  ...linesFor('access.revoked', ['none'], 'the office is served', async (bench) => {
    valueOf(await read(bench.client));
    expect(bench.refusals).toEqual([]);
  }),
  ...linesFor('access.revoked', ['API2004', 'API2007'], 'the refusal is told and not repeated', async (bench, code) => {
    const error = errorOf(await book(bench.client));
    expect(error).toMatchObject({ code: 'PmsAccessRevoked', isRetryable: false, writeOutcome: 'not-accepted' });
    expect(bench.refusals).toEqual([code === 'API2004' ? 'not-in-plan' : 'access-removed']);
    expect(await bench.requests('POST', '/appointment')).toHaveLength(1);
  }),
];

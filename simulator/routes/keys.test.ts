import { APP_HEADERS, FIRST_GRANT, openTestSimulator, type TestSimulator } from '../test-client';

const DAY_MS = 86_400_000;
let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const grant = (body: Record<string, string>) => simulator.call('POST', '/request_key', { headers: {}, body });
const refreshWith = (refreshKey: string) =>
  grant({ grant_type: 'refresh_key', refresh_key: refreshKey, app_id: 'sim-app-id', app_key: 'sim-app-key' });
const practicesWith = (key: string) => simulator.call('GET', '/practices', { headers: { 'Request-Key': key } });

describe('POST /request_key', () => {
  it('gives 32 letters and digits, a refresh key and the remaining life as text', async () => {
    const body = (await grant(FIRST_GRANT)).body();
    expect(body).toMatchObject({ expires_in: '86400 second(s)', issued_to: 'D00001', status: 'active' });
    expect(body['request_key']).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(body['refresh_key']).not.toBe('');
    expect(body['start_time']).toBe('2031-03-04T10:00:00');
  });

  it('renews by refresh key alone, and lets the old key live by default', async () => {
    const first = (await grant(FIRST_GRANT)).body();
    const renewed = (await refreshWith(first['refresh_key']!)).body();
    expect(renewed['request_key']).not.toBe(first['request_key']);
    expect(renewed['refresh_key']).toBe(first['refresh_key']);
    expect((await practicesWith(first['request_key']!)).status).toBe(200);
  });

  it.each([
    [{ office_id: 'D99999' }, 401, 'API2003'],
    [{ secret_key: 'wrong' }, 401, 'API2003'],
    [{ secret_key: '' }, 400, 'API1005'],
    [{ app_id: '' }, 400, 'API1001'],
    [{ app_key: '' }, 400, 'API1002'],
    [{ app_key: 'wrong' }, 401, 'API2003'],
    [{ grant_type: 'authorization_code' }, 400, 'API1026'],
  ])('refuses %o with %i %s', async (change, status, code) => {
    const answer = await grant({ ...FIRST_GRANT, ...change });
    expect([answer.status, answer.body()['error_code']]).toEqual([status, code]);
  });

  it('hands back the running key with its remaining life under key.reissue = running', async () => {
    await simulator.setKnobs({ 'key.reissue': 'running' });
    simulator.advance(1_400_000);
    const body = (await grant(FIRST_GRANT)).body();
    expect(body).toMatchObject({ request_key: simulator.requestKey, expires_in: '85000 second(s)' });
  });

  it('kills the old request key on renewal under key.oldAfterRefresh = dead', async () => {
    await simulator.setKnobs({ 'key.oldAfterRefresh': 'dead' });
    const first = (await grant(FIRST_GRANT)).body();
    await refreshWith(first['refresh_key']!);
    expect((await practicesWith(first['request_key']!)).body()['error_code']).toBe('API1025');
  });

  it('rotates the refresh key, or gives none, as refresh.rotates says', async () => {
    const first = (await grant(FIRST_GRANT)).body()['refresh_key']!;
    await simulator.setKnobs({ 'refresh.rotates': 'none' });
    expect((await refreshWith(first)).body()).not.toHaveProperty('refresh_key');
    await simulator.setKnobs({ 'refresh.rotates': 'rotate' });
    const next = (await refreshWith(first)).body()['refresh_key']!;
    expect(next).not.toBe(first);
    expect((await refreshWith(first)).status).toBe(401);
    expect((await refreshWith(next)).status).toBe(200);
  });
});

describe('a request key', () => {
  it('is missing: 400 API1004; wrong: 401 API2003; expired: 400 API1025', async () => {
    const missing = await simulator.call('GET', '/practices', { headers: {} });
    const wrong = await practicesWith('0'.repeat(32));
    simulator.advance(DAY_MS);
    const expired = await practicesWith(simulator.requestKey);
    const seen = [missing, wrong, expired].map((answer) => [answer.status, answer.body()['error_code']]);
    expect(seen).toEqual([
      [400, 'API1004'],
      [401, 'API2003'],
      [400, 'API1025'],
    ]);
  });

  it('tells its end in Request-Key-Expires, running or expired', async () => {
    const end = 'Wed, 05 Mar 2031 15:00:00 GMT';
    expect((await practicesWith(simulator.requestKey)).headers.get('Request-Key-Expires')).toBe(end);
    simulator.advance(DAY_MS);
    expect((await practicesWith(simulator.requestKey)).headers.get('Request-Key-Expires')).toBe(end);
  });

  it('lives as long as key.lifeSeconds says', async () => {
    await simulator.setKnobs({ 'key.lifeSeconds': 60 });
    const body = (await grant(FIRST_GRANT)).body();
    expect(body['expires_in']).toBe('60 second(s)');
    simulator.advance(60_000);
    expect((await practicesWith(body['request_key']!)).status).toBe(400);
  });

  it('ends by DELETE, and so does a refresh key', async () => {
    const refreshKey = (await grant(FIRST_GRANT)).body()['refresh_key']!;
    expect((await simulator.call('DELETE', '/request_key')).body()['error_code']).toBe('API0002');
    expect((await practicesWith(simulator.requestKey)).body()['error_code']).toBe('API1025');
    const headers = { ...APP_HEADERS, 'Refresh-Key': refreshKey };
    expect((await simulator.call('DELETE', '/refresh_key', { headers })).body()['error_code']).toBe('API0002');
    expect((await refreshWith(refreshKey)).status).toBe(401);
  });

  it('is described by request_key_info, without the refresh key', async () => {
    const body = (await simulator.call('GET', '/request_key_info')).body();
    expect(body).toMatchObject({ request_key: simulator.requestKey, issued_to: 'D00001' });
    expect(body).not.toHaveProperty('refresh_key');
  });
});

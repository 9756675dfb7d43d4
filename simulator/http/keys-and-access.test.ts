import { APP_HEADERS, FIRST_GRANT, openTestSimulator, type TestSimulator } from '../test-client';
import { openSecondOffice } from './test-second-office';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const grant = (change: Record<string, string> = {}) =>
  simulator.call('POST', '/request_key', { headers: {}, body: { ...FIRST_GRANT, ...change } });
const refresh = (refreshKey: string) =>
  simulator.call('POST', '/request_key', {
    headers: {},
    body: { grant_type: 'refresh_key', refresh_key: refreshKey, app_id: 'sim-app-id', app_key: 'sim-app-key' },
  });
const authorized = async () =>
  (await simulator.call('GET', '/authorized_practices?show=all', { headers: APP_HEADERS })).rows();

describe('refusals of POST /request_key', () => {
  it.each([
    ['standard', 'application/json; charset=utf-8', '"error_code":"API2003"'],
    ['oauth-like', 'application/json; charset=utf-8', '"error":"invalid_grant","error_description":'],
    ['empty', null, ''],
    ['html', 'text/html; charset=UTF-8', '<h1>Unauthorized</h1>'],
  ])('come as key.errorBody = %s says', async (form, type, text) => {
    await simulator.setKnobs({ 'key.errorBody': form });
    const answer = await grant({ secret_key: 'wrong' });
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([401, type]);
    expect(answer.text).toContain(text);
    expect(answer.text === '').toBe(form === 'empty');
  });

  it('leave other errors and the grants themselves as they are', async () => {
    await simulator.setKnobs({ 'key.errorBody': 'empty' });
    expect((await grant()).body()['status']).toBe('active');
    expect((await simulator.call('GET', '/practices', { headers: {} })).body()['error_code']).toBe('API1004');
  });

  it('are 400 API1026 for a wrong secret or refresh key under key.errorCode = 400, not for a wrong app', async () => {
    await simulator.setKnobs({ 'key.errorCode': 400 });
    const seen = [await grant({ secret_key: 'wrong' }), await refresh('wrong'), await grant({ app_key: 'wrong' })];
    expect(seen.map((answer) => [answer.status, answer.body()['error_code']])).toEqual([
      [400, 'API1026'],
      [400, 'API1026'],
      [401, 'API2003'],
    ]);
  });
});

describe('a request key', () => {
  it.each([
    ['API1025', 400],
    ['API2003', 401],
    ['API1004', 400],
  ])('answers %s after its DELETE as key.afterDelete says', async (code, status) => {
    await simulator.control('PUT', '/knobs?officeId=D00001', { 'key.afterDelete': code });
    await simulator.call('DELETE', '/request_key');
    const answer = await simulator.call('GET', '/practices');
    expect([answer.status, answer.body()['error_code']]).toEqual([status, code]);
  });

  it('tells its times by the practice’s clock, or in UTC under key.timesIn = utc', async () => {
    expect((await grant()).body()['start_time']).toBe('2031-03-04T10:00:00');
    await simulator.setKnobs({ 'key.timesIn': 'utc' });
    expect((await grant()).body()).toMatchObject({
      start_time: '2031-03-04T15:00:00',
      end_time: '2031-03-05T15:00:00',
    });
  });

  it('dies with all others, or with those of its office', async () => {
    const second = await openSecondOffice(simulator);
    expect((await simulator.control('POST', '/keys/expire?officeId=E00001')).json).toEqual({ expired: 1 });
    expect((await second.get('/practices')).body()['error_code']).toBe('API1025');
    expect((await simulator.call('GET', '/practices')).status).toBe(200);
    expect((await simulator.control('POST', '/keys/expire')).json).toEqual({ expired: 1 });
    expect((await simulator.call('GET', '/practices')).body()['error_code']).toBe('API1025');
  });
});

describe('an office whose access is gone', () => {
  it.each(['API2004', 'API2007'])('answers every data call with 401 %s, and its key calls as ever', async (code) => {
    const second = await openSecondOffice(simulator);
    await simulator.control('PUT', '/knobs?officeId=D00001', { 'access.revoked': code });
    for (const path of ['/practices', '/patients', '/appointments', '/writeback_status?id=1']) {
      const answer = await simulator.call('GET', path);
      expect([answer.status, answer.body()['error_code']]).toEqual([401, code]);
    }
    expect((await simulator.call('GET', '/request_key_info')).status).toBe(200);
    expect((await second.get('/practices')).status).toBe(200);
    const offices = (await authorized()).map((row) => row['office_id']);
    expect(offices.includes('D00001')).toBe(code === 'API2004');
    expect(offices).toContain('E00001');
  });
});

describe('a rotated secret', () => {
  it('is shown by authorized_practices; the old one and refresh keys are dead, request keys live on', async () => {
    const refreshKey = (await grant()).body()['refresh_key']!;
    const { json } = await simulator.control('POST', '/secret/rotate', { officeId: 'D00001' });
    const { secretKey } = json as { secretKey: string };
    expect(json).toEqual({ officeId: 'D00001', secretKey: expect.stringMatching(/^sim-secret-\w{32}$/) });
    expect((await grant()).status).toBe(401);
    expect((await refresh(refreshKey)).status).toBe(401);
    expect((await simulator.call('GET', '/practices')).status).toBe(200);
    expect((await grant({ secret_key: secretKey })).status).toBe(200);
    const shown = (await authorized()).map((row) => [row['office_id'], row['secret_key']]);
    expect(shown).toEqual([
      ['D00001', secretKey],
      ['D00001', secretKey],
      ['E00001', 'sim-secret-e00001'],
    ]);
  });

  it('is of the first office unless one is named, and of an office that is there', async () => {
    expect((await simulator.control('POST', '/secret/rotate')).json).toMatchObject({ officeId: 'D00001' });
    expect((await simulator.control('POST', '/secret/rotate', { officeId: 'X99999' })).status).toBe(404);
  });
});

import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const envelopeOf = async (path: string) => {
  const { text } = await simulator.call('GET', path);
  return JSON.parse(text) as Record<string, unknown>;
};

const lastPath = async () => {
  const { json } = await simulator.control('GET', '/requests');
  return (json as { items: { path: string }[] }).items.at(-1)?.path;
};

describe('the envelope', () => {
  it('holds texts only, 50 rows unless a limit is given, and page numbers as offset', async () => {
    const first = await envelopeOf('/patients');
    expect(first).toMatchObject({ offset: '0', limit: '50', total_count: '480' });
    expect(first['items']).toHaveLength(50);
    const rows = async (query: string) => (await simulator.call('GET', `/patients?${query}`)).rows();
    const second = await rows('limit=100&offset=1');
    expect(second).toHaveLength(100);
    expect(second).toEqual((await rows('limit=200')).slice(100));
    expect(await rows('limit=100&offset=4')).toHaveLength(80);
  });

  it('answers 204 beyond the end, or 200 without items as page.beyondEnd says', async () => {
    const beyond = () => simulator.call('GET', '/patients?limit=100&offset=5');
    expect([(await beyond()).status, (await beyond()).text]).toEqual([204, '']);
    await simulator.setKnobs({ 'page.beyondEnd': '200-empty' });
    expect((await beyond()).status).toBe(200);
    expect((await beyond()).rows()).toEqual([]);
    expect((await simulator.call('GET', '/patients?lastname=Nobodyhere')).status).toBe(204);
  });

  it('is an object or a one-element array, as env.wrap says', async () => {
    const isArray = async () => Array.isArray(await envelopeOf('/practices'));
    expect(await isArray()).toBe(false);
    await simulator.setKnobs({ 'env.wrap': 'array' });
    expect(await isArray()).toBe(true);
  });

  it('comes as text/html under env.contentType = html', async () => {
    await simulator.setKnobs({ 'env.contentType': 'html' });
    const answer = await simulator.call('GET', '/practices');
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=UTF-8');
    expect(answer.rows()).toHaveLength(2);
  });

  it('adds fields to the default ones, and with lightweight gives only those', async () => {
    const keys = async (query: string) =>
      Object.keys((await simulator.call('GET', `/patients?patient_id=4001&${query}`)).rows()[0] ?? {});
    expect(await keys('fields=homephone')).toEqual([...(await keys('')), 'homephone']);
    expect(await keys('lightweight=true&fields=homephone,cell')).toEqual(['homephone', 'cell']);
  });

  it.each([50, 500, 5_000])('has %i rows without a limit under env.defaultLimit', async (limit) => {
    await simulator.setKnobs({ 'env.defaultLimit': limit });
    const envelope = await envelopeOf('/patients');
    expect(envelope['limit']).toBe(String(limit));
    expect(envelope['items']).toHaveLength(Math.min(limit, 480));
  });

  it('clamps a limit over 5000, or refuses it, as limit.over5000 says', async () => {
    expect(await envelopeOf('/patients?limit=5001')).toMatchObject({ limit: '5000' });
    await simulator.setKnobs({ 'limit.over5000': '400' });
    expect(await envelopeOf('/patients?limit=5001')).toMatchObject({ error_code: 'API1026' });
    expect(await envelopeOf('/patients?limit=5000')).toMatchObject({ limit: '5000' });
  });

  it('refuses a limit or offset that is no number', async () => {
    for (const query of ['limit=0', 'limit=x', 'offset=-1']) {
      expect((await simulator.call('GET', `/patients?${query}`)).body()['error_code']).toBe('API1026');
    }
  });
});

describe('the transport', () => {
  it('answers 404 API2009 in the form of an error body for what it does not know', async () => {
    const answer = await simulator.call('GET', '/patients/4001');
    expect(answer.status).toBe(404);
    expect(answer.body()).toMatchObject({ http_code: '404', http_code_desc: 'NotFound', error_code: 'API2009' });
  });

  it('counts down the rate limit in headers, answers 429 over it, and starts anew after a minute', async () => {
    await simulator.setKnobs({ 'rate.limitPerMinute': 3 });
    const call = () => simulator.call('GET', '/practices');
    const allowed = [await call(), await call()];
    expect(allowed.map((answer) => answer.headers.get('X-Rate-Limit-Remaining'))).toEqual(['1', '0']);
    simulator.advance(20_000);
    const over = await call();
    expect([over.status, over.headers.get('X-Rate-Limit-Remaining')]).toEqual([429, '0']);
    expect(over.headers.get('X-Rate-Limit-Reset')).toBe('40');
    expect(over.body()).toMatchObject({ http_code: '429' });
    simulator.advance(40_000);
    expect((await call()).status).toBe(200);
  });

  it('fails the next n requests on a path as api.faults says, and then answers again', async () => {
    await simulator.setKnobs({
      'api.faults': [
        { path: '/patients', status: 503, count: 2 },
        { path: '/practices', status: 'reset' },
        { path: '/providers', method: 'GET', status: 400, errorCode: 'API1025' },
      ],
    });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await simulator.call('GET', '/patients?limit=1')).status);
    expect(statuses).toEqual([503, 503, 200]);
    await expect(simulator.call('GET', '/practices')).rejects.toThrow();
    expect((await simulator.call('GET', '/practices')).status).toBe(200);
    expect((await simulator.call('GET', '/providers')).body()['error_code']).toBe('API1025');
  });

  it.each([
    [{ 'api.latencyMs': 40 }],
    [{ 'api.latency': { kind: 'fixed', ms: 40 } }],
    [{ 'api.latencyMs': 20, 'api.latencyByPath': { '/practices': { kind: 'uniform', minMs: 20, maxMs: 25 } } }],
  ])('takes its time under %o', async (knobs) => {
    await simulator.setKnobs(knobs);
    const startedAt = performance.now();
    await simulator.call('GET', '/practices');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(39);
  });

  it('is slow on the paths of api.latencyByPath alone, and ends at once when closed', async () => {
    await simulator.setKnobs({ 'api.latencyByPath': { '/patients': { kind: 'fixed', ms: 60_000 } } });
    expect((await simulator.call('GET', '/practices')).status).toBe(200);
    const isDropped = expect(simulator.call('GET', '/patients')).rejects.toThrow();
    while ((await lastPath()) !== '/patients') await new Promise(setImmediate);
    await simulator.close();
    await isDropped;
    simulator = await openTestSimulator();
  });

  it('packs what is longer than 1 kB for those who take it', async () => {
    const encodingOf = async (path: string, accepted: string) => {
      const headers = { 'Request-Key': simulator.requestKey, 'Accept-Encoding': accepted };
      const answer = await simulator.call('GET', path, { headers });
      expect(answer.rows().length).toBeGreaterThan(0);
      return answer.headers.get('Content-Encoding');
    };
    const long = '/patients?limit=50';
    expect(await encodingOf(long, 'gzip, deflate')).toBe('gzip');
    expect(await encodingOf(long, 'identity')).toBeNull();
    expect(await encodingOf(long, 'gzip;q=0')).toBeNull();
    expect(await encodingOf('/patients?patient_id=4001&lightweight=true&fields=cell', 'gzip')).toBeNull();
  });
});

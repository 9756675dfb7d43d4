import { APP_HEADERS, openTestSimulator, type TestSimulator } from '../test-client';
import { openSecondOffice, type SecondOffice } from './test-second-office';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let simulator: TestSimulator;
let secondOffice: SecondOffice;
beforeEach(async () => {
  simulator = await openTestSimulator();
  secondOffice = await openSecondOffice(simulator);
  // The grants have been counted too: here begins another minute.
  simulator.advance(MINUTE_MS);
});
afterEach(() => simulator.close());

const first = (query = '') => simulator.call('GET', `/practices${query}`);
const second = () => secondOffice.get('/practices');
const statuses = async (...calls: (() => Promise<{ status: number }>)[]) => {
  const seen = [];
  for (const call of calls) seen.push((await call()).status);
  return seen;
};
const headersOf = async () => {
  const { headers } = await first();
  return ['Limit', 'Remaining', 'Reset'].map((name) => headers.get(`X-Rate-Limit-${name}`));
};

describe('the limit by the minute', () => {
  it('counts for the whole app by default', async () => {
    await simulator.setKnobs({ 'rate.limitPerMinute': 2 });
    expect(await statuses(first, second, first, second)).toEqual([200, 200, 429, 429]);
  });

  it('counts each request key by itself under rate.scope = key', async () => {
    await simulator.setKnobs({ 'rate.limitPerMinute': 1, 'rate.scope': 'key' });
    expect(await statuses(first, second, first, second)).toEqual([200, 200, 429, 429]);
  });

  it('counts each practice by itself under rate.scope = practice', async () => {
    await simulator.setKnobs({ 'rate.limitPerMinute': 1, 'rate.scope': 'practice' });
    const one = () => first('?practice_id=1-1');
    const other = () => first('?practice_id=1-2');
    expect(await statuses(one, other, one, other)).toEqual([200, 200, 429, 429]);
  });

  it('leaves the others alone when one office has a limit of its own', async () => {
    await secondOffice.setKnobs({ 'rate.limitPerMinute': 1 });
    expect(await statuses(first, first, second, second, first)).toEqual([200, 200, 200, 429, 200]);
  });

  it('does not count calls that are refused at the door', async () => {
    await simulator.setKnobs({ 'rate.limitPerMinute': 1 });
    const stranger = () => simulator.call('GET', '/practices', { headers: { 'Request-Key': '0'.repeat(32) } });
    expect(await statuses(stranger, stranger, first, first)).toEqual([401, 401, 200, 429]);
  });

  it('counts calls without a request key for the app, whatever the scope', async () => {
    await simulator.setKnobs({ 'rate.limitPerMinute': 1, 'rate.scope': 'key' });
    const asApp = () => simulator.call('GET', '/supported_pmses', { headers: APP_HEADERS });
    expect(await statuses(first, asApp, asApp)).toEqual([200, 200, 429]);
  });

  it.each([
    ['full', ['10', '9', '60']],
    ['no-reset', ['10', '9', null]],
    ['none', [null, null, null]],
    ['remaining-above-limit', ['10', '17', '60']],
  ])('gives hints as rate.headers = %s says', async (form, expected) => {
    await simulator.setKnobs({ 'rate.limitPerMinute': 10, 'rate.headers': form });
    expect(await headersOf()).toEqual(expected);
  });
});

describe('the cap of the day', () => {
  it.each(['API2011', 'API2012'])('answers 429 %s until the office’s next local day', async (code) => {
    await simulator.setKnobs({ 'rate.dailyCap': { requests: 2, code } });
    await first();
    await first();
    const over = await first();
    expect([over.status, over.body()['error_code']]).toEqual([429, code]);
    // It is 10:01 at the practice.
    simulator.advance(14 * HOUR_MS - MINUTE_MS - 1);
    expect((await first()).status).toBe(429);
    simulator.advance(1);
    expect((await first()).status).toBe(200);
  });

  it('counts each office by itself, and only calls that got through the limit of the minute', async () => {
    await simulator.setKnobs({ 'rate.dailyCap': { requests: 2 }, 'rate.limitPerMinute': 1, 'rate.scope': 'key' });
    expect(await statuses(first, first, second)).toEqual([200, 429, 200]);
    simulator.advance(MINUTE_MS);
    expect((await first()).status).toBe(200);
    simulator.advance(MINUTE_MS);
    expect((await first()).body()['error_code']).toBe('API2012');
    expect((await second()).status).toBe(200);
  });
});

import { BOOKING, bookingCalls } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';
import { openSecondOffice } from './test-second-office';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const fail = (fault: Record<string, unknown>) =>
  simulator.setKnobs({ 'api.faults': [{ path: '/practices', ...fault }] });
const practices = () => simulator.call('GET', '/practices');
const get = (signal: AbortSignal | null = null) =>
  fetch(`${simulator.baseUrl}/practices`, { headers: { 'Request-Key': simulator.requestKey }, signal });
const writebacks = async () => {
  const { json } = await simulator.control('GET', '/writebacks');
  return (json as { items: unknown[] }).items;
};
const lastEntry = async () => {
  const { json } = await simulator.control('GET', '/requests');
  return (json as { items: Record<string, unknown>[] }).items.at(-1)!;
};

describe('a fault on request', () => {
  it.each([400, 401, 404, 409, 429, 500, 503, 504])('answers %i, with a code where one is named', async (status) => {
    await fail({ status, errorCode: 'API2099' });
    const answer = await practices();
    expect([answer.status, answer.body()['error_code']]).toEqual([status, 'API2099']);
    expect((await practices()).status).toBe(200);
  });

  it('reset drops the connection before the request is looked at', async () => {
    await fail({ path: '/appointment', method: 'POST', status: 'reset' });
    await expect(bookingCalls(simulator).post()).rejects.toThrow();
    expect(await writebacks()).toHaveLength(0);
    expect(await lastEntry()).toMatchObject({ status: null, body: BOOKING });
  });

  it('reset-after drops it when the write was taken', async () => {
    await fail({ path: '/appointment', method: 'POST', status: 'reset-after' });
    await expect(bookingCalls(simulator).post()).rejects.toThrow();
    expect(await writebacks()).toHaveLength(1);
  });

  it('timeout never answers; the journal shows when the client left', async () => {
    await fail({ status: 'timeout' });
    await expect(get(AbortSignal.timeout(30))).rejects.toThrow();
    expect((await practices()).status).toBe(200);
    await simulator.control('DELETE', '/requests');
    await fail({ status: 'timeout' });
    const client = new AbortController();
    const answer = get(client.signal);
    let waiting = await simulator.control('GET', '/requests');
    while ((waiting.json as { items: unknown[] }).items.length === 0) {
      waiting = await simulator.control('GET', '/requests');
    }
    expect(waiting.json).toMatchObject({ items: [{ status: null, durationMs: null }] });
    client.abort();
    await expect(answer).rejects.toThrow();
    while ((await lastEntry())['durationMs'] === null) await new Promise(setImmediate);
    expect((await lastEntry())['status']).toBeNull();
  });

  it('timeout does not keep the simulator from closing', async () => {
    await fail({ status: 'timeout' });
    const answer = get();
    const isRefused = expect(answer).rejects.toThrow();
    while ((await lastEntry())['path'] !== '/practices') await new Promise(setImmediate);
    await simulator.close();
    await isRefused;
    simulator = await openTestSimulator();
  });

  it('truncated promises more bytes than come', async () => {
    await fail({ status: 'truncated' });
    const answer = await get();
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it('bad-gzip claims to be packed and is not', async () => {
    await fail({ status: 'bad-gzip' });
    const answer = await get();
    expect(answer.headers.get('Content-Encoding')).toBe('gzip');
    await expect(answer.text()).rejects.toThrow();
  });

  it('malformed is 200 with half of the JSON, also in place of 204', async () => {
    await fail({ status: 'malformed' });
    const answer = await practices();
    expect(answer.status).toBe(200);
    expect(() => JSON.parse(answer.text) as unknown).toThrow(SyntaxError);
    await fail({ path: '/patients', status: 'malformed' });
    const none = await simulator.call('GET', '/patients?lastname=Nobodyhere');
    expect(none.status).toBe(200);
    expect(() => JSON.parse(none.text) as unknown).toThrow(SyntaxError);
  });

  it('html is the page of a gateway', async () => {
    await fail({ status: 'html' });
    const answer = await practices();
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([502, 'text/html; charset=UTF-8']);
    expect(answer.text).toContain('<h1>Bad Gateway</h1>');
  });

  it('comes to one office only when it is set for one', async () => {
    const second = await openSecondOffice(simulator);
    await second.setKnobs({ 'api.faults': [{ path: '/practices', status: 503 }] });
    expect((await practices()).status).toBe(200);
    expect((await second.get('/practices')).status).toBe(503);
  });

  it('comes by lot with a probability, the same lots for the same api.randomSeed', async () => {
    const drawn = async () => {
      await simulator.setKnobs({ 'api.randomSeed': 7 });
      const statuses = [];
      for (let index = 0; index < 40; index += 1) statuses.push((await practices()).status);
      return statuses;
    };
    await fail({ status: 500, probability: 0.5 });
    const first = await drawn();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await drawn()).toEqual(first);
  });
});

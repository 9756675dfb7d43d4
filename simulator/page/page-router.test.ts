import { bookingCalls } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const fetchPage = (path: string) => fetch(new URL(path, simulator.baseUrl));
const state = async () => (await fetchPage('/__sim/state')).json() as Promise<Record<string, never>>;

describe('the page of the simulator', () => {
  it('is one document without script, under a policy that lets in its own style alone', async () => {
    for (const path of ['/', '/__sim/', '/__sim']) {
      const answer = await fetchPage(path);
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'; style-src 'self'");
      const text = await answer.text();
      expect(text).not.toMatch(/<script|<style|style=|https?:\/\//i);
      expect(text).toContain('<meta http-equiv="refresh"');
      expect(text).toContain('href="/__sim/page.css"');
    }
    const style = await fetchPage('/__sim/page.css');
    expect([style.status, style.headers.get('Content-Type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  it('shows offices, appointments, write-backs, webhooks, knobs and the access log', async () => {
    await bookingCalls(simulator).post();
    await simulator.control('POST', '/webhooks', {
      event: 'patient',
      target: 'http://127.0.0.1:9/hook',
      callbackKey: 'sample-callback-key',
    });
    await simulator.control('PUT', '/knobs?officeId=E00001', { 'env.wrap': 'array' });
    const text = await (await fetchPage('/')).text();
    for (const caption of [
      'D00001',
      'E00001',
      'Next appointments: D00001, 1-2',
      '900001',
      '127.0.0.1:9/hook',
      'env.wrap',
    ]) {
      expect(text).toContain(caption);
    }
    expect(text).toContain('<td>POST</td><td>/appointment</td><td>D00001</td><td>201</td>');
  });

  it('escapes what callers sent', async () => {
    await simulator.call('GET', '/<script>alert(1)</script>');
    await simulator.setKnobs({ 'clock.zone': '<b>zone</b>' });
    const text = await (await fetchPage('/')).text();
    expect(text).not.toMatch(/<script|<b>/);
    expect(text).toContain('&lt;b&gt;zone&lt;/b&gt;');
  });

  it('is there as JSON, and holds neither key nor secret', async () => {
    await bookingCalls(simulator).post();
    const shown = await state();
    expect(shown).toMatchObject({
      now: '2031-03-04T15:00:00.000Z',
      offices: [
        {
          officeId: 'D00001',
          profile: 'open-dental',
          localTime: '2031-03-04T10:00:00',
          isSpuOnline: true,
          keys: { running: 1, lastEndsAt: '2031-03-05T15:00:00.000Z', refreshKeys: 1 },
          practices: [{ practiceId: '1-1' }, { practiceId: '1-2' }],
        },
        { officeId: 'E00001', profile: 'dentrix', keys: { running: 0, lastEndsAt: null, refreshKeys: 0 } },
      ],
      writebacks: [{ id: '900001', state: 'pending' }],
      requests: [{ path: '/appointment', status: 201 }, { path: '/request_key' }],
      knobs: { general: { 'write.delay': 1_000 }, offices: {} },
    });
    const text = JSON.stringify(shown);
    for (const secret of [simulator.requestKey, 'sim-secret', 'sim-app-key']) expect(text).not.toContain(secret);
  });

  it('lists the next appointments of a practice, ten at most and none that is over', async () => {
    const [{ practices }] = (await state())['offices'] as unknown as [
      { practices: { nextAppointments: { date: string; time: string }[] }[] },
    ];
    const next = practices[0]!.nextAppointments.map(({ date, time }) => `${date} ${time}`);
    expect(next).toHaveLength(10);
    expect(next).toEqual([...next].sort());
    expect(next[0]! >= '2031-03-04 10:00').toBe(true);
  });
});

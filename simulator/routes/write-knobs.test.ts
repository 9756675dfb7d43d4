import { bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { APP_HEADERS, openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
let calls: ReturnType<typeof bookingCalls>;
beforeEach(async () => {
  simulator = await openTestSimulator();
  calls = bookingCalls(simulator);
});
afterEach(() => simulator.close());

const remove = async (id: string) =>
  (await simulator.call('DELETE', `/writebacks?id=${id}`, { headers: APP_HEADERS })).status;
const list = async () =>
  (await simulator.call('GET', '/writebacks?startdate=2031-03-04&enddate=2031-03-05', { headers: APP_HEADERS })).rows();

describe('the knobs of writes', () => {
  it('spread the delays between write.delay minMs and maxMs', async () => {
    await simulator.setKnobs({ 'write.delay': { minMs: 1_000, maxMs: 60_000 } });
    const ids: string[] = [];
    for (let hour = 8; hour < 16; hour += 1) {
      ids.push(idOf(await calls.post({ time: `${String(hour).padStart(2, '0')}:00` })));
    }
    simulator.advance(60_000);
    const ends = await Promise.all(ids.map(async (id) => (await calls.statusOf(id))['completed_time']!));
    expect(new Set(ends).size).toBeGreaterThan(3);
    expect(ends.every((end) => end >= '2031-03-04 10:00:01' && end <= '2031-03-04 10:01:00')).toBe(true);
    const { status } = await simulator.control('PUT', '/knobs', { 'write.delay': { minMs: 2, maxMs: 1 } });
    expect(status).toBe(400);
  });

  it('fail every write under write.fails, in the words of write.failureWords', async () => {
    await simulator.setKnobs({ 'write.fails': true, 'write.failureWords': 'Chart is locked by another user' });
    const id = idOf(await calls.post());
    simulator.advance(DELAY_MS);
    expect(await calls.statusOf(id)).toMatchObject({
      is_completed: 'True',
      has_error: 'True',
      status: 'Failed',
      result: 'Chart is locked by another user',
    });
    expect(await calls.visits()).toEqual([]);
  });

  it.each([['404'], ['409'], ['410'], ['200']])(
    'answer a late DELETE with %s, and leave the visit',
    async (setting) => {
      await simulator.setKnobs({ 'write.deleteLate': setting });
      const id = idOf(await calls.post());
      simulator.advance(DELAY_MS);
      expect(await remove(id)).toBe(Number(setting));
      expect(await calls.visits()).toHaveLength(1);
      expect((await calls.statusOf(id))['is_completed']).toBe('True');
    },
  );

  it('hold a running write, still pending, against DELETE', async () => {
    await simulator.setKnobs({ 'write.runMs': 400, 'write.deleteLate': '409' });
    const [running, waiting] = [idOf(await calls.post()), idOf(await calls.post({ time: '14:00' }))];
    simulator.advance(DELAY_MS - 401);
    expect(await remove(waiting)).toBe(200);
    simulator.advance(1);
    expect(await remove(running)).toBe(409);
    expect((await calls.statusOf(running))['is_completed']).toBe('False');
  });

  it.each([
    ['lower', ['pending', 'completed']],
    ['capital', ['Pending', 'Completed']],
    ['other', ['queued', 'success']],
  ])('call results in writebacks.resultWords = %s', async (setting, words) => {
    await simulator.setKnobs({ 'writebacks.resultWords': setting });
    await calls.post();
    const before = (await list())[0]?.['result'];
    simulator.advance(DELAY_MS);
    expect([before, (await list())[0]?.['result']]).toEqual(words);
  });

  it('keep the list of write-backs behind the status call by writebacks.lagMs', async () => {
    await simulator.setKnobs({ 'writebacks.lagMs': 5_000 });
    const id = idOf(await calls.post());
    expect(await list()).toEqual([]);
    simulator.advance(5_000);
    expect((await calls.statusOf(id))['is_completed']).toBe('True');
    expect(await list()).toMatchObject([{ id, result: 'pending', completed_time: '' }]);
    simulator.advance(DELAY_MS);
    expect(await list()).toMatchObject([{ id, result: 'completed', duration_in_second: '1' }]);
  });

  it('list each kind of write under its method and name, with the number of what it changes in the echo', async () => {
    await calls.post();
    simulator.advance(DELAY_MS);
    const id = (await calls.visits())[0]!['appointment_sr_no']!;
    const status = { practice_id: '1-1', op: 'replace', path: '/appointment_status', value: 'Confirmed' };
    await simulator.call('PATCH', `/appointments/${id}`, { body: status });
    const person = { firstname: 'Nadia', lastname: 'Emberfield', provider_id: 'PRV1', practice_id: '1-1' };
    await simulator.call('POST', '/patient', { body: person });
    const rows = await list();
    expect(rows.map((row) => [row['method'], row['api_name']])).toEqual([
      ['POST', 'appointment'],
      ['PATCH', 'appointment'],
      ['POST', 'patient'],
    ]);
    expect(new URLSearchParams(rows[1]?.['api_request_body']).get('appointment_sr_no')).toBe(id);
  });
});

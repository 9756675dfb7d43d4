import { bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { APP_HEADERS, openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
let calls: ReturnType<typeof bookingCalls>;
beforeEach(async () => {
  simulator = await openTestSimulator();
  calls = bookingCalls(simulator);
});
afterEach(() => simulator.close());

describe('the outcome of a write', () => {
  it.each([
    ['created_id', true, false],
    ['appointment_sr_no', false, true],
    ['both', true, true],
    ['neither', false, false],
  ])('holds the new id in %s', async (setting, inCreatedId, inSrNo) => {
    await simulator.setKnobs({ 'write.resultFields': setting });
    const id = idOf(await calls.post());
    simulator.advance(DELAY_MS);
    const row = await calls.statusOf(id);
    expect([row['created_id'] !== '', row['appointment_sr_no'] !== '']).toEqual([inCreatedId, inSrNo]);
  });

  it('stays pending as long as write.never is set', async () => {
    await simulator.setKnobs({ 'write.never': true });
    const id = idOf(await calls.post());
    simulator.advance(86_000_000);
    expect((await calls.statusOf(id))['is_completed']).toBe('False');
  });

  it('shows in reads only after read.lag minutes, though the write-back is done', async () => {
    await simulator.setKnobs({ 'read.lag': 15 });
    const id = idOf(await calls.post());
    simulator.advance(DELAY_MS);
    expect((await calls.statusOf(id))['is_completed']).toBe('True');
    expect(await calls.visits()).toEqual([]);
    simulator.advance(15 * 60_000);
    expect(await calls.visits()).toHaveLength(1);
  });

  it('of an unknown id is 204, of a missing id 400', async () => {
    expect((await simulator.call('GET', '/writeback_status?id=1')).status).toBe(204);
    expect((await simulator.call('GET', '/writeback_status')).status).toBe(400);
  });
});

describe('a lost answer', () => {
  it.each([
    ['queued-reset', null, 1],
    ['queued-504', 504, 1],
    ['queued-500', 500, 1],
    ['lost-reset', null, 0],
    ['lost-504', 504, 0],
    ['lost-500', 500, 0],
  ])('under %s shows as %s and queues %i', async (setting, status, queued) => {
    await simulator.setKnobs({ 'write.lostAnswer': setting });
    const seen = await calls.post().then(
      (answer) => answer.status,
      () => null,
    );
    expect(seen).toBe(status);
    await simulator.setKnobs({ 'write.lostAnswer': 'none' });
    simulator.advance(DELAY_MS);
    expect(await calls.visits()).toHaveLength(queued);
  });
});

describe('/writebacks', () => {
  const list = (query: string) => simulator.call('GET', `/writebacks?${query}`, { headers: APP_HEADERS });

  it('lists the writes of at most 7 days, with a form-like echo', async () => {
    const id = idOf(await calls.post());
    const [row] = (await list('startdate=2031-03-04&enddate=2031-03-04')).rows();
    expect(row).toMatchObject({ id, result: 'pending', method: 'POST', api_name: 'appointment', completed_time: '' });
    const echo = new URLSearchParams(row?.['api_request_body']);
    expect(Object.fromEntries(echo)).toMatchObject({ patient_id: '4001', date: '2031-03-09', time: '10:30' });
    expect((await list('startdate=2031-03-04&enddate=2031-03-12')).status).toBe(400);
    expect((await list('startdate=2031-03-04')).body()['error_code']).toBe('API1020');
    expect((await list('startdate=2031-03-05&enddate=2031-03-06')).status).toBe(204);
  });

  it('takes a pending write back, and a finished one not', async () => {
    const [first, second] = [idOf(await calls.post()), idOf(await calls.post({ time: '14:00' }))];
    const remove = (id: string) => simulator.call('DELETE', `/writebacks?id=${id}`, { headers: APP_HEADERS });
    expect((await remove(first)).body()['error_code']).toBe('API4006');
    simulator.advance(DELAY_MS);
    expect((await calls.visits()).map((row) => row['time'])).toEqual(['14:00']);
    expect((await remove(second)).status).toBe(404);
  });
});

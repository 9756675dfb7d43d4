import { bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
let calls: ReturnType<typeof bookingCalls>;
let visitNo: string;
beforeEach(async () => {
  simulator = await openTestSimulator();
  calls = bookingCalls(simulator);
  await calls.post();
  simulator.advance(DELAY_MS);
  visitNo = (await calls.visits())[0]!['appointment_sr_no']!;
});
afterEach(() => simulator.close());

const MOVE = { practice_id: '1-1', provider_id: 'HYG1', time: '14:00' };
const put = (change: Record<string, unknown> = {}, id = visitNo) =>
  simulator.call('PUT', `/appointments/${id}`, { body: { ...MOVE, ...change } });

describe('PUT /appointments/{id}', () => {
  it('moves the visit after the delay and keeps its number; what is not named stays', async () => {
    const answer = await put({ date: '2031-03-16' });
    expect([answer.status, answer.body()['error_code']]).toEqual([200, 'API0007']);
    expect(answer.headers.get('Content-Type')).toContain('text/html');
    simulator.advance(DELAY_MS);
    expect(await calls.visits()).toMatchObject([
      { appointment_sr_no: visitNo, date: '2031-03-16T00:00:00', time: '14:00', length: '60', operatory: 'OP3' },
    ]);
    expect(await calls.statusOf(idOf(answer))).toMatchObject({ method: 'PUT', has_error: 'False' });
  });

  it('moves a visit that was always there off its day', async () => {
    const day = '/appointments?startdate=2031-03-05&enddate=2031-03-05&practice_id=1-1&limit=500';
    const before = (await simulator.call('GET', day)).rows();
    const { appointment_sr_no: id = '', provider_id } = before[0]!;
    await put({ date: '2031-03-16', provider_id }, id);
    simulator.advance(DELAY_MS);
    const after = (await simulator.call('GET', day)).rows();
    expect(after).toEqual(before.slice(1));
    const moved = (await simulator.call('GET', '/appointments?startdate=2031-03-16&enddate=2031-03-16')).rows();
    expect(moved).toMatchObject([{ appointment_sr_no: id, date: '2031-03-16T00:00:00' }]);
  });

  it.each([
    [{ time: undefined }, 400],
    [{ provider_id: undefined }, 400],
    [{ time: '2 pm' }, 400],
    [{ length: '0' }, 400],
  ])('refuses %o', async (change, status) => {
    expect((await put(change)).status).toBe(status);
  });

  it('takes another provider alone as a change', async () => {
    expect((await put({ time: undefined, provider_id: 'HYG2' })).status).toBe(200);
    simulator.advance(DELAY_MS);
    expect(await calls.visits()).toMatchObject([{ provider_id: 'HYG2', time: '10:30' }]);
  });

  it('is not in its own way, but in that of others under write.slotTaken = 409', async () => {
    await simulator.setKnobs({ 'write.slotTaken': '409' });
    expect((await put({ time: '11:00' })).status).toBe(200);
    await calls.post({ patient_id: '4002', time: '15:00' });
    expect((await put({ time: '15:30' })).status).toBe(409);
  });

  it('sets the status too, and fails later for a provider who left', async () => {
    await put({ status: 'Confirmed' });
    simulator.advance(DELAY_MS);
    expect(await calls.visits()).toMatchObject([{ status: 'Confirmed', time: '14:00' }]);
    const id = idOf(await put({ time: '08:00', provider_id: 'PRV9' }));
    simulator.advance(DELAY_MS);
    expect((await calls.statusOf(id))['has_error']).toBe('True');
  });

  it.each([
    ['405', 405],
    ['400', 400],
    ['422', 422],
  ])('is unsupported where write.reschedule says so, with write.unsupported = %s', async (how, status) => {
    await simulator.setKnobs({ 'write.reschedule': 'unsupported', 'write.unsupported': how });
    expect((await put()).status).toBe(status);
  });

  it('is taken and fails later, under write.unsupported = fails-later', async () => {
    await simulator.setKnobs({ 'write.reschedule': 'unsupported', 'write.unsupported': 'fails-later' });
    const id = idOf(await put());
    simulator.advance(DELAY_MS);
    expect((await calls.statusOf(id))['has_error']).toBe('True');
    expect(await calls.visits()).toMatchObject([{ time: '10:30' }]);
  });
});

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

const CANCEL = { practice_id: '1-1', op: 'replace', path: '/appointment_status', value: 'Cancelled' };
const patch = (change: Record<string, unknown> = {}, id = visitNo) =>
  simulator.call('PATCH', `/appointments/${id}`, { body: { ...CANCEL, ...change } });
const visit = async () =>
  (await simulator.call('GET', `/appointments?appointment_sr_no=${visitNo}&fields=cancelled,cancelled_date`)).rows()[0];

describe('PATCH /appointments/{id}', () => {
  it('is logged with 200 API0007 as JSON under text/html, and done after the delay', async () => {
    const answer = await patch({ appointment_sr_no: visitNo });
    expect([answer.status, answer.body()['error_code']]).toEqual([200, 'API0007']);
    expect(answer.headers.get('Content-Type')).toContain('text/html');
    expect((await visit())?.['status']).toBe('Scheduled');
    simulator.advance(DELAY_MS);
    expect(await visit()).toMatchObject({
      status: 'Cancelled',
      cancelled: 'True',
      cancelled_date: '2031-03-04T00:00:00',
    });
    expect(await calls.statusOf(idOf(answer))).toMatchObject({
      method: 'PATCH',
      api: 'appointments',
      has_error: 'False',
      created_id: '',
      result: 'Appointment status updated successfully',
    });
  });

  it('frees the time of a cancelled visit', async () => {
    await simulator.setKnobs({ 'write.slotTaken': '409' });
    expect((await calls.post({ patient_id: '4002' })).status).toBe(409);
    await patch();
    simulator.advance(DELAY_MS);
    expect((await calls.post({ patient_id: '4002' })).status).toBe(201);
  });

  it('changes a visit that was always there, and drops it from the list under appts.cancelledForm = removed', async () => {
    const day = '/appointments?startdate=2031-03-05&enddate=2031-03-05&practice_id=1-1&status=Scheduled';
    const [seeded] = (await simulator.call('GET', day)).rows();
    const id = seeded!['appointment_sr_no']!;
    await patch({ value: 'Confirmed' }, id);
    simulator.advance(DELAY_MS);
    const read = async () => (await simulator.call('GET', `/appointments?appointment_sr_no=${id}`)).rows();
    expect(await read()).toMatchObject([{ status: 'Confirmed', patient_id: seeded!['patient_id'] }]);
    await patch({ value: 'Broken' }, id);
    simulator.advance(DELAY_MS);
    await simulator.setKnobs({ 'appts.cancelledForm': 'removed' });
    expect(await read()).toEqual([]);
  });

  it.each([
    [{ op: 'add' }, 'API1026'],
    [{ path: '/status' }, 'API1026'],
    [{ value: '' }, 'API1027'],
    [{ practice_id: undefined }, 'API1020'],
    [{ appointment_sr_no: '1' }, 'API1026'],
  ])('refuses %o with %s', async (change, code) => {
    expect((await patch(change)).body()['error_code']).toBe(code);
  });

  it.each([
    ['400', 400, 'API1026'],
    ['API0008', 200, 'API0008'],
  ])('answers an unknown word as status.words = %s says, and queues nothing', async (setting, status, code) => {
    await simulator.setKnobs({ 'status.words': setting });
    const answer = await patch({ value: 'Canceled' });
    expect([answer.status, answer.body()['error_code']]).toEqual([status, code]);
    expect((await simulator.control('GET', '/writebacks')).json).toMatchObject({ items: [{ id: '900001' }] });
  });

  it('takes an unknown word and fails later, under status.words = fails-later', async () => {
    await simulator.setKnobs({ 'status.words': 'fails-later' });
    const id = idOf(await patch({ value: 'Canceled' }));
    simulator.advance(DELAY_MS);
    expect(await calls.statusOf(id)).toMatchObject({ is_completed: 'True', has_error: 'True' });
    expect((await visit())?.['status']).toBe('Scheduled');
  });

  it('reads words in any case, unless status.wordCase = exact', async () => {
    expect((await patch({ value: 'cancelled' })).status).toBe(200);
    await simulator.setKnobs({ 'status.wordCase': 'exact' });
    expect((await patch({ value: 'cancelled' })).status).toBe(400);
    expect((await patch()).status).toBe(200);
  });

  it.each([
    ['404', 404],
    ['400', 400],
  ])(
    'answers for an unknown visit, or one of another practice, what write.unknownTarget = %s says',
    async (how, status) => {
      await simulator.setKnobs({ 'write.unknownTarget': how });
      expect((await patch({}, '123')).status).toBe(status);
      expect((await patch({ practice_id: '1-2' })).status).toBe(status);
    },
  );

  it('takes a change of an unknown visit and fails later, under write.unknownTarget = fails-later', async () => {
    await simulator.setKnobs({ 'write.unknownTarget': 'fails-later' });
    const id = idOf(await patch({}, '123'));
    simulator.advance(DELAY_MS);
    expect((await calls.statusOf(id))['has_error']).toBe('True');
  });

  it('loses its answer as write.lostAnswer says, like any write', async () => {
    await simulator.setKnobs({ 'write.lostAnswer': 'queued-504' });
    expect((await patch()).status).toBe(504);
    simulator.advance(DELAY_MS);
    expect((await visit())?.['status']).toBe('Cancelled');
  });

  it('is refused with 412 while the utility is away, if it asks with check_spu', async () => {
    await simulator.control('PUT', '/spu', { online: false });
    expect((await patch({ check_spu: 'true' })).status).toBe(412);
    expect((await patch()).status).toBe(200);
  });
});

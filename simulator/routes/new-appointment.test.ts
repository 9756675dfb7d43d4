import { BOOKING, bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
let calls: ReturnType<typeof bookingCalls>;
beforeEach(async () => {
  simulator = await openTestSimulator();
  calls = bookingCalls(simulator);
});
afterEach(() => simulator.close());

describe('POST /appointment', () => {
  it('answers 201 API2016 with the write-back id in the text and the link, and nowhere else', async () => {
    const answer = await calls.post();
    expect(answer.status).toBe(201);
    expect(answer.body()).toEqual({
      http_code: '201',
      http_code_desc: 'Created',
      error_code: 'API2016',
      short_message: 'New resource created successfully',
      long_message: 'Id:900001',
      more_information: 'https://api.sikkasoft.com/v4/writeback_status?id=900001',
    });
  });

  it('is queued first, and a visit with a number of its own after the delay', async () => {
    const id = idOf(await calls.post());
    expect(await calls.statusOf(id)).toMatchObject({
      is_completed: 'False',
      has_error: 'False',
      created_id: '',
      result: '',
    });
    expect(await calls.visits()).toEqual([]);
    simulator.advance(DELAY_MS);
    const done = await calls.statusOf(id);
    expect(done).toMatchObject({ is_completed: 'True', has_error: 'False', completed_time: '2031-03-04 10:00:01' });
    const [visit] = await calls.visits();
    expect(visit).toMatchObject({
      appointment_sr_no: done['created_id'],
      time: '10:30',
      length: '60',
      operatory: 'OP3',
    });
    expect(visit?.['appointment_sr_no']).not.toBe(id);
  });

  it('wraps the status in a one-element array, as in the sample', async () => {
    const { text } = await simulator.call('GET', `/writeback_status?id=${idOf(await calls.post())}`);
    expect(Array.isArray(JSON.parse(text))).toBe(true);
  });

  it.each(Object.keys(BOOKING))('refuses a body without %s: 400, nothing queued', async (field) => {
    const answer = await calls.post({ [field]: undefined });
    expect([answer.status, answer.body()['error_code']]).toEqual([400, 'API1020']);
    expect((await simulator.control('GET', '/writebacks')).json).toEqual({ items: [] });
  });

  it.each([
    [{ date: '2031-02-30' }, 'API1026'],
    [{ time: '9:30' }, 'API1026'],
    [{ length: '30.5' }, 'API1026'],
    [{ practice_id: '9-9' }, 'API1026'],
    [{ description: ' ' }, 'API1027'],
  ])('refuses %o with %s', async (change, code) => {
    expect((await calls.post(change)).body()['error_code']).toBe(code);
  });

  it('refuses another content type: 415 API1006', async () => {
    const headers = { 'Request-Key': simulator.requestKey, 'Content-Type': 'text/plain' };
    const answer = await simulator.call('POST', '/appointment', { headers, body: JSON.stringify(BOOKING) });
    expect([answer.status, answer.body()['error_code']]).toEqual([415, 'API1006']);
  });

  it.each([
    ['an unknown patient', { patient_id: '1' }],
    ['a patient of the other practice', { patient_id: '7001' }],
    ['a provider who left', { provider_id: 'PRV9' }],
    ['an unknown operatory', { operatory: 'OP99' }],
  ])('accepts %s and fails later', async (_what, change) => {
    const id = idOf(await calls.post(change));
    simulator.advance(DELAY_MS);
    expect(await calls.statusOf(id)).toMatchObject({ is_completed: 'True', has_error: 'True', created_id: '' });
    expect(await calls.visits()).toEqual([]);
  });

  it('with check_spu answers 412 and log_message while the utility is away; without it waits', async () => {
    await simulator.control('PUT', '/spu', { online: false });
    for (const check_spu of ['true', true]) {
      const refused = await calls.post({ check_spu });
      expect(refused.status).toBe(412);
      expect(refused.body()).toMatchObject({ error_code: 'API2017', log_message: expect.any(String) });
      expect(refused.body()).not.toHaveProperty('long_message');
    }
    const id = idOf(await calls.post());
    simulator.advance(10 * DELAY_MS);
    expect(await calls.statusOf(id)).toMatchObject({ is_completed: 'False' });
    await simulator.control('PUT', '/spu', { online: true });
    simulator.advance(DELAY_MS - 1);
    expect(await calls.statusOf(id)).toMatchObject({ is_completed: 'False' });
    simulator.advance(1);
    expect(await calls.statusOf(id)).toMatchObject({ is_completed: 'True' });
  });

  it.each([
    ['400', 400],
    ['422', 422],
  ])('refuses special characters with %s where write.specialChars says so', async (setting, status) => {
    await simulator.setKnobs({ 'write.specialChars': setting });
    expect((await calls.post({ description: 'Cleaning (new)' })).status).toBe(status);
  });

  it.each([
    ['stored', 'Cleaning (new)'],
    ['stripped', 'Cleaning new'],
  ])('keeps a text with special characters %s', async (setting, description) => {
    await simulator.setKnobs({ 'write.specialChars': setting });
    await calls.post({ description: 'Cleaning (new)' });
    simulator.advance(DELAY_MS);
    expect((await calls.visits())[0]?.['description']).toBe(description);
  });

  it('accepts special characters and fails later under fails-later', async () => {
    await simulator.setKnobs({ 'write.specialChars': 'fails-later' });
    const id = idOf(await calls.post({ description: 'Cleaning (new)' }));
    simulator.advance(DELAY_MS);
    expect((await calls.statusOf(id))['has_error']).toBe('True');
  });
});

describe('a taken slot', () => {
  const other = { patient_id: '4002' };

  it('is double-booked by default', async () => {
    const ids = [idOf(await calls.post()), idOf(await calls.post(other))];
    simulator.advance(DELAY_MS);
    for (const id of ids) expect((await calls.statusOf(id))['has_error']).toBe('False');
  });

  it('is refused with 409 even while the first write is queued, under 409', async () => {
    await simulator.setKnobs({ 'write.slotTaken': '409' });
    await calls.post();
    expect((await calls.post(other)).status).toBe(409);
    expect((await calls.post({ ...other, provider_id: 'HYG2' })).status).toBe(409);
    expect((await calls.post({ ...other, time: '11:30' })).status).toBe(201);
    expect((await calls.post({ ...other, provider_id: 'HYG2', operatory: 'OP4' })).status).toBe(201);
  });

  it('is accepted and fails later, under fails-later', async () => {
    await simulator.setKnobs({ 'write.slotTaken': 'fails-later' });
    const [first, second] = [idOf(await calls.post()), idOf(await calls.post(other))];
    simulator.advance(DELAY_MS);
    expect((await calls.statusOf(first))['has_error']).toBe('False');
    expect((await calls.statusOf(second))['has_error']).toBe('True');
  });

  it('is double-booked by two equal posts, unless write.duplicate = one makes one visit of them', async () => {
    const twice = async (time: string) => {
      const ids = [idOf(await calls.post({ time })), idOf(await calls.post({ time }))];
      simulator.advance(DELAY_MS);
      const rows = await Promise.all(ids.map(calls.statusOf));
      return new Set(rows.map((row) => row['created_id'])).size;
    };
    expect(await twice('08:00')).toBe(2);
    await simulator.setKnobs({ 'write.duplicate': 'one', 'write.slotTaken': '409' });
    expect(await twice('14:00')).toBe(1);
    expect(await calls.visits()).toHaveLength(3);
  });
});

import { bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const NOTE = {
  patient_id: '4001',
  type: 'Patient Note',
  date: '2031-03-04',
  text: 'Caller asked for a morning visit',
  provider_id: 'PRV1',
  practice_id: '1-1',
};
const post = (change: Record<string, unknown> = {}) =>
  simulator.call('POST', '/medical_notes', { body: { ...NOTE, ...change } });
const read = async (query = '') => (await simulator.call('GET', `/medical_notes?patient_id=4001${query}`)).rows();

describe('medical notes', () => {
  it('are there after the delay, with an id of their own', async () => {
    const answer = await post();
    expect([answer.status, answer.body()['error_code']]).toEqual([201, 'API2016']);
    expect(await read()).toEqual([]);
    simulator.advance(DELAY_MS);
    const status = await bookingCalls(simulator).statusOf(idOf(answer));
    expect(status).toMatchObject({ api: 'medical_notes', has_error: 'False', created_id: '300001' });
    expect(await read()).toMatchObject([{ text: NOTE.text, type: 'Patient Note', date: '2031-03-04T00:00:00' }]);
    expect(await read('&startdate=2031-03-05')).toEqual([]);
    expect(await read('&note_type=Clinical%20Note')).toEqual([]);
  });

  it.each([
    [{ type: 'Poem' }, 'API1026'],
    [{ type: 'Appointment Note' }, 'API1020'],
    [{ type: 'Group Note' }, 'API1020'],
    [{ text: undefined }, 'API1020'],
    [{ text: 'Says: "later"' }, 'API1026'],
    [{ date: 'today' }, 'API1026'],
  ])('refuse %o with %s', async (change, code) => {
    expect((await post(change)).body()['error_code']).toBe(code);
  });

  it('fail later for a visit or a patient that is not there', async () => {
    const ids = [
      idOf(await post({ patient_id: '1' })),
      idOf(await post({ type: 'Appointment Note', appointment_sr_no: '1' })),
    ];
    simulator.advance(DELAY_MS);
    const rows = await Promise.all(ids.map((id) => bookingCalls(simulator).statusOf(id)));
    expect(rows.map((row) => row['has_error'])).toEqual(['True', 'True']);
  });

  it('need no date and no provider on Planet DDS', async () => {
    await simulator.setKnobs({ 'office.profile': 'planet-dds' });
    expect((await post({ date: undefined, provider_id: undefined })).status).toBe(201);
    expect((await post({ type: 'Clinical Note' })).status).toBe(400);
  });
});

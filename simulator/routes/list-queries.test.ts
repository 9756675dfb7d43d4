import { bookingCalls, DELAY_MS } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await openTestSimulator();
});
afterAll(() => simulator.close());

const find = async (list: string, expression: string, more = '') =>
  (await simulator.call('GET', `/${list}?limit=5000&find=${encodeURIComponent(expression)}${more}`)).rows();

describe('find, on patients and appointments', () => {
  it.each([
    ['patient_id=eq_4001', ['4001']],
    ['lastname=eq_Castellano::AND::firstname=neq_Marco', ['4002', '4004', '4005']],
    ['lastname=like_Bright', ['4001']],
    ['patient_id=lt_4003', ['4001', '4002']],
    ['patient_id=lte_4002', ['4001', '4002']],
    ['patient_id=gt_4001::AND::patient_id=lt_4003', ['4002']],
    ['patient_id=eq_4001::OR::patient_id=eq_4005', ['4001', '4005']],
    ['patient_id=eq_4001::OR::lastname=eq_Castellano::AND::firstname=eq_Leo', ['4001', '4005']],
  ])('reads %s', async (expression, ids) => {
    expect((await find('patients', expression)).map((row) => row['patient_id'])).toEqual(ids);
  });

  it('compares dates of visits', async () => {
    const rows = await find('appointments', 'date=gte_2031-03-05::AND::date=lt_2031-03-06');
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.map((row) => row['date']))).toEqual(new Set(['2031-03-05T00:00:00']));
  });
});

describe('order and deltas', () => {
  it('sorts by a column', async () => {
    const day = '/appointments?startdate=2031-03-05&enddate=2031-03-06&limit=500&SortBy=';
    const sorted = async (column: string, field: string) =>
      (await simulator.call('GET', `${day}${column}`)).rows().map((row) => row[field] ?? '');
    const times = await sorted('appointment_time', 'time');
    expect(times).toEqual(times.toSorted());
    const people = (await sorted('patient_id', 'patient_id')).map(Number);
    expect(people).toEqual(people.toSorted((one, other) => one - other));
  });

  it('gives visits loaded since an instant, moved ones again', async () => {
    const calls = bookingCalls(simulator);
    const loaded = async (query: string) =>
      (await simulator.call('GET', `/appointments?limit=500&${query}`)).rows().map((row) => row['patient_id']);
    expect(await loaded('loaded_startdate=2031-03-04T10:00:00')).toEqual([]);
    await calls.post();
    simulator.advance(DELAY_MS);
    expect(await loaded('loaded_startdate=2031-03-04T10:00:00')).toEqual(['4001']);
    expect(await loaded('loaded_startdate=2031-03-04T10:00:02')).toEqual([]);
    const id = (await calls.visits())[0]!['appointment_sr_no']!;
    const body = { practice_id: '1-1', provider_id: 'HYG1', time: '14:00' };
    await simulator.call('PUT', `/appointments/${id}`, { body });
    simulator.advance(DELAY_MS);
    expect(await loaded('loaded_startdate=2031-03-04T10:00:02&loaded_enddate=2031-03-04')).toEqual(['4001']);
  });

  it('shows a moved visit at its old time until read.lag is over', async () => {
    const calls = bookingCalls(simulator);
    await calls.post({ patient_id: '4005' });
    simulator.advance(DELAY_MS + 600_000);
    await simulator.setKnobs({ 'read.lag': 5 });
    const visit = async () => (await simulator.call('GET', '/appointments?patient_id=4005')).rows();
    const [{ appointment_sr_no: id, time } = {}] = await visit();
    expect(time).toBe('10:30');
    const body = { practice_id: '1-1', provider_id: 'HYG1', time: '16:00' };
    await simulator.call('PUT', `/appointments/${id ?? ''}`, { body });
    simulator.advance(DELAY_MS + 299_000);
    expect(await visit()).toMatchObject([{ time: '10:30' }]);
    simulator.advance(1_000);
    expect(await visit()).toMatchObject([{ time: '16:00' }]);
  });
});

import { BOOKING, bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
let headers: Record<string, string>;
beforeEach(async () => {
  simulator = await openTestSimulator();
  headers = await simulator.asSecondOffice();
});
afterEach(() => simulator.close());

const there = (method: string, path: string, body?: unknown) => simulator.call(method, path, { headers, body });
const THERE_BOOKING = { ...BOOKING, provider_id: 'RDH1', time: '10:30' };

describe('the second office', () => {
  it('has one practice, with ids of the first office that mean something else', async () => {
    const practices = (await there('GET', '/practices')).rows();
    expect(practices.map((row) => [row['practice_id'], row['state']])).toEqual([['1-1', 'AZ']]);
    const nameOf = async (answer: ReturnType<typeof there>) => (await answer).rows()[0]?.['lastname'];
    const [first, second] = await Promise.all([
      nameOf(simulator.call('GET', '/patients?patient_id=4001')),
      nameOf(there('GET', '/patients?patient_id=4001')),
    ]);
    expect(first).toBe('Brightwater');
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    const providers = (await there('GET', '/providers')).rows().map((row) => row['provider_id']);
    expect(providers).toEqual(['DDS1', 'DDS2', 'RDH1', 'DESK1']);
  });

  it('has a calendar of its own', async () => {
    const day = '/appointments?startdate=2031-03-05&enddate=2031-03-05&limit=500';
    const rows = (await there('GET', day)).rows();
    expect(rows.length).toBeGreaterThan(3);
    expect(new Set(rows.map((row) => row['provider_id']?.slice(0, 3)))).toEqual(new Set(['DDS', 'RDH']));
  });

  it('keeps its visits and write-backs to itself', async () => {
    const id = idOf(await there('POST', '/appointment', THERE_BOOKING));
    simulator.advance(DELAY_MS);
    expect((await there('GET', `/writeback_status?id=${id}`)).rows()[0]).toMatchObject({
      is_completed: 'True',
      has_error: 'False',
      office_id: 'E00001',
      // Arizona, two hours behind the first office's zone at that time of the year.
      completed_time: '2031-03-04 08:00:01',
    });
    expect((await simulator.call('GET', `/writeback_status?id=${id}`)).status).toBe(204);
    expect((await there('GET', '/appointments?patient_id=4001')).rows()).toHaveLength(1);
    expect(await bookingCalls(simulator).visits()).toEqual([]);
  });

  it('has settings of its own: its utility and its lag leave the first office alone', async () => {
    const calls = bookingCalls(simulator);
    await simulator.setKnobs({ 'spu.online': false }, 'E00001');
    const [mine, its] = [idOf(await calls.post()), idOf(await there('POST', '/appointment', THERE_BOOKING))];
    simulator.advance(DELAY_MS);
    const isDone = async () => [
      (await calls.statusOf(mine))['is_completed'],
      (await there('GET', `/writeback_status?id=${its}`)).rows()[0]?.['is_completed'],
    ];
    expect(await isDone()).toEqual(['True', 'False']);
    await simulator.control('PUT', '/spu', { online: true, officeId: 'E00001' });
    simulator.advance(DELAY_MS);
    expect(await isDone()).toEqual(['True', 'True']);
    await simulator.setKnobs({ 'read.lag': 10 }, 'E00001');
    expect((await there('GET', '/appointments?patient_id=4001')).status).toBe(204);
    expect(await calls.visits()).toHaveLength(1);
  });

  it('answers the control API under its own name', async () => {
    expect((await simulator.control('GET', '/practice?officeId=E00001')).json).toMatchObject({
      officeId: 'E00001',
      secretKey: 'sim-secret-e00001',
      windowsZone: 'US Mountain Standard Time',
      today: '2031-03-04',
    });
    const booked = { officeId: 'E00001', date: '2031-03-09', time: '09:00', lengthMinutes: 30 };
    const body = { ...booked, providerId: 'DDS1', operatory: 'OP1', patientId: '4001' };
    expect((await simulator.control('POST', '/appointments', body)).status).toBe(201);
    expect((await there('GET', '/appointments?patient_id=4001')).rows()).toHaveLength(1);
    expect((await simulator.control('GET', '/practice?officeId=Z99999')).status).toBe(404);
  });
});

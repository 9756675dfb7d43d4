import { bookingCalls, idOf } from '../test-bookings';
import { APP_HEADERS, openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const practices = async () =>
  (await simulator.call('GET', '/authorized_practices/D00001', { headers: APP_HEADERS })).rows();
const ZONE = 'practice_management_system_refresh_date_time_zone';

describe('the clock of an office', () => {
  it('is that of clock.zone, in stamps and in names', async () => {
    await simulator.setKnobs({ 'clock.zone': 'Pacific Standard Time' });
    expect((await practices())[0]).toMatchObject({ [ZONE]: 'Pacific Standard Time', difference_in_minutes: '480' });
    const id = idOf(await bookingCalls(simulator).post());
    expect((await bookingCalls(simulator).statusOf(id))['request_time']).toBe('2031-03-04 07:00:00');
  });

  it('shows an unknown zone name and keeps its own time', async () => {
    await simulator.setKnobs({ 'clock.zone': 'Moonbase Standard Time' });
    expect((await practices())[0]).toMatchObject({ [ZONE]: 'Moonbase Standard Time', difference_in_minutes: '300' });
  });

  it('may differ between the practices of an office', async () => {
    await simulator.setKnobs({ 'clock.practiceZones': { '1-2': 'Central Standard Time' } });
    const rows = await practices();
    expect(rows.map((row) => row[ZONE])).toEqual(['Eastern Standard Time', 'Central Standard Time']);
    expect(rows.map((row) => row['data_insert_date'])).toEqual(['2031-03-04T10:00:00', '2031-03-04T09:00:00']);
  });
});

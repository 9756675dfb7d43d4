import { APP_HEADERS, openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const asApp = (path: string) => simulator.call('GET', path, { headers: APP_HEADERS });

describe('GET /authorized_practices', () => {
  it('shows the first practice only, and all of them with show=all', async () => {
    expect((await asApp('/authorized_practices')).rows().map((row) => row['practice_id'])).toEqual(['1-1']);
    const all = (await asApp('/authorized_practices?show=all')).rows();
    expect(all.map((row) => row['practice_id'])).toEqual(['1-1', '1-2']);
    expect(all[0]).toMatchObject({
      office_id: 'D00001',
      secret_key: 'sim-secret-00001',
      practice_management_system_refresh_date_time_zone: 'Eastern Standard Time',
      difference_in_minutes: '300',
    });
  });

  it('wants the app pair, the request key or either of them, as auth.practicesHeader says', async () => {
    const statuses = async () => [
      (await asApp('/authorized_practices')).status,
      (await simulator.call('GET', '/authorized_practices')).status,
    ];
    expect(await statuses()).toEqual([200, 400]);
    await simulator.setKnobs({ 'auth.practicesHeader': 'request-key' });
    expect(await statuses()).toEqual([400, 200]);
    await simulator.setKnobs({ 'auth.practicesHeader': 'either' });
    expect(await statuses()).toEqual([200, 200]);
  });

  it('shows data that gets old while the utility is away, and a day later no connection', async () => {
    const dateOf = async () => (await asApp('/authorized_practices')).rows()[0]?.['data_insert_date'];
    const before = await dateOf();
    simulator.advance(3_600_000);
    expect(await dateOf()).not.toBe(before);
    const last = await dateOf();
    await simulator.control('PUT', '/spu', { online: false });
    simulator.advance(25 * 3_600_000);
    expect(await dateOf()).toBe(last);
    expect((await asApp('/data_sync_status')).rows()[0]?.['status']).toBe('not_refresh');
  });
});

describe('the other app-level calls', () => {
  it('list the locations of an office; the office must be named', async () => {
    expect((await asApp('/practice_location')).body()['error_code']).toBe('API1020');
    expect((await asApp('/practice_location?office_id=D00001')).rows()).toHaveLength(2);
    expect((await asApp('/practice_location?office_id=D99999')).status).toBe(204);
  });

  it('say which PMS takes which write', async () => {
    const rows = (await asApp('/supported_pmses?new_patient_writeback=available')).rows();
    expect(rows.map((row) => row['practice_management_system'])).toEqual(['Open Dental', 'Eaglesoft']);
  });

  it('refuse wrong credentials', async () => {
    const headers = { 'App-Id': 'sim-app-id', 'App-Key': 'wrong' };
    expect((await simulator.call('GET', '/supported_pmses', { headers })).body()['error_code']).toBe('API2003');
  });
});

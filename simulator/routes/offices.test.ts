import { APP_HEADERS, openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const asApp = (path: string) => simulator.call('GET', path, { headers: APP_HEADERS });

describe('GET /authorized_practices', () => {
  it('shows the first practice of each office only, and all of them with show=all', async () => {
    const first = (await asApp('/authorized_practices')).rows();
    expect(first.map((row) => [row['office_id'], row['practice_id']])).toEqual([
      ['D00001', '1-1'],
      ['E00001', '1-1'],
    ]);
    const all = (await asApp('/authorized_practices?show=all')).rows();
    expect(all.map((row) => [row['office_id'], row['practice_id']])).toEqual([
      ['D00001', '1-1'],
      ['D00001', '1-2'],
      ['E00001', '1-1'],
    ]);
    expect(all[0]).toMatchObject({
      office_id: 'D00001',
      secret_key: 'sim-secret-00001',
      practice_management_system_refresh_date_time_zone: 'Eastern Standard Time',
      difference_in_minutes: '300',
    });
  });

  it('holds one office only when it is named in the path, or when a request key asks', async () => {
    const officesOf = (rows: Record<string, string>[]) => rows.map((row) => row['office_id']);
    expect(officesOf((await asApp('/authorized_practices/E00001')).rows())).toEqual(['E00001']);
    expect((await asApp('/authorized_practices/Z99999')).status).toBe(204);
    await simulator.setKnobs({ 'auth.practicesHeader': 'request-key' });
    const mine = (await simulator.call('GET', '/authorized_practices?show=all')).rows();
    expect(officesOf(mine)).toEqual(['D00001', 'D00001']);
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
    const names = rows.map((row) => row['practice_management_system']);
    expect(names).toEqual(['Open Dental', 'Eaglesoft', 'Dolphin Management', 'Open Dental']);
    const newest = (await asApp('/supported_pmses?practice_management_system_version=V24')).rows();
    expect(newest).toMatchObject([{ practice_management_system: 'Open Dental', note_writeback: 'available' }]);
  });

  it('switch locations off and on again, several at a time, and refuse what they do not know', async () => {
    const post = (body: object) => simulator.call('POST', '/practice_location', { headers: APP_HEADERS, body });
    const access = async () => (await asApp('/practice_location?office_id=D00001')).rows().map((row) => row['access']);
    expect((await post({ office_id: 'D00001', practice_id: '1-1,1-2', access: 'OFF' })).body()['error_code']).toBe(
      'API4006',
    );
    expect(await access()).toEqual(['off', 'off']);
    await post({ office_id: 'D00001', practice_id: '1-2', access: 'ON' });
    expect(await access()).toEqual(['off', 'on']);
    expect((await post({ office_id: 'D00001', practice_id: '9-9', access: 'ON' })).status).toBe(400);
    expect((await post({ office_id: 'Z99999', practice_id: '1-1', access: 'ON' })).status).toBe(404);
    expect((await post({ office_id: 'D00001', practice_id: '1-1', access: 'MAYBE' })).status).toBe(400);
  });

  it('refuse wrong credentials', async () => {
    const headers = { 'App-Id': 'sim-app-id', 'App-Key': 'wrong' };
    expect((await simulator.call('GET', '/supported_pmses', { headers })).body()['error_code']).toBe('API2003');
  });
});

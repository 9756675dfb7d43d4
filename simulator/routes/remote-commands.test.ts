import { APP_HEADERS, openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const TEN_MINUTES_MS = 600_000;
const asApp = (method: string, path: string, body?: unknown) =>
  simulator.call(method, path, { headers: APP_HEADERS, ...(body === undefined ? {} : { body }) });
const command = (change: Record<string, string> = {}) =>
  asApp('POST', '/remote_command', { office_id: 'D00001', spc_id: '55001', command_name: 'refresh_data', ...change });
const statusOf = async (id: string) => (await asApp('GET', `/remote_command_status?id=${id}`)).rows()[0];
const health = async (query = '') => (await asApp('GET', `/health_check?${query}`)).rows();

describe('a remote command', () => {
  it('is accepted with 202 API1029, and executed ten minutes later', async () => {
    const answer = await command();
    expect([answer.status, answer.body()['error_code'], answer.body()['long_message']]).toEqual([
      202,
      'API1029',
      'Id:700001',
    ]);
    expect(await statusOf('700001')).toMatchObject({ status: 'Pending', command_executed_time: '' });
    simulator.advance(TEN_MINUTES_MS);
    expect(await statusOf('700001')).toEqual({
      id: '700001',
      status: 'Success',
      spc_id: '55001',
      command_received_time: '2031-03-04T10:00:00',
      command_executed_time: '2031-03-04T10:10:00',
    });
  });

  it('ends with the word of remote.result, or never', async () => {
    await command();
    simulator.advance(TEN_MINUTES_MS);
    await simulator.setKnobs({ 'remote.result': 'Error' });
    expect(await statusOf('700001')).toMatchObject({ status: 'Error' });
    await simulator.setKnobs({ 'remote.result': 'never' });
    expect(await statusOf('700001')).toMatchObject({ status: 'Pending' });
  });

  it('waits while the utility is away', async () => {
    await command();
    await simulator.control('PUT', '/spu', { online: false });
    simulator.advance(TEN_MINUTES_MS);
    expect(await statusOf('700001')).toMatchObject({ status: 'Pending' });
  });

  it('sets the schedule that health_check shows, once it succeeded', async () => {
    const change = {
      command_name: 'change_setting_schedule_interval',
      interval_type: 'Minutes',
      interval_length: '15',
    };
    await command(change);
    const interval = async () => (await health('office_id=D00001'))[0]!['spc_schedule_interval'];
    expect(await interval()).toBe('20 Minutes');
    simulator.advance(TEN_MINUTES_MS);
    expect(await interval()).toBe('15 Minutes');
    await simulator.setKnobs({ 'remote.result': 'Error' });
    expect(await interval()).toBe('20 Minutes');
  });

  it.each([
    [{ office_id: 'X99999' }],
    [{ spc_id: '55002' }],
    [{ command_name: 'format_disk' }],
    [{ command_name: 'change_setting_schedule_interval', interval_type: 'Minutes', interval_length: '10' }],
    [{ command_name: 'change_setting_schedule_interval', interval_type: 'Hours', interval_length: '25' }],
    [{ command_name: 'change_setting_schedule_interval', interval_type: 'Days', interval_length: '1' }],
    [{ command_name: 'change_setting_schedule_time', new_value: '25:00' }],
  ])('is refused with API1026 for %o', async (change) => {
    expect((await command(change)).body()['error_code']).toBe('API1026');
  });

  it('that nobody gave has no status', async () => {
    expect((await asApp('GET', '/remote_command_status?id=1')).status).toBe(204);
    expect((await asApp('GET', '/remote_command_status')).body()['error_code']).toBe('API1020');
  });
});

describe('GET /health_check', () => {
  it('shows each practice’s utility, with times in a form of its own', async () => {
    const rows = await health();
    expect(rows.map((row) => [row['spc_id'], row['office_id'], row['practice_id']])).toEqual([
      ['55001', 'D00001', '1-1'],
      ['55001', 'D00001', '1-2'],
      ['55002', 'E00001', '1-1'],
    ]);
    expect(rows[0]).toMatchObject({
      refresh_time: '3/4/2031 10:00:00 AM',
      spc_schedule_time: '02:00 AM',
      spc_error_flag: 'False',
      is_inactive: 'False',
    });
  });

  it('tells when the utility is away, and since when', async () => {
    await simulator.control('PUT', '/spu', { online: false, officeId: 'E00001' });
    simulator.advance(3_600_000);
    expect(await health('spc_error_flag=True')).toMatchObject([
      { office_id: 'E00001', refresh_time: '3/4/2031 8:00:00 AM', spc_error_description: 'The utility is offline' },
    ]);
  });

  it('wants the app’s credentials', async () => {
    expect((await simulator.call('GET', '/health_check')).body()['error_code']).toBe('API1001');
  });
});

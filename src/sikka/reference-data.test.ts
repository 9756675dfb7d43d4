import { inspect } from 'node:util';
import { listOf, OFFICE, sikkaError, type ScriptedAnswer } from './test-rig';
import { startReferenceRig, type ReferenceRig } from './test-reference-calls';

const CONTEXT = { office: OFFICE, priority: 'background' as const };

let answer: ScriptedAnswer;
let rig: ReferenceRig;
beforeEach(async () => {
  rig = await startReferenceRig(() => answer);
});
afterEach(() => rig.close());

const asked = () => {
  const [request] = rig.server.seen;
  if (request === undefined) throw new Error('nothing was asked');
  return { path: request.path, query: Object.fromEntries(request.query), headers: request.headers };
};
const given = async <T>(reply: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> => {
  const result = await reply;
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
};

describe('listAppointmentStatuses', () => {
  const read = () => given(rig.sikka.appointmentStatuses.listAppointmentStatuses(CONTEXT));

  it('gives this practice’s words once each, as spelt', async () => {
    answer = listOf(
      { status: 'Confirmed', practice_id: '1-1' },
      { status: 'confirmed', practice_id: '1-1' },
      { status: 'Confirmed', practice_id: '1-1' },
      { status: '', practice_id: '1-1' },
      { status: 'Elsewhere', practice_id: '1-2' },
    );
    expect(await read()).toEqual(['Confirmed', 'confirmed']);
    expect(asked()).toMatchObject({ path: '/appointment_statuses', query: { practice_id: '1-1' } });
    expect(asked().headers).toMatchObject({ 'request-key': 'invented-request-key' });
  });

  it('is empty, not an error, when Sikka answers 204', async () => {
    answer = { status: 204 };
    expect(await read()).toEqual([]);
  });

  it('gives the refusal when Sikka refuses', async () => {
    answer = sikkaError(401, 'API2004');
    const reply = await rig.sikka.appointmentStatuses.listAppointmentStatuses(CONTEXT);
    expect(reply).toMatchObject({ ok: false, error: { code: 'PmsAccessRevoked' } });
    expect(reply.exchanges).toMatchObject([{ endpoint: '/appointment_statuses', responseStatus: 401 }]);
  });
});

it('listPracticeVariables gives the values of the service that was asked for', async () => {
  const row = { service_name: 'Appointment Status', description: '', practice_id: '1-1' };
  answer = listOf(
    { ...row, value: 'open.unconfirm', description: 'open.unconfirm' },
    { ...row, value: 'complete.confirm', service_name: 'appointment status' },
    { ...row, value: 'Paid', service_name: 'Claim Status' },
    { ...row, value: 'Elsewhere', practice_id: '1-2' },
  );
  const values = await given(
    rig.sikka.practiceVariables.listPracticeVariables(CONTEXT, { serviceName: 'Appointment Status' }),
  );
  expect(values.map(({ value }) => value)).toEqual(['open.unconfirm', 'complete.confirm']);
  expect(asked().query).toMatchObject({ service_name: 'Appointment Status', practice_id: '1-1' });
});

describe('findSupportedWrites', () => {
  const row = (version: string, cells: object = {}) => ({
    practice_management_system: 'Open Dental',
    practice_management_system_version: version,
    new_appointment_writeback: 'available',
    appointment_status_writeback: '',
    new_patient_writeback: 'available',
    note_writeback: '',
    ...cells,
  });
  const read = (version = 'V24', name = 'Open Dental') =>
    given(rig.sikka.supportedPmses.findSupportedWrites(CONTEXT, { name, version }));

  it('reads each column as yes or no, with the app’s own key', async () => {
    answer = listOf(row('V24'));
    expect(await read()).toEqual({
      'book-appointment': true,
      'change-appointment-status': false,
      'create-patient': true,
      'add-note': false,
    });
    expect(asked().query).toMatchObject({ practice_management_system: 'Open Dental' });
    expect(asked().headers).toMatchObject({ 'app-id': 'invented-app-id', 'app-key': 'invented-app-key' });
    expect(asked().headers['request-key']).toBeUndefined();
  });

  it('takes the version’s own row before the one without a version', async () => {
    answer = listOf(row('', { new_appointment_writeback: '' }), row('v24'));
    expect(await read()).toMatchObject({ 'book-appointment': true });
  });

  it('takes the row without a version for a version that has none of its own', async () => {
    answer = listOf(row('V9'), row('', { new_appointment_writeback: '' }));
    expect(await read()).toMatchObject({ 'book-appointment': false });
  });

  it.each([
    ['another version', row('V9')],
    ['another software', { ...row('V24'), practice_management_system: 'Open Dental Cloud' }],
  ])('says nothing from the row of %s', async (_, other) => {
    answer = listOf(other);
    expect(await read()).toBeNull();
  });

  it('gives no answer where rows of the same software differ, nor for a word that it does not know', async () => {
    answer = listOf(
      row('V24', { note_writeback: 'beta' }),
      row('V24', { note_writeback: 'beta', new_patient_writeback: '' }),
    );
    expect(await read()).toMatchObject({ 'create-patient': null, 'add-note': null, 'book-appointment': true });
  });

  it('knows no row when Sikka lists none, and does not ask for a software without a name', async () => {
    answer = { status: 204 };
    expect(await read()).toBeNull();
    expect(await read('', '')).toBeNull();
    expect(rig.server.seen).toHaveLength(1);
  });
});

describe('listDataSyncStatuses', () => {
  const row = {
    status: 'refresh',
    practice_id: '1',
    office_id: 'Z00001',
    data_insert_date: '2031-03-04T02:20:00',
    practice_management_system_refresh_date_time_zone: 'Eastern Standard Time',
  };
  const read = () => given(rig.sikka.dataSyncStatus.listDataSyncStatuses({}, { officeId: 'Z00001' }));

  it('gives this office’s rows, with the instant of the practice’s wall clock', async () => {
    answer = listOf(row, { ...row, office_id: 'Z00002' });
    const insertedAt = new Date('2031-03-04T07:20:00Z');
    expect(await read()).toEqual([{ practiceId: '1', status: 'refresh', insertedAt }]);
    expect(asked()).toMatchObject({ path: '/data_sync_status', query: { office_id: 'Z00001' } });
  });

  it.each(['not_refresh', 'not refresh', 'Not_Refresh'])('takes %j for no connection', async (status) => {
    answer = listOf({ ...row, status });
    expect(await read()).toMatchObject([{ status: 'not-refresh' }]);
  });

  it('takes a word that it does not know for unknown', async () => {
    answer = listOf({ ...row, status: 'refreshing' });
    expect(await read()).toMatchObject([{ status: 'unknown' }]);
  });

  it.each(['', 'Atlantis Standard Time'])('knows no instant in the zone %j: UTC is not assumed', async (zone) => {
    answer = listOf({ ...row, practice_management_system_refresh_date_time_zone: zone });
    expect(await read()).toMatchObject([{ insertedAt: null }]);
  });
});

describe('listUtilityHealth', () => {
  const row = {
    spc_id: '55001',
    refresh_time: '3/4/2031 2:20:00 AM',
    timezone: 'US Mountain Standard Time',
    spc_schedule_type: 'Daily',
    spc_schedule_time: '2:00 AM',
    spc_schedule_interval: '20 Minutes',
    spc_error_flag: 'False',
    is_inactive: 'F',
    machine_name: 'CANARY-PC',
    spc_error_description: 'C:\\canary\\path',
  };
  const read = () => given(rig.sikka.healthCheck.listUtilityHealth({}, { officeId: 'Z00001' }));

  it('gives the schedule and the last refresh, and nothing of the computer', async () => {
    answer = listOf(row, { ...row, office_id: 'Z00002' });
    const health = await read();
    expect(health).toEqual([
      {
        refreshedAt: new Date('2031-03-04T09:20:00Z'),
        refreshIntervalMinutes: 20,
        refreshTime: '2:00 AM',
        hasError: false,
        isInactive: false,
      },
    ]);
    expect(JSON.stringify(health) + inspect(health)).not.toMatch(/canary/i);
    expect(asked()).toMatchObject({ path: '/health_check', query: { office_id: 'Z00001' } });
  });

  it('sees an error and an inactive utility', async () => {
    answer = listOf({ ...row, spc_error_flag: 'True', is_inactive: 'T' });
    expect(await read()).toMatchObject([{ hasError: true, isInactive: true }]);
  });

  it.each([
    ['Daily', '2 Hours', 120],
    ['Daily', '', 1440],
    ['Daily', 'Daily', 1440],
    ['', '', null],
    ['Daily', '0 Minutes', null],
    ['Daily', 'sometimes', null],
  ])('reads a schedule %j every %j as %j minutes', async (spc_schedule_type, spc_schedule_interval, expected) => {
    answer = listOf({ ...row, spc_schedule_type, spc_schedule_interval });
    expect(await read()).toMatchObject([{ refreshIntervalMinutes: expected }]);
  });
});

describe('listWritebackDetails', () => {
  it('gives the item as the value, comparing the category ignoring case', async () => {
    const row = { category: 'ApptType', practice_id: '1-1', cust_id: '1' };
    answer = listOf(
      { ...row, item: '12', description: 'Cleaning' },
      { ...row, item: '', description: 'No value' },
      { ...row, item: '13', description: 'Elsewhere', practice_id: '1-2' },
      { ...row, item: '14', description: 'Another category', category: 'Schedule' },
    );
    const choices = await given(
      rig.sikka.writebackDetails.listWritebackDetails(CONTEXT, {
        writebackType: 'new_appointment',
        category: 'appttype',
      }),
    );
    expect(choices).toEqual([{ value: '12', description: 'Cleaning' }]);
    expect(asked().query).toMatchObject({ writeback_type: 'new_appointment', category: 'appttype' });
  });
});

it('listPmsUsers gives the active users', async () => {
  const row = { firstname: 'Sample', lastname: 'User', status: 'Active', birthdate: 'canary' };
  answer = listOf(
    { ...row, user_id: 'U1' },
    { ...row, user_id: 'U2', status: 'Inactive' },
    { ...row, user_id: 'U3', practice_id: '1-2' },
  );
  expect(await given(rig.sikka.pmsUsers.listPmsUsers(CONTEXT))).toEqual([
    { userId: 'U1', firstName: 'Sample', lastName: 'User' },
  ]);
  expect(asked().query).toMatchObject({ status: 'active' });
});

it('listNoteTypes gives this practice’s kinds of note', async () => {
  const row = { type: 'Appointment Note', description: '', cust_id: '1', item: '' };
  answer = listOf({ ...row, practice_id: '1-1' }, { ...row, practice_id: '1-2' });
  expect(await given(rig.sikka.noteTypes.listNoteTypes(CONTEXT))).toEqual([
    { type: 'Appointment Note', description: '', item: '' },
  ]);
});

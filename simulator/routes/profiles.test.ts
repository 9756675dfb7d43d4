import { BOOKING, bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
let calls: ReturnType<typeof bookingCalls>;
beforeEach(async () => {
  simulator = await openTestSimulator();
  calls = bookingCalls(simulator);
});
afterEach(() => simulator.close());

const use = (profile: string, more: Record<string, unknown> = {}) =>
  simulator.setKnobs({ 'office.profile': profile, ...more });
const rowsOf = async (path: string) => (await simulator.call('GET', path)).rows();
const APP = { 'App-Id': 'sim-app-id', 'App-Key': 'sim-app-key' };

const DOLPHIN_FIELDS = { description: undefined, user: 'STF1', type: '12', status: '' };
const cancelled = async (value: string, more: Record<string, unknown> = {}) => {
  const [visit] = await calls.visits();
  const id = visit!['appointment_sr_no']!;
  const body = { practice_id: '1-1', op: 'replace', path: '/appointment_status', value, ...more };
  return simulator.call('PATCH', `/appointments/${id}`, { body });
};

describe.each([
  ['open-dental', 'Open Dental', 'V24', 'Scheduled'],
  ['dentrix', 'Dentrix', 'G6', 'Open'],
  ['eaglesoft', 'Eaglesoft', 'V21', 'open.unconfirm'],
  ['dolphin', 'Dolphin Management', 'V6', 'Open'],
  ['planet-dds', 'Planet DDS', 'WebV3.0', 'Scheduled'],
])('an office on %s', (profile, pms, version, firstWord) => {
  it('is named so everywhere, and finds its own line in supported_pmses', async () => {
    await use(profile);
    const asApp = async (path: string) => (await simulator.call('GET', path, { headers: APP })).rows();
    const [practice] = await asApp('/authorized_practices/D00001');
    expect(practice).toMatchObject({
      practice_management_system: pms,
      practice_management_system_version: version,
    });
    const query = `practice_management_system=${pms}&practice_management_system_version=${version}`;
    expect(await asApp(`/supported_pmses?${encodeURI(query)}`)).toHaveLength(1);
  });

  it('uses its own status words, the same in both lists and in visits', async () => {
    await use(profile);
    const words = (await rowsOf('/appointment_statuses?practice_id=1-1')).map((row) => row['status']);
    const variables = await rowsOf('/practice_variables?practice_id=1-1&service_name=Appointment%20Status');
    expect(variables.map((row) => row['value'])).toEqual(words);
    expect(words[0]).toBe(firstWord);
    const visits = await rowsOf('/appointments?practice_id=1-1&limit=5000');
    expect(words).toEqual(expect.arrayContaining([...new Set(visits.map((row) => row['status']))]));
  });
});

describe('Dentrix', () => {
  it('takes bookings, but no status, no new patient and no note', async () => {
    await use('dentrix');
    expect((await calls.post()).status).toBe(201);
    simulator.advance(DELAY_MS);
    expect((await cancelled('Broken')).body()).toMatchObject({ http_code: '405', error_code: 'API2014' });
    for (const path of ['/patient', '/medical_notes']) {
      expect((await simulator.call('POST', path, { body: {} })).status).toBe(405);
    }
  });

  it('moves a visit with a description of 60 characters at most', async () => {
    await use('dentrix');
    await calls.post();
    simulator.advance(DELAY_MS);
    const [visit] = await calls.visits();
    const put = (description: string) =>
      simulator.call('PUT', `/appointments/${visit!['appointment_sr_no']!}`, {
        body: { practice_id: '1-1', provider_id: 'HYG1', time: '14:00', description },
      });
    expect((await put('x'.repeat(61))).status).toBe(400);
    expect((await put('x'.repeat(60))).status).toBe(200);
  });
});

it.each(['description', 'type', 'schedule', 'staff'])(
  'has no %s in the move of a visit where the software is not Dentrix',
  async (field) => {
    await calls.post();
    simulator.advance(DELAY_MS);
    const [visit] = await calls.visits();
    const path = `/appointments/${visit!['appointment_sr_no']!}`;
    const body = { practice_id: '1-1', provider_id: 'HYG1', time: '14:00', [field]: 'Moved' };
    await simulator.setKnobs({ 'write.unsupportedField': '400' });
    expect((await simulator.call('PUT', path, { body })).status).toBe(400);
    await use('dentrix');
    expect((await simulator.call('PUT', path, { body })).status).toBe(200);
  },
);

describe('Eaglesoft', () => {
  it('names the providers of a room, joined by a bar; the others do not', async () => {
    const providers = async () =>
      (await rowsOf('/operatories?cust_id=1')).map((row) => [row['operatory'], row['provider_id']]);
    expect((await providers())[0]).toEqual(['OP1', '']);
    await use('eaglesoft');
    expect((await providers())[0]).toEqual(['OP1', 'PRV1|PRV2']);
  });

  it('cancels by a word of two parts, and cannot move a visit', async () => {
    await use('eaglesoft');
    await calls.post();
    simulator.advance(DELAY_MS);
    expect((await cancelled('Cancelled')).status).toBe(400);
    expect((await cancelled('cancelled.unconfirm')).status).toBe(200);
    expect((await simulator.call('PUT', '/appointments/500001', { body: {} })).status).toBe(405);
  });
});

describe('Dolphin', () => {
  it.each([['user'], ['type'], ['status']])('demands %s for a visit', async (field) => {
    await use('dolphin');
    expect((await calls.post({ ...DOLPHIN_FIELDS, [field]: undefined })).body()['error_code']).toBe('API1020');
  });

  it('knows its users and its types by their codes only', async () => {
    await use('dolphin');
    expect((await calls.post({ ...DOLPHIN_FIELDS, user: 'PRV1' })).status).toBe(400);
    expect((await calls.post({ ...DOLPHIN_FIELDS, type: 'Cleaning' })).status).toBe(400);
    expect((await calls.post(DOLPHIN_FIELDS)).status).toBe(201);
    simulator.advance(DELAY_MS);
    expect(await calls.visits()).toMatchObject([{ type: 'Cleaning', description: '', status: 'Open' }]);
  });

  it.each([
    ['ignored', 201],
    ['400', 400],
    ['422', 422],
  ])('has no description: write.unsupportedField = %s', async (how, status) => {
    await use('dolphin', { 'write.unsupportedField': how });
    expect((await calls.post({ ...DOLPHIN_FIELDS, description: 'Cleaning' })).status).toBe(status);
    simulator.advance(DELAY_MS);
    expect((await calls.visits()).map((visit) => visit['description'])).toEqual(status === 201 ? [''] : []);
  });

  it('takes who changed a status by its code', async () => {
    await use('dolphin');
    await calls.post(DOLPHIN_FIELDS);
    simulator.advance(DELAY_MS);
    expect((await cancelled('Cancelled', { status_changed_by: 'Patient' })).status).toBe(400);
    expect((await cancelled('Cancelled', { status_changed_by: '1' })).status).toBe(200);
  });

  it('edits patients, but never their telephone or e-mail; no other software does', async () => {
    const patch = (body: object) => simulator.call('PATCH', '/patient/4001', { body: { practice_id: '1-1', ...body } });
    expect((await patch({ preferred_name: 'May' })).status).toBe(405);
    await use('dolphin');
    expect((await patch({})).status).toBe(400);
    const answer = await patch({ preferred_name: 'May', cell: '6025550199' });
    expect([answer.status, answer.body()['error_code']]).toEqual([200, 'API0011']);
    simulator.advance(DELAY_MS);
    expect(await rowsOf('/patients?patient_id=4001')).toMatchObject([{ preferred_name: 'May', cell: '602-555-0142' }]);
    expect(await calls.statusOf(idOf(answer))).toMatchObject({ method: 'PATCH', api: 'patients' });
  });

  it('wants a relationship beside a guarantor', async () => {
    await use('dolphin');
    const body = { firstname: 'Nadia', lastname: 'Emberfield', provider_id: 'PRV1', practice_id: '1-1', user: 'STF1' };
    const post = (more: object) => simulator.call('POST', '/patient', { body: { ...body, ...more } });
    expect((await post({ guarantor_id: '4001' })).status).toBe(400);
    expect((await post({ guarantor_id: '4001', primary_relationship: 'Child' })).status).toBe(201);
  });
});

describe('Planet DDS', () => {
  const { description: _none, ...visit } = BOOKING;
  const booking = { ...visit, production_type: '21', is_new_patient: 'false', has_insurance: 'false' };
  const post = (change: object = {}) => simulator.call('POST', '/appointment', { body: { ...booking, ...change } });
  const freeSlot = async () =>
    (await rowsOf('/appointments_available_slots?startdate=2031-03-10&practice_id=1-1&fields=operatory'))[0]!;

  it('checks bookings against the slot rows', async () => {
    await use('planet-dds');
    const { date, time, provider_id, operatory } = await freeSlot();
    const place = { date: date!.slice(0, 10), time, provider_id, operatory, length: '30' };
    const [free, sunday] = [idOf(await post(place)), idOf(await post())];
    simulator.advance(DELAY_MS);
    const again = idOf(await post({ ...place, patient_id: '4002' }));
    simulator.advance(DELAY_MS);
    const errors = await Promise.all([free, sunday, again].map(async (id) => (await calls.statusOf(id))['has_error']));
    expect(errors).toEqual(['False', 'True', 'True']);
  });

  it('wants production type, and a note within its length', async () => {
    await use('planet-dds');
    expect((await post({ production_type: '99' })).status).toBe(400);
    expect((await post({ has_insurance: undefined })).status).toBe(400);
    expect((await post({ note: 'x'.repeat(3_951) })).status).toBe(400);
    expect((await post({ note: 'x'.repeat(3_950) })).status).toBe(201);
  });

  it('takes a cancellation code of its list', async () => {
    await use('planet-dds');
    const { date, time, provider_id, operatory } = await freeSlot();
    await post({ date: date!.slice(0, 10), time, provider_id, operatory, length: '30' });
    simulator.advance(DELAY_MS);
    expect((await cancelled('Cancelled', { cancellation_code_id: 'x' })).status).toBe(400);
    expect((await cancelled('Cancelled', { cancellation_code_id: '31', cancellation_note: 'ill' })).status).toBe(200);
  });
});

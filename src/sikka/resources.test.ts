import { inspect } from 'node:util';
import { reveal } from '../domain/phi';
import { APP_KEY, listOf, OFFICE, startRig, withKeys, type Rig, type ScriptedAnswer } from './test-rig';

const CONTEXT = { office: OFFICE };

let answer: ScriptedAnswer;
let rig: Rig;
beforeEach(async () => {
  rig = await startRig(withKeys(() => answer));
});
afterEach(() => rig.close());

const query = (): Record<string, string> => Object.fromEntries(rig.dataRequests()[0]?.query ?? []);
const given = async <T>(reply: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> => {
  const result = await reply;
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
};

describe('listAuthorizedPractices', () => {
  it('asks with the app’s id and key for all practices, and wraps the secret key', async () => {
    answer = listOf({
      office_id: 'Z00001',
      practice_id: '1-1',
      practice_name: 'Sample Dental North',
      practice_management_system: 'Open Dental',
      practice_management_system_version: 'V0',
      practice_management_system_refresh_date_time_zone: 'US Mountain Standard Time',
      practice_management_system_refresh_date: '2031-03-04T02:10:00',
      secret_key: 'canary-secret',
      difference_in_minutes: '420',
    });
    const [practice] = await given(rig.client.authorizedPractices.listAuthorizedPractices({}));
    expect(practice).toMatchObject({ officeId: 'Z00001', practiceId: '1-1', windowsZone: 'US Mountain Standard Time' });
    expect(practice?.dataAge).toMatchObject({ pmsRefreshedAt: '2031-03-04T02:10:00', differenceInMinutes: 420 });
    expect(practice?.secretKey.expose()).toBe('canary-secret');
    expect(JSON.stringify(practice) + inspect(practice)).not.toContain('canary-secret');
    const [request] = rig.dataRequests();
    expect(request?.headers).toMatchObject({ 'app-id': 'invented-app-id', 'app-key': APP_KEY });
    expect(request?.headers['request-key']).toBeUndefined();
    expect(query()).toMatchObject({ show: 'all' });
  });
});

describe('findPractice', () => {
  it('never takes the first practice for an unknown one', async () => {
    answer = listOf({ practice_id: '1', cust_id: '1', name: 'Another' });
    expect(await given(rig.client.practices.findPractice(CONTEXT))).toBeNull();
  });
  it('gives the cust_id', async () => {
    answer = listOf({ practice_id: '1-1', cust_id: '7', name: 'Sample Dental North', phone: '' });
    expect(await given(rig.client.practices.findPractice(CONTEXT))).toMatchObject({ custId: '7' });
  });
});

describe('listProviders', () => {
  it('gives providers of this practice only, and nothing of their birth dates or numbers', async () => {
    const row = { practice_id: '1-1', provider_type: 'Provider', ssn: 'canary', birthdate: 'canary', status: 'Active' };
    answer = listOf(
      { ...row, provider_id: 'PRV1', is_hidden: 'False' },
      { ...row, provider_id: 'PRV2', is_hidden: 'T', status: 'Inactive' },
      { ...row, provider_id: 'PRV3', provider_type: 'Staff' },
      { ...row, provider_id: 'PRV4', practice_id: '1-2' },
    );
    const providers = await given(rig.client.providers.listProviders(CONTEXT));
    expect(providers).toMatchObject([
      { providerId: 'PRV1', isActive: true, isHidden: false },
      { providerId: 'PRV2', isActive: false, isHidden: true },
    ]);
    expect(JSON.stringify(providers)).not.toContain('canary');
  });
});

describe('listOperatories', () => {
  it('asks and filters by cust_id, as the practice ids have another form here', async () => {
    answer = listOf(
      { operatory: 'OP1', abbreviation: 'Op 1', practice_id: '1-0', cust_id: '1', is_hidden: 'F' },
      { operatory: 'OP9', abbreviation: 'Op 9', practice_id: '1-0', cust_id: '2', is_hidden: 'F' },
    );
    const rooms = await given(rig.client.operatories.listOperatories(CONTEXT, { custId: '1' }));
    expect(rooms).toEqual([{ operatory: 'OP1', abbreviation: 'Op 1', isHidden: false }]);
    expect(query()).toMatchObject({ cust_id: '1' });
  });
});

describe('findPatients', () => {
  const patient = { patient_id: '4201', practice_id: '1-1', firstname: 'Canary', birthdate: '1990-01-02T00:00:00' };

  it.each([
    [{ lastName: 'Sample' }, { lastname: 'Sample' }],
    [{ search: 'Sample' }, { search: 'Sample' }],
    [{ cell: '+16025550142' }, { cell: '6025550142' }],
    [{ homePhone: '602-555-0142' }, { homephone: '6025550142' }],
    [{ workPhone: '(602) 555-0142' }, { workphone: '6025550142' }],
    [{ phone: '6025550142' }, { phone: '6025550142' }],
    [{ patientId: '4201' }, { patient_id: '4201' }],
  ])('sends %j as %j', async (filter, expected) => {
    answer = { status: 204 };
    expect(await given(rig.client.patients.findPatients(CONTEXT, filter, { limit: 20 }))).toEqual([]);
    const common = { practice_id: '1-1', fields: 'homephone,workphone', limit: '20', offset: '0' };
    expect(query()).toEqual({ ...expected, ...common });
  });

  it('asks nothing for a phone that is none', async () => {
    const reply = await rig.client.patients.findPatients(CONTEXT, { cell: 'anonymous' });
    expect(reply).toMatchObject({ ok: false, error: { writeOutcome: 'not-accepted' }, exchanges: [] });
    expect(rig.server.seen).toHaveLength(0);
  });

  it('gives this practice’s patients, wrapped', async () => {
    answer = listOf(patient, { ...patient, patient_id: '2', practice_id: '1-2' });
    const patients = await given(rig.client.patients.findPatients(CONTEXT, { lastName: 'Sample' }));
    expect(patients.map(reveal)).toMatchObject([{ patientId: '4201', birthDate: '1990-01-02', cell: '' }]);
    expect(JSON.stringify(patients) + inspect(patients)).not.toContain('Canary');
  });
});

describe('listWeekSchedules', () => {
  const row = (changes: object) => ({
    practice_id: '1-1',
    resource_id: '1-1',
    date: '2031-03-09T00:00:00',
    ...changes,
  });

  it.each([
    [
      'HH:mm',
      {
        resource_type: 'Practice',
        monday_start_1: '08:00',
        monday_end_1: '12:00',
        monday_start_2: '13:00',
        monday_end_2: '17:30',
        monday_holiday: 'False',
      },
    ],
    [
      'h:mm tt',
      {
        resource_type: 'practice',
        monday_start_1: '8:00 AM',
        monday_end_1: '12:00 PM',
        monday_start_2: '1:00 PM',
        monday_end_2: '5:30 PM',
        monday_holiday: 'F',
      },
    ],
    [
      'ISO',
      {
        resource_type: 'PRACTICE',
        monday_start_1: '2031-03-10T08:00:00',
        monday_end_1: '2031-03-10T12:00:00',
        monday_start_2: '2031-03-10T13:00:00',
        monday_end_2: '2031-03-10T17:30:00',
        monday_holiday: '0',
      },
    ],
  ])('reads times as %s', async (_, columns) => {
    answer = listOf(row(columns));
    const schedules = await given(
      rig.client.practiceSchedule.listWeekSchedules(CONTEXT, { startDate: '2031-03-10', endDate: '2031-03-10' }),
    );
    const intervals = [
      { startMinutes: 480, endMinutes: 720 },
      { startMinutes: 780, endMinutes: 1050 },
    ];
    const days = [{ date: '2031-03-10', isHoliday: false, intervals }];
    expect(schedules).toEqual([{ resourceType: 'practice', resourceId: '1-1', days }]);
    expect(query()).toMatchObject({ date: '2031-03-09', fields: 'get_all' });
  });

  it.each(['True', 'T', '1', 'Founders Day'])('takes the holiday %j for one', async (monday_holiday) => {
    answer = listOf(row({ resource_type: 'practice', monday_holiday }));
    const [schedule] = await given(
      rig.client.practiceSchedule.listWeekSchedules(CONTEXT, { startDate: '2031-03-10', endDate: '2031-03-10' }),
    );
    expect(schedule?.days).toEqual([{ date: '2031-03-10', isHoliday: true, intervals: [] }]);
  });

  it('takes blank columns for a day off, absent ones for no statement, and unreadable hours for none', async () => {
    const columns = { monday_start_1: '', monday_end_1: '', tuesday_start_1: 'early', tuesday_end_1: '12:00' };
    answer = listOf(row({ resource_type: 'provider', resource_id: 'PRV1', ...columns }));
    const [schedule] = await given(
      rig.client.practiceSchedule.listWeekSchedules(CONTEXT, { startDate: '2031-03-10', endDate: '2031-03-10' }),
    );
    expect(schedule?.days).toEqual([
      { date: '2031-03-10', isHoliday: false, intervals: [] },
      { date: '2031-03-11', isHoliday: false, intervals: [] },
    ]);
  });

  it('asks for each week of the range, from its Sunday', async () => {
    answer = { status: 204 };
    await rig.client.practiceSchedule.listWeekSchedules(CONTEXT, { startDate: '2031-03-15', endDate: '2031-03-16' });
    expect(
      rig
        .dataRequests()
        .map((request) => request.query.get('date'))
        .sort(),
    ).toEqual(['2031-03-09', '2031-03-16']);
  });

  it('leaves out other practices, and resources of a type that it does not know', async () => {
    answer = listOf(row({ resource_type: 'practice', practice_id: '1-2' }), row({ resource_type: 'vehicle' }));
    expect(
      await given(
        rig.client.practiceSchedule.listWeekSchedules(CONTEXT, { startDate: '2031-03-10', endDate: '2031-03-10' }),
      ),
    ).toEqual([]);
  });
});

describe('getWritebackStatus', () => {
  const row = {
    id: '900123',
    office_id: 'Z00001',
    practice_id: '1-1',
    api: 'appointments',
    is_completed: 'True',
    has_error: 'False',
  };
  const state = async (changes: object) => {
    answer = { status: 200, json: [{ total_count: '1', items: [{ ...row, ...changes }] }] };
    return given(rig.client.writebacks.getWritebackStatus(CONTEXT, '900123'));
  };

  it.each([
    [{ is_completed: 'False', has_error: '' }, { state: 'pending' }],
    [{ created_id: '81009' }, { state: 'done', createdId: '81009' }],
    [
      { appointment_sr_no: '81009', patient_id: '4201' },
      { state: 'done', createdId: '81009' },
    ],
    [{ patient_id: '4201' }, { state: 'done', createdId: null }],
    [
      { api: 'patients', patient_id: '4300' },
      { state: 'done', createdId: '4300' },
    ],
    [{ has_error: '' }, { state: 'unknown' }],
    [{ is_completed: '' }, { state: 'unknown' }],
    [{ id: '900124' }, { state: 'unknown' }],
    [{ practice_id: '1-2' }, { state: 'unknown' }],
    [{ office_id: 'Z00002' }, { state: 'unknown' }],
  ])('reads %j as %j', async (changes, expected) => {
    expect(await state(changes)).toEqual(expected);
  });

  it('wraps the reason of a failure, which may name a patient', async () => {
    const failed = await state({ has_error: 'True', result: 'Canary Patient not found' });
    expect(failed.state === 'failed' && reveal(failed.reason)).toBe('Canary Patient not found');
    expect(JSON.stringify(failed)).not.toContain('Canary');
  });

  it('is unknown, not done, when Sikka shows nothing', async () => {
    answer = { status: 204 };
    expect(await given(rig.client.writebacks.getWritebackStatus(CONTEXT, '900123'))).toEqual({ state: 'unknown' });
  });
});

describe('eachWritebackPage', () => {
  const DAYS = { from: '2031-03-03', to: '2031-03-05' };
  const entry = (id: string, office_id: string) => ({
    id,
    office_id,
    method: 'POST',
    api_name: 'appointment',
    api_request_body: `Canary ${id}`,
  });
  const read = async (days = DAYS) => {
    const pages = [];
    for await (const page of rig.client.writebacks.eachWritebackPage({}, days)) pages.push(page);
    return pages;
  };

  it('gives the entries of every tenant, whose bodies show in nothing but their own text', async () => {
    answer = listOf(entry('1', 'Z00002'), entry('2', 'Z00001'));
    const pages = await read();
    const entries = pages.flatMap((page) => (page.ok ? page.value : []));
    expect(entries.map(({ writebackId, officeId, body }) => [writebackId, officeId, reveal(body)])).toEqual([
      ['1', 'Z00002', 'Canary 1'],
      ['2', 'Z00001', 'Canary 2'],
    ]);
    expect(JSON.stringify(pages) + inspect(pages, { depth: null })).not.toContain('Canary');
    expect(rig.dataRequests()[0]?.headers).toMatchObject({ 'app-key': APP_KEY });
  });

  it('ends with the failure', async () => {
    answer = { status: 503 };
    expect(await read()).toMatchObject([{ ok: false }]);
  });

  it('is a bug beyond seven days', async () => {
    await expect(read({ from: '2031-03-01', to: '2031-03-09' })).rejects.toThrow(RangeError);
  });
});

import { listOf, OFFICE, sikkaError, type ScriptedAnswer, type SeenRequest } from '../../sikka/test-rig';
import { startReferenceRig, type ReferenceRig } from '../../sikka/test-reference-calls';
import type { Practice } from '../../persistence/practices';
import type { PmsCapabilities } from '../../domain/pms-capabilities';
import { createNotes } from './noted';
import { readParts, type ReadParts } from './read-parts';
import { settleCapabilities, unreadParts } from './settle-capabilities';
import { REFERENCE_ANSWERS } from './test-answers';

const PRACTICE: Practice = {
  accountId: '00000000-0000-4000-8000-000000000001',
  integrationId: '00000000-0000-4000-8000-000000000002',
  office: OFFICE,
  custId: '1',
  name: 'Sample Dental',
  timeZone: 'America/New_York',
  pms: { name: 'Open Dental', version: 'V24' },
  status: 'active',
  mode: 'live',
  frontDeskNumber: null,
};
const DOWN: ScriptedAnswer = { status: 503 };
const NOT_IN_PLAN = sikkaError(401, 'API2004');

let answers: Record<string, ScriptedAnswer | ((request: SeenRequest) => ScriptedAnswer)>;
let rig: ReferenceRig;
beforeEach(async () => {
  answers = { ...REFERENCE_ANSWERS };
  rig = await startReferenceRig((request) => {
    const answer = answers[request.path] ?? { status: 204 };
    return typeof answer === 'function' ? answer(request) : answer;
  });
});
afterEach(() => rig.close());

const read = async (practice = PRACTICE) => {
  const { noted, rows } = createNotes(practice, 'workflow-1');
  const parts = await readParts(rig.sikka, practice, { office: practice.office, priority: 'background' }, noted);
  return { parts, rows };
};
const settle = async (earlier: PmsCapabilities | null = null, pms = PRACTICE.pms) => {
  const { parts } = await read({ ...PRACTICE, pms });
  return settleCapabilities(pms, parts, earlier);
};
const freshnessOf = ({ freshness }: ReadParts) => {
  if (!freshness.ok) throw new Error('freshness was not read');
  return freshness.value;
};

describe('a first refresh', () => {
  it('gives all that the practice’s software can do', async () => {
    expect(await settle()).toEqual({
      software: { name: 'Open Dental', version: 'V24' },
      writes: {
        'book-appointment': 'supported',
        'change-appointment-status': 'supported',
        'reschedule-appointment': 'unproven',
        'create-patient': 'supported',
        'update-patient': 'unsupported',
        'add-note': 'unsupported',
      },
      provenWrites: [],
      statusWords: ['Scheduled', 'Broken', 'Cancelled', 'open.unconfirm'],
      cancelWord: 'Cancelled',
      providers: [
        { providerId: 'PRV1', name: 'Sample Dentist', isBookable: true },
        { providerId: 'PRV2', name: 'Sample Hidden', isBookable: false },
        { providerId: 'PRV3', name: 'Sample Former', isBookable: false },
      ],
      operatories: [{ operatory: 'OP1', abbreviation: 'Op 1', isHidden: false }],
      appointmentTypes: [{ value: '12', description: 'Cleaning' }],
      hasSlots: false,
      staleParts: [],
    });
  });

  it('puts every request on the audit record, as a read without patients by the system', async () => {
    const { rows } = await read();
    expect(rows).toHaveLength(rig.server.seen.length);
    expect(rows.map((row) => ('endpoint' in row ? row.endpoint : '')).sort()).toEqual(
      rig.server.seen.map(({ path }) => path).sort(),
    );
    for (const row of rows) {
      expect(row).toMatchObject({ action: 'pms.reference.read', actor_type: 'system', phi_accessed: false });
      expect(row).toMatchObject({ account_id: PRACTICE.accountId, workflow_id: 'workflow-1' });
    }
  });

  it.each(['/supported_pmses', '/providers', '/operatories'])('gives nothing without %s', async (path) => {
    answers[path] = DOWN;
    expect(await settle()).toBeNull();
  });

  it('gives no words and no types where they cannot be read: then cancelling is the staff’s', async () => {
    answers['/appointment_statuses'] = DOWN;
    answers['/writeback_details'] = DOWN;
    const staleParts = ['status-words', 'appointment-types'];
    expect(await settle()).toMatchObject({ statusWords: [], cancelWord: null, appointmentTypes: [], staleParts });
  });

  it('holds a software that is not on the list for unproven', async () => {
    answers['/supported_pmses'] = { status: 204 };
    expect(await settle()).toMatchObject({ writes: { 'book-appointment': 'unproven' } });
  });

  it('asks for types under the category’s other spelling, where the first gives none', async () => {
    answers['/writeback_details'] = ({ query }) =>
      query.get('category') === 'ApptType'
        ? listOf({ category: 'ApptType', item: 'X', description: 'Exam', practice_id: '1-1' })
        : { status: 204 };
    expect(await settle()).toMatchObject({ appointmentTypes: [{ value: 'X', description: 'Exam' }] });
  });

  it('asks Planet DDS for its production types', async () => {
    answers['/writeback_details'] = ({ query }) =>
      listOf({ category: query.get('category'), item: 'P', description: 'Hygiene', practice_id: '1-1' });
    const found = await settle(null, { name: 'Planet DDS', version: 'WebV3.0' });
    expect(found).toMatchObject({ appointmentTypes: [{ value: 'P', description: 'Hygiene' }], hasSlots: true });
    const [asked] = rig.server.seen.filter(({ path }) => path === '/writeback_details');
    expect(asked?.query.get('category')).toBe('ApptProdType');
  });
});

describe('status words', () => {
  it.each(['/appointment_statuses', '/practice_variables'])(
    'come from the other list when %s is refused for good',
    async (path) => {
      answers[path] = NOT_IN_PLAN;
      const found = await settle();
      expect(found?.staleParts).toEqual([]);
      expect(found?.statusWords.length).toBeGreaterThan(0);
    },
  );

  it.each(['/appointment_statuses', '/practice_variables'])('are not known by half while %s is down', async (path) => {
    answers[path] = DOWN;
    expect(await settle()).toMatchObject({ statusWords: [], staleParts: ['status-words'] });
  });

  it('are not known when both lists are refused', async () => {
    answers['/appointment_statuses'] = NOT_IN_PLAN;
    answers['/practice_variables'] = NOT_IN_PLAN;
    expect(await settle()).toMatchObject({ staleParts: ['status-words'] });
  });
});

describe('a later refresh', () => {
  const before = async (): Promise<PmsCapabilities> => {
    const first = await settle();
    if (first === null) throw new Error('the first refresh failed');
    return { ...first, provenWrites: ['reschedule-appointment', 'add-note'] };
  };

  it.each([
    ['/supported_pmses', 'writes'],
    ['/appointment_statuses', 'status-words'],
    ['/providers', 'providers'],
    ['/operatories', 'operatories'],
    ['/writeback_details', 'appointment-types'],
  ])('keeps what was stored when %s cannot be read, and says so', async (path, part) => {
    const earlier = await before();
    const changed: Record<string, ScriptedAnswer> = Object.fromEntries(
      Object.keys(REFERENCE_ANSWERS).map((name) => [name, { status: 204 }]),
    );
    answers = { ...changed, [path]: DOWN };
    const later = await settle(earlier);
    expect(later?.staleParts).toEqual([part]);
    const kept = {
      writes: 'writes',
      'status-words': 'statusWords',
      providers: 'providers',
      operatories: 'operatories',
      'appointment-types': 'appointmentTypes',
    } as const;
    for (const [name, field] of Object.entries(kept)) {
      if (name === part) expect(later?.[field]).toEqual(earlier[field]);
      else expect(later?.[field]).not.toEqual(earlier[field]);
    }
  });

  it('keeps what was proven, which fills what the list leaves open and nothing else', async () => {
    const later = await settle(await before());
    expect(later).toMatchObject({
      provenWrites: ['reschedule-appointment', 'add-note'],
      writes: { 'reschedule-appointment': 'supported', 'add-note': 'unsupported' },
    });
  });

  it('gives nothing new when nothing can be read', async () => {
    const earlier = await before();
    answers = Object.fromEntries(Object.keys(REFERENCE_ANSWERS).map((path) => [path, DOWN]));
    expect(await settle(earlier)).toBeNull();
    expect(unreadParts((await read()).parts)).toHaveLength(6);
  });

  it('takes nothing over from another software', async () => {
    const earlier = await before();
    const dentrix = { name: 'Dentrix', version: 'G6' };
    answers['/appointment_statuses'] = DOWN;
    expect(await settle(earlier, dentrix)).toMatchObject({ statusWords: [], cancelWord: null, provenWrites: [] });
    answers['/providers'] = DOWN;
    expect(await settle(earlier, dentrix)).toBeNull();
  });

  it('keeps what it knows through a new version of the same software', async () => {
    const earlier = await before();
    answers['/providers'] = DOWN;
    const later = await settle(earlier, { name: 'Open Dental', version: 'V25' });
    expect(later?.providers).toEqual(earlier.providers);
  });
});

describe('freshness', () => {
  it('is taken from the sync and from the utility at the practice', async () => {
    const { parts } = await read();
    expect(freshnessOf(parts)).toEqual({
      pmsRefreshedAt: '2031-03-04T11:30:00.000Z',
      insertedAt: '2031-03-04T11:40:00.000Z',
      syncStatus: 'refresh',
      utilityHasError: false,
      utilityIsInactive: false,
      refreshIntervalMinutes: 20,
    });
  });

  it('counts the worst of the office’s practices when none has the practice’s id', async () => {
    const row = {
      office_id: 'Z00001',
      status: 'refresh',
      data_insert_date: '2031-03-04T06:40:00',
      practice_management_system_refresh_date_time_zone: 'Eastern Standard Time',
    };
    const late = { ...row, practice_id: '2', status: 'not refresh', data_insert_date: '2031-03-02T06:40:00' };
    answers['/data_sync_status'] = listOf({ ...row, practice_id: '1' }, late);
    const worst = { syncStatus: 'not-refresh', insertedAt: '2031-03-02T11:40:00.000Z' };
    expect(freshnessOf((await read()).parts)).toMatchObject(worst);
    answers['/data_sync_status'] = listOf({ ...row, practice_id: '1-1' }, late);
    expect(freshnessOf((await read()).parts)).toMatchObject({ syncStatus: 'refresh' });
  });

  it('does not count a utility that was given up, unless all were', async () => {
    const utility = { refresh_time: '3/4/2031 6:30:00 AM', timezone: 'Eastern Standard Time', is_inactive: 'False' };
    const old = { ...utility, refresh_time: '1/4/2030 6:30:00 AM', is_inactive: 'True', spc_error_flag: 'True' };
    answers['/health_check'] = listOf(utility, old);
    const now = { pmsRefreshedAt: '2031-03-04T11:30:00.000Z', utilityIsInactive: false, utilityHasError: false };
    expect(freshnessOf((await read()).parts)).toMatchObject(now);
    answers['/health_check'] = listOf(old);
    expect(freshnessOf((await read()).parts)).toMatchObject({ utilityIsInactive: true, utilityHasError: true });
  });

  it('knows nothing, and says so, when Sikka lists nothing', async () => {
    answers['/data_sync_status'] = { status: 204 };
    answers['/health_check'] = { status: 204 };
    const unknown = { pmsRefreshedAt: null, insertedAt: null, syncStatus: 'unknown', refreshIntervalMinutes: null };
    expect(freshnessOf((await read()).parts)).toMatchObject(unknown);
  });

  it('is not told by half while one of its two sources is down, and keeps no capability from being read', async () => {
    answers['/health_check'] = DOWN;
    const { parts } = await read();
    expect(unreadParts(parts)).toEqual(['freshness']);
    expect(settleCapabilities(PRACTICE.pms, parts, null)).toMatchObject({ staleParts: [] });
  });
});

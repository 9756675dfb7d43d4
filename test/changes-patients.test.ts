import { AS_IT_STARTED, createChangeDriver, HIDES_WRITEBACKS, type ChangeDriver } from './support/changes';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

interface Chart {
  readonly patientId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
  readonly cell: string;
  readonly preferredName: string;
}

const NEW = { firstName: 'Zoë', birthDate: '1991-02-03', phone: '+16025550168' };

/** Charts of that last name in the practice's own book; without accents, as they are sent. */
async function chartsOf({ simulator }: TestStack, lastName: string): Promise<readonly Chart[]> {
  const { items } = (await simulator.get('/patients?limit=1000&practiceId=1-1')) as { items: readonly Chart[] };
  return items.filter((chart) => chart.lastName === lastName);
}

describe('a new patient', () => {
  let stack: TestStack;
  let driver: ChangeDriver;
  beforeAll(async () => {
    stack = await startStack();
    driver = await createChangeDriver(stack);
  });
  afterEach(() => stack.simulator.put('/knobs', AS_IT_STARTED));
  afterAll(async () => {
    await driver.close();
    await stack.stop();
  });

  const enter = (lastName: string, more: object = {}) =>
    driver.store({ kind: 'create-patient', request: { ...NEW, lastName, ...more } });
  const createPostCounter = async () => {
    const before = await stack.simulator.countRequests('POST', '/patient');
    return async () => (await stack.simulator.statusesOf('POST', '/patient')).slice(before);
  };

  it('is sent first and then confirmed, with one request, one chart and its id', async () => {
    const posts = await createPostCounter();
    const change = await enter('Firstentry');
    expect(await driver.ask(change)).toBe('sent');
    await driver.waitFor(change.changeId, 'confirmed');
    const charts = await chartsOf(stack, 'Firstentry');
    expect(charts).toMatchObject([{ firstName: 'Zoe', birthDate: '1991-02-03', cell: '602-555-0168' }]);
    expect(await driver.createdId(change.changeId)).toBe(charts[0]?.patientId);
    expect(await posts()).toEqual([201]);
    expect(await driver.tasks(change.changeId)).toEqual([]);
  });

  it('whose id the practice’s software does not tell is found by name and birth date', async () => {
    await stack.simulator.put('/knobs', { 'write.resultFields': 'neither' });
    const change = await enter('Idlessperson');
    await driver.ask(change);
    await driver.waitFor(change.changeId, 'confirmed');
    const [chart] = await chartsOf(stack, 'Idlessperson');
    await waitFor('the id', async () => ((await driver.createdId(change.changeId)) === chart?.patientId ? true : null));
  });

  it('leaves to people what the new chart has no place for', async () => {
    const change = await enter('Remarkable', { remarks: 'Insured with Sample Mutual' });
    await driver.ask(change);
    await driver.waitFor(change.changeId, 'confirmed');
    expect(await driver.tasks(change.changeId)).toMatchObject([
      {
        kind: 'update-patient-by-hand',
        reason_code: 'staff-will-change',
        details: { asked: { lastName: 'Remarkable', changes: { remarks: 'Insured with Sample Mutual' } } },
      },
    ]);
  });

  it.each([
    ['the same name', 'Zoë'],
    ['the beginning of the same name', 'Zo'],
    ['a longer form of the name', 'Zoelina'],
  ])('who has a likely twin on file, by %s, is not entered, and people look at it', async (_what, firstName) => {
    await stack.simulator.post('/patients', { firstName, lastName: `Twin${firstName}`, birthDate: NEW.birthDate });
    const posts = await createPostCounter();
    const change = await enter(`Twin${firstName}`);
    expect(await driver.ask(change)).toBe('not-done');
    expect(await driver.row(change.changeId)).toMatchObject({ state: 'failed', reason_code: 'likely-duplicate' });
    expect(await driver.tasks(change.changeId)).toMatchObject([
      { kind: 'create-patient-by-hand', reason_code: 'likely-duplicate' },
    ]);
    expect(await posts()).toEqual([]);
  });

  it('who only shares a birth date, or a name, is entered', async () => {
    await stack.simulator.post('/patients', { firstName: 'Amos', lastName: 'Sharedname', birthDate: NEW.birthDate });
    await stack.simulator.post('/patients', { firstName: 'Zoe', lastName: 'Sharedname', birthDate: '1950-01-01' });
    const change = await enter('Sharedname');
    expect(await driver.ask(change)).toBe('sent');
  });

  it('is not sent while nobody can say whether they are on file, and once when somebody can', async () => {
    const posts = await createPostCounter();
    const unreachable = [{ method: 'GET', path: '/patients', status: 'reset', count: 1_000 }];
    await stack.simulator.put('/knobs', { 'api.faults': unreachable });
    const change = await enter('Waitingperson');
    expect(await driver.ask(change, 1_500)).toBe('working');
    expect(await posts()).toEqual([]);
    await stack.simulator.put('/knobs', { 'api.faults': [] });
    await driver.waitFor(change.changeId, 'confirmed');
    expect(await posts()).toEqual([201]);
  });

  it('that is refused for good is not done, and becomes a task', async () => {
    await stack.simulator.put('/knobs', { 'api.faults': [{ method: 'POST', path: '/patient', status: 409 }] });
    const change = await enter('Refusedperson');
    expect(await driver.ask(change)).toBe('not-done');
    expect(await driver.tasks(change.changeId)).toMatchObject([
      { kind: 'create-patient-by-hand', reason_code: 'pms-refused', details: { asked: { lastName: 'Refusedperson' } } },
    ]);
    expect(await chartsOf(stack, 'Refusedperson')).toEqual([]);
  });

  it.each([
    ['among the write-backs', 'Lostandlisted', []],
    ['among the charts', 'Lostandseen', HIDES_WRITEBACKS],
  ])('whose answer was lost is found %s and entered once', async (_where, lastName, faults) => {
    const posts = await createPostCounter();
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'queued-504', 'api.faults': faults });
    const change = await enter(lastName);
    await driver.ask(change);
    await driver.waitFor(change.changeId, 'confirmed');
    const charts = await chartsOf(stack, lastName);
    expect(charts).toHaveLength(1);
    expect(await driver.createdId(change.changeId)).toBe(charts[0]?.patientId);
    expect(await posts()).toEqual([504]);
  });

  it('whose write-back fails is failed, with a task', async () => {
    await stack.simulator.put('/spu', { online: false });
    const change = await enter('Laterefused');
    expect(await driver.ask(change)).toBe('sent');
    await stack.simulator.put('/knobs', {
      'write.fails': true,
      'write.failureWords': 'No licence',
      'spu.online': true,
    });
    await driver.waitFor(change.changeId, 'failed');
    expect(await driver.tasks(change.changeId)).toMatchObject([
      { kind: 'create-patient-by-hand', reason_code: 'writeback-failed', details: { answered: 'No licence' } },
    ]);
    await stack.simulator.put('/knobs', { 'write.failureWords': null });
  });
});

describe('a change of a chart, at software that takes such changes', () => {
  let stack: TestStack;
  let driver: ChangeDriver;
  beforeAll(async () => {
    stack = await startStack({ simulator: { knobs: { 'office.profile': 'dolphin' } } });
    driver = await createChangeDriver(stack);
  });
  afterEach(() => stack.simulator.put('/knobs', AS_IT_STARTED));
  afterAll(async () => {
    await driver.close();
    await stack.stop();
  });

  const update = (changes: object) => driver.store({ kind: 'update-patient', request: { patientId: '4001', changes } });
  const createPatchCounter = async () => {
    const before = await stack.simulator.countRequests('PATCH', '/patient/4001');
    return async () => (await stack.simulator.statusesOf('PATCH', '/patient/4001')).slice(before);
  };
  const preferredName = async () => (await chartsOf(stack, 'Brightwater'))[0]?.preferredName;

  it('is sent first and then confirmed, with one request', async () => {
    const patches = await createPatchCounter();
    const change = await update({ preferredName: 'May' });
    expect(await driver.ask(change)).toBe('sent');
    await driver.waitFor(change.changeId, 'confirmed');
    expect(await preferredName()).toBe('May');
    expect(await patches()).toEqual([200]);
  });

  it.each([{ phone: '6025550169' }, { preferredName: 'Mo', email: 'maya@example.com' }])(
    'with a part for which the software has no field is people’s work as a whole: %j',
    async (changes) => {
      const patches = await createPatchCounter();
      const change = await update(changes);
      expect(await driver.ask(change)).toBe('task');
      expect(await driver.row(change.changeId)).toMatchObject({ state: 'held', route: 'staff' });
      expect(await driver.tasks(change.changeId)).toMatchObject([
        { kind: 'update-patient-by-hand', reason_code: 'pms-unsupported', details: { asked: { changes } } },
      ]);
      expect(await patches()).toEqual([]);
    },
  );

  it.each([
    ['among the write-backs', 'Maybell', []],
    ['in the chart', 'Mayflower', HIDES_WRITEBACKS],
  ])('whose answer was lost is found %s and never repeated', async (_where, name, faults) => {
    const patches = await createPatchCounter();
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'queued-500', 'api.faults': faults });
    const change = await update({ preferredName: name });
    await driver.ask(change);
    await driver.waitFor(change.changeId, 'confirmed');
    expect(await preferredName()).toBe(name);
    expect(await patches()).toEqual([500]);
  });

  it('that is refused is not done, and becomes a task', async () => {
    await stack.simulator.put('/knobs', { 'api.faults': [{ method: 'PATCH', path: '/patient/4001', status: 400 }] });
    const change = await update({ preferredName: 'Refused' });
    expect(await driver.ask(change)).toBe('not-done');
    expect(await driver.tasks(change.changeId)).toMatchObject([
      { kind: 'update-patient-by-hand', reason_code: 'pms-refused' },
    ]);
  });

  it('whose write-back fails is failed, with a task', async () => {
    await stack.simulator.put('/knobs', { 'write.fails': true });
    const change = await update({ preferredName: 'Failing' });
    expect(await driver.ask(change)).toBe('sent');
    await driver.waitFor(change.changeId, 'failed');
    expect(await driver.tasks(change.changeId)).toMatchObject([
      { kind: 'update-patient-by-hand', reason_code: 'writeback-failed' },
    ]);
  });

  it('is no new chart: of one it wants more than we hold, so that it is people’s work', async () => {
    const posts = await stack.simulator.countRequests('POST', '/patient');
    const change = await driver.store({ kind: 'create-patient', request: { ...NEW, lastName: 'Userneeded' } });
    expect(await driver.ask(change)).toBe('task');
    expect(await driver.tasks(change.changeId)).toMatchObject([
      { kind: 'create-patient-by-hand', reason_code: 'pms-unsupported' },
    ]);
    expect(await stack.simulator.countRequests('POST', '/patient')).toBe(posts);
  });
});

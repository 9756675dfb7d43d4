import { createBlindIndex } from '../src/crypto/blind-index';
import { codesIn, type PhoneCall } from './support/phone-call';
import { learnCapabilities } from './support/visits';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const NORA = {
  firstName: 'Nora',
  lastName: 'Larkmeadow',
  dateOfBirth: '1988-04-12',
  phone: '(602) 555-0199',
  email: 'nora@example.com',
  insurance: 'Sample Mutual',
};
const MAYA_AS_NEW = { firstName: 'Maya', lastName: 'Brightwater', dateOfBirth: '04/12/1988', phone: '602-555-0142' };
const KIT_AS_NEW = { firstName: 'Kath', lastName: 'Hollowmere', dateOfBirth: '1994-02-09', phone: '480-555-0199' };

interface ChangeRow {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly route: string;
  readonly reason_code: string | null;
  readonly patient_index: string;
}

describe('a new patient', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
    await learnCapabilities(stack);
  });
  afterAll(() => stack.stop());

  const changesOf = (call: PhoneCall): Promise<ChangeRow[]> =>
    stack.database.query<ChangeRow>(
      `SELECT c.* FROM pms_changes c JOIN call_sessions s ON s.id = c.call_session_id
        WHERE s.vapi_call_id = $1 ORDER BY c.created_at`,
      [call.id],
    );
  const tasksOf = (call: PhoneCall) =>
    stack.database.query(
      `SELECT t.kind, t.reason_code FROM staff_tasks t JOIN pms_changes c ON c.id = t.change_id
         JOIN call_sessions s ON s.id = c.call_session_id WHERE s.vapi_call_id = $1 ORDER BY t.created_at`,
      [call.id],
    );
  const posts = () => stack.simulator.countRequests('POST', '/patient');
  const stranger = () => stack.call({ number: '+16025550199' });
  const somebody = (lastName: string) => ({ ...NORA, lastName, email: undefined });

  it('is sent once, with codes for the request and for the person, and then confirmed', async () => {
    const call = stranger();
    const before = await posts();
    const sent = await call.tool('create-patient', NORA);
    expect(sent).toMatchObject({ status: 'SENT', channel: 'result' });
    expect(codesIn(sent.text, 'A')).toEqual(['A1']);
    expect(codesIn(sent.text, 'P')).toEqual(['P1']);
    expect(sent.text).not.toMatch(/\bis entered\b|\bdone\b/);

    await waitFor('the chart', async () => ((await changesOf(call))[0]?.state === 'confirmed' ? true : null));
    const again = await call.tool('create-patient', { ...NORA, firstName: 'NORA', phone: '+16025550199' });
    expect(again.status).toBe('CONFIRMED');
    expect([...codesIn(again.text, 'A'), ...codesIn(again.text, 'P')]).toEqual(['A1', 'P1']);
    expect(await posts()).toBe(before + 1);
    expect(await changesOf(call)).toHaveLength(1);
    const promises = await stack.database.query(`SELECT status_word FROM promises WHERE change_id = $1 ORDER BY id`, [
      (await changesOf(call))[0]?.id,
    ]);
    expect(promises).toEqual([{ status_word: 'SENT' }, { status_word: 'CONFIRMED' }]);
  });

  it('is never told whether they are on file: one who is and one who is likely hear the same words', async () => {
    const [exact, likely] = [stranger(), stranger()];
    const before = await posts();
    const first = await exact.tool('create-patient', MAYA_AS_NEW);
    const second = await likely.tool('create-patient', KIT_AS_NEW);
    expect(first.status).toBe('TASK');
    expect(second.text).toBe(first.text);
    expect(codesIn(first.text, 'P')).toEqual([]);
    for (const call of [exact, likely]) {
      expect(await tasksOf(call)).toEqual([{ kind: 'create-patient-by-hand', reason_code: 'likely-duplicate' }]);
      expect(await changesOf(call)).toMatchObject([{ state: 'held', route: 'staff' }]);
    }
    const patients = await stack.database.query(
      `SELECT 1 FROM call_patients p JOIN call_sessions s ON s.id = p.call_session_id WHERE s.vapi_call_id = ANY ($1)`,
      [[exact.id, likely.id]],
    );
    expect(patients).toEqual([]);
    expect(await posts()).toBe(before);
    const rows = await stack.database.query<{ patient_ref: string | null }>(
      `SELECT patient_ref FROM pms_audit_logs WHERE action = 'tool.call' AND vapi_call_id = $1`,
      [exact.id],
    );
    expect(rows).toEqual([{ patient_ref: null }]);
  });

  it('who is on file counts as somebody who fails to verify; asking for the same again counts no more', async () => {
    const call = stranger();
    const isLocked = async (): Promise<boolean | undefined> =>
      (
        await stack.database.query<{ is_locked: boolean }>(
          'SELECT is_locked FROM call_sessions WHERE vapi_call_id = $1',
          [call.id],
        )
      )[0]?.is_locked;
    const onFile = ['04/12/1988', '04/13/1988', '04/14/1988'].map((dateOfBirth) => ({ ...MAYA_AS_NEW, dateOfBirth }));
    for (const person of [...onFile.slice(0, 2), ...onFile.slice(0, 2)]) {
      expect((await call.tool('create-patient', person)).status).toBe('TASK');
    }
    expect(await isLocked()).toBe(false);
    expect((await call.tool('create-patient', onFile[2])).status).toBe('TASK');
    expect(await isLocked()).toBe(true);
    expect((await call.tool('create-patient', somebody('Larkmoor'))).status).toBe('NEED');
  });

  it('hears those words too where the practice enters new patients itself', async () => {
    const call = stranger();
    const doubted = await stranger().tool('create-patient', MAYA_AS_NEW);
    await stack.database.query(`UPDATE pms_integrations SET mode = 'shadow'`);
    const heard = await call.tool('create-patient', somebody('Shadowfield'));
    await stack.database.query(`UPDATE pms_integrations SET mode = 'live'`);
    expect(heard.text).toBe(doubted.text);
    await waitFor('the task', async () => ((await tasksOf(call)).length > 0 ? true : null));
    expect(await tasksOf(call)).toMatchObject([{ kind: 'create-patient-by-hand' }]);
  });

  it('gets one chart, however many calls ask for it before it shows', async () => {
    await stack.simulator.put('/spu', { online: false });
    try {
      const before = await posts();
      const heard = await Promise.all([
        stranger().tool('create-patient', { ...somebody('Twicefield'), phone: '602-555-0111' }),
        stranger().tool('create-patient', { ...somebody('Twicefield'), phone: '602-555-0112' }),
      ]);
      expect(heard.map(({ status }) => status).sort()).toEqual(['SENT', 'TASK']);
      expect(await posts()).toBe(before + 1);
    } finally {
      await stack.simulator.put('/spu', { online: true });
    }
  });

  it('is left to people where the search that should have found them failed', async () => {
    const call = stranger();
    await stack.simulator.put('/knobs', {
      'api.faults': [{ method: 'GET', path: '/patients', status: 422, count: 2 }],
    });
    const heard = await call.tool('create-patient', somebody('Blindfield'));
    await stack.simulator.put('/knobs', { 'api.faults': [] });
    expect(heard.status).toBe('TASK');
    expect(await tasksOf(call)).toEqual([{ kind: 'create-patient-by-hand', reason_code: 'pms-unavailable' }]);
  });

  it.each([
    ['no birth date', { dateOfBirth: undefined }, 'dateOfBirth is missing'],
    ['a birth date to come', { dateOfBirth: '2999-01-01' }, 'dateOfBirth lies in the future'],
    ['a name with digits', { lastName: 'L4rk' }, 'lastName must be a name in letters only'],
    ['half a number', { phone: '555-0199' }, 'phone must be a US number of ten digits'],
    ['a template', { firstName: '{{customer.name}}' }, 'firstName holds a template'],
  ])('with %s is asked for it, and nothing is stored', async (_what, wrong, instruction) => {
    const call = stranger();
    const heard = await call.tool('create-patient', { ...NORA, ...wrong });
    expect(heard).toMatchObject({ status: 'NEED', channel: 'error' });
    expect(heard.text).toContain(instruction);
    expect(await changesOf(call)).toEqual([]);
  });

  it('is known by one opaque reference in every call, which says nothing by itself', async () => {
    const call = stranger();
    await call.tool('create-patient', somebody('Reffield'));
    const [line] = await stack.database.query<{ account: string; id: string }>(
      `SELECT account_id AS account, integration_id AS id FROM phone_lines WHERE vapi_phone_number_id = 'num-dev-0001'`,
    );
    const index = createBlindIndex(Buffer.from(stack.env['INDEX_KEY'] ?? '', 'base64'));
    const expected = index('new-patient', line?.account ?? '', line?.id ?? '', 'nora', 'reffield', '1988-04-12');
    expect(await changesOf(call)).toMatchObject([{ patient_index: expected }]);
  });
});

import { reveal } from '../src/domain/phi';
import { readWorkerConfig } from '../src/config/worker-config';
import { Database } from '../src/persistence/database';
import { createPhiCipher } from '../src/persistence/phi-cipher';
import { TASK_DETAILS_COLUMN } from '../src/persistence/staff-tasks';
import { startHoursWire, type HoursWire } from './support/office-hours';
import { MAYA, type PhoneCall } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { createStackClient } from './support/stack-client';
import { waitFor } from './support/wait';

const OPEN_LINE = 'num-dev-0001';
const CLOSED_LINE = 'num-dev-0002';
const DESK = '+12025550190';
const ASKED = { reason: 'wants a person', summary: 'A crown came loose; asks what to do until Monday.' };

interface CallbackRow {
  readonly id: string;
  readonly state: string;
  readonly workflow_id: string;
  readonly request: Buffer;
}

describe('a caller who wants a person', () => {
  let stack: TestStack;
  let wire: HoursWire;
  beforeAll(async () => {
    stack = await startStack({
      wire: async (url) => {
        wire = await startHoursWire(url, (practice) => (practice.endsWith('-1') ? 'always-open' : 'always-closed'));
        return wire.baseUrl;
      },
    });
  });
  afterAll(async () => {
    await stack.stop();
    await wire.close();
  });
  afterEach(() => stack.simulator.put('/phone', { control: 'taken' }));

  const dial = (phoneNumberId = OPEN_LINE, number: string | null = '+16025550142') =>
    stack.call({ phoneNumberId, number, controlUrl: (id) => stack.simulator.controlUrlOf(id) });
  const callbacksOf = ({ id }: PhoneCall): Promise<CallbackRow[]> =>
    stack.database.query<CallbackRow>(
      `SELECT c.* FROM callbacks c JOIN call_sessions s ON s.id = c.call_session_id
        WHERE s.vapi_call_id = $1 ORDER BY c.created_at`,
      [id],
    );
  const tasksOf = async (call: PhoneCall) => {
    const ids = (await callbacksOf(call)).map(({ id }) => id);
    return stack.database.query<Record<string, never>>(
      `SELECT kind, reason_code, details, account_id, due_at, created_at FROM staff_tasks
        WHERE operation_key = ANY ($1)`,
      [ids],
    );
  };
  const theTask = (call: PhoneCall) =>
    waitFor('the task', async () => {
      const [task] = await tasksOf(call);
      return task ?? null;
    });
  const controlOf = async ({ id }: PhoneCall): Promise<unknown[]> => {
    const { items } = (await stack.simulator.get(`/control?callId=${id}`)) as { items: { body: unknown }[] };
    return items.map(({ body }) => body);
  };
  const hangUp = (call: PhoneCall, transfers: readonly string[]) =>
    call.post('/vapi/webhook', {
      message: {
        type: 'end-of-call-report',
        endedReason: 'assistant-forwarded-call',
        call: call.envelope,
        artifact: {
          transcript: 'Canaryword transcript',
          transfers: transfers.map((status) => ({ destination: { type: 'number', number: DESK }, status })),
        },
      },
    });
  const detailsOf = async (call: PhoneCall): Promise<unknown> => {
    const config = readWorkerConfig(stack.env);
    if (!config.ok) throw new Error('misconfigured');
    const database = new Database(stack.database.admin);
    const task = await theTask(call);
    const cipher = createPhiCipher(database, config.value.keys.payloadKeys.expose());
    const sealed = task['details'] as unknown as Buffer;
    const opened = await cipher.open<string>(task['account_id'] as unknown as string, TASK_DETAILS_COLUMN, sealed);
    return JSON.parse(reveal(opened)) as unknown;
  };
  const stateOf = (call: PhoneCall, state: string) =>
    waitFor(`a callback that is ${state}`, async () => ((await callbacksOf(call))[0]?.state === state ? true : null));

  it('is put through once while the practice is open, and nobody says that anybody has answered', async () => {
    const call = dial();
    const heard = await call.tool('transfer-to-human', ASKED);
    expect(heard).toMatchObject({ status: 'OK', channel: 'result' });
    expect(heard.text).toContain('is being put through');
    const again = await call.tool('transfer-to-human', ASKED);
    expect(again.text).toBe(heard.text);
    expect(await controlOf(call)).toEqual([
      { type: 'transfer', destination: { type: 'number', number: DESK }, content: expect.any(String) as string },
    ]);
    expect(await callbacksOf(call)).toMatchObject([{ state: 'transferring' }]);

    expect((await hangUp(call, ['no-answer', 'connected'])).status).toBe(200);
    await stateOf(call, 'connected');
    expect(await tasksOf(call)).toEqual([]);
    const rows = await stack.database.query(
      `SELECT kind, outcome, phi_fields FROM pms_audit_logs
        WHERE action = 'call.transfer' AND vapi_call_id = $1 ORDER BY chain_seq`,
      [call.id],
    );
    expect(rows).toEqual([
      { kind: 'attempt', outcome: 'pending', phi_fields: [] },
      { kind: 'outcome', outcome: 'success', phi_fields: [] },
    ]);
    const promises = await stack.database.query(
      `SELECT status_word, booking_id, change_id FROM promises p JOIN call_sessions s ON s.id = p.call_session_id
        WHERE s.vapi_call_id = $1`,
      [call.id],
    );
    const said = { status_word: 'OK', booking_id: null, change_id: null };
    expect(promises).toEqual([said, said]);
  });

  it.each([['no-answer'], ['busy'], ['voicemail'], ['failed'], ['completed'], ['a word that nobody knows']])(
    'is called back when the transfer ended as %s',
    async (status) => {
      const call = dial();
      expect((await call.tool('transfer-to-human', ASKED)).status).toBe('OK');
      expect((await hangUp(call, [status])).status).toBe(200);
      expect(await theTask(call)).toMatchObject({ kind: 'call-back', reason_code: 'nobody-answered' });
      await stateOf(call, 'task');
    },
  );

  it('is called back when the report says nothing of a transfer, and a repeat of it changes nothing', async () => {
    const call = dial();
    await call.tool('transfer-to-human', ASKED);
    await hangUp(call, []);
    await theTask(call);
    expect((await hangUp(call, ['connected'])).status).toBe(200);
    expect(await tasksOf(call)).toHaveLength(1);
    expect(await callbacksOf(call)).toMatchObject([{ state: 'task' }]);
  });

  it('is called back within an hour of opening time, with what people need for it', async () => {
    const call = dial();
    await call.tool('search-patients', MAYA);
    await stack.simulator.put('/phone', { control: 'complains' });
    const heard = await call.tool('transfer-to-human', ASKED);
    expect(heard.status).toBe('TASK');
    const task = await theTask(call);
    expect(task).toMatchObject({ kind: 'call-back', reason_code: 'not-put-through' });
    const [due, opened] = [task['due_at'], task['created_at']].map((at) => (at as unknown as Date).getTime());
    expect(Math.abs(due! - opened! - 3_600_000)).toBeLessThan(10_000);
    expect(await detailsOf(call)).toEqual({
      notes: [{ reason: ASKED.reason, summary: ASKED.summary }],
      callerNumber: '+16025550142',
      isVerified: true,
      patientIds: [expect.any(String)],
    });
  });

  it('is not put through to a closed practice; the task waits for it to open, and new words join it', async () => {
    const call = dial(CLOSED_LINE, null);
    const heard = await call.tool('transfer-to-human', { reason: 'wants a person' });
    expect(heard.status).toBe('TASK');
    expect(await controlOf(call)).toEqual([]);
    const urgent = await call.tool('transfer-to-human', { reason: 'it hurts a lot now' });
    expect(urgent.text).toBe(heard.text);
    expect(await tasksOf(call)).toHaveLength(1);
    await waitFor('the new words', async () => {
      const { notes } = (await detailsOf(call)) as { notes: unknown[] };
      return notes.length === 2 ? true : null;
    });
    expect(await detailsOf(call)).toMatchObject({ callerNumber: null, isVerified: false, patientIds: [] });
  });

  it('hears a promise of a call only where the practice is reached by a channel', async () => {
    const without = await dial(CLOSED_LINE).tool('transfer-to-human', ASKED);
    expect(without.text).toContain('written down for the office');
    expect(without.text).not.toMatch(/will call back/);
    const [line] = await stack.database.query<{ account_id: string; integration_id: string }>(
      'SELECT account_id, integration_id FROM phone_lines WHERE vapi_phone_number_id = $1',
      [CLOSED_LINE],
    );
    await stack.database.query(
      `INSERT INTO staff_channels (integration_id, account_id, kind, address, address_index, verified_at)
       VALUES ($1, $2, 'sms', 'sealed', 'an-index', now())`,
      [line?.integration_id, line?.account_id],
    );
    const withOne = await dial(CLOSED_LINE).tool('transfer-to-human', ASKED);
    await stack.database.query('DELETE FROM staff_channels');
    expect(withOne.text).toContain('will call back');
  });

  it('is called back where the answer of Vapi was lost, as nobody knows whether it rings', async () => {
    const call = dial();
    await stack.simulator.put('/phone', { control: 'lost' });
    expect((await call.tool('transfer-to-human', ASKED)).status).toBe('TASK');
    expect(await controlOf(call)).toHaveLength(1);
    await theTask(call);
    expect(await controlOf(call)).toHaveLength(1);
  });

  it.each([
    ['no way into the call', () => stack.call()],
    ['no number of the front desk', () => dial()],
    ['authority to hold only', () => dial()],
  ])('is called back with %s', async (what, start) => {
    const set = (sql: string) => stack.database.query(sql);
    if (what.startsWith('no number')) await set('UPDATE pms_integrations SET front_desk_number = NULL');
    if (what.startsWith('authority')) {
      await set(`INSERT INTO tool_authorities (integration_id, tool, authority)
        SELECT id, 'transfer-to-human', 'hold' FROM pms_integrations`);
    }
    const call = start();
    try {
      expect((await call.tool('transfer-to-human', ASKED)).status).toBe('TASK');
      expect(await controlOf(call)).toEqual([]);
      await theTask(call);
    } finally {
      await set(`UPDATE pms_integrations SET front_desk_number = '${DESK}'`);
      await set('DELETE FROM tool_authorities');
    }
  });

  it('is heard in a locked call, and asked for a reason where there is none', async () => {
    const call = dial();
    for (let i = 0; i < 3; i += 1) await call.tool('search-patients', { ...MAYA, dateOfBirth: '1988-04-13' });
    expect((await call.tool('transfer-to-human', {})).text).toContain('reason is missing');
    expect((await call.tool('transfer-to-human', ASKED)).status).toBe('OK');
    await hangUp(call, ['connected']);
    await stateOf(call, 'connected');
  });

  it('may ask anew once the practice has called back', async () => {
    const call = dial(CLOSED_LINE);
    await call.tool('transfer-to-human', ASKED);
    await theTask(call);
    await stack.database.query(`UPDATE staff_tasks SET status = 'done' WHERE kind = 'call-back'`);
    await call.tool('transfer-to-human', ASKED);
    await waitFor('a second task', async () => ((await tasksOf(call)).length === 2 ? true : null));
    expect((await callbacksOf(call)).map(({ state }) => state)).toEqual(['done', 'task']);
  });

  it('leaves no word of what was said in clear, neither in our tables nor in histories', async () => {
    const call = dial(CLOSED_LINE);
    await call.tool('transfer-to-human', { reason: 'Canaryreason', summary: 'Canarysummary' });
    const [row] = await callbacksOf(call);
    expect(row?.request.toString('latin1')).not.toMatch(/Canary/);
    const client = await createStackClient(stack);
    const history = await client.workflow.getHandle(row?.workflow_id ?? '').fetchHistory();
    await client.connection.close();
    expect(JSON.stringify(history)).not.toMatch(/Canary|16025550142/);
  });
});

import { startHoursWire, type HoursWire } from './support/office-hours';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { createStackClient } from './support/stack-client';
import { CLOSED_LINE, createTransferProbe, DESK, hoursOfPractice, type TransferProbe } from './support/transfers';
import { waitFor } from './support/wait';

const ASKED = { reason: 'wants a person', summary: 'A crown came loose; asks what to do until Monday.' };

describe('a caller who wants a person', () => {
  let stack: TestStack;
  let wire: HoursWire;
  let probe: TransferProbe;
  beforeAll(async () => {
    stack = await startStack({
      wire: async (url) => {
        wire = await startHoursWire(url, hoursOfPractice);
        return wire.baseUrl;
      },
    });
    probe = createTransferProbe(stack);
  });
  afterAll(async () => {
    await stack.stop();
    await wire.close();
  });
  afterEach(() => stack.simulator.put('/phone', { control: 'taken' }));

  it('is put through once while the practice is open, and nobody says that anybody has answered', async () => {
    const call = probe.dial();
    const heard = await call.tool('transfer-to-human', ASKED);
    expect(heard).toMatchObject({ status: 'OK', channel: 'result' });
    expect(heard.text).toContain('is being put through');
    const again = await call.tool('transfer-to-human', ASKED);
    expect(again.text).toBe(heard.text);
    expect(await probe.controlOf(call)).toEqual([
      { type: 'transfer', destination: { type: 'number', number: DESK }, content: expect.any(String) as string },
    ]);
    expect(await probe.callbacksOf(call)).toMatchObject([{ state: 'transferring' }]);

    expect((await probe.hangUp(call, ['no-answer', 'connected'])).status).toBe(200);
    await probe.stateOf(call, 'connected');
    expect(await probe.tasksOf(call)).toEqual([]);
    const transfer = { endpoint: '/control', subject: 'front-desk', phi_fields: [] };
    expect(await probe.auditOf(call)).toEqual([
      { ...transfer, kind: 'attempt', outcome: 'pending' },
      { ...transfer, kind: 'outcome', outcome: 'success' },
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
      const call = probe.dial();
      expect((await call.tool('transfer-to-human', ASKED)).status).toBe('OK');
      expect((await probe.hangUp(call, [status])).status).toBe(200);
      expect(await probe.theTask(call)).toMatchObject({ kind: 'call-back', reason_code: 'nobody-answered' });
      await probe.stateOf(call, 'task');
    },
  );

  it('is called back when the report says nothing of a transfer, and a repeat of it changes nothing', async () => {
    const call = probe.dial();
    await call.tool('transfer-to-human', ASKED);
    await probe.hangUp(call, []);
    await probe.theTask(call);
    expect((await probe.hangUp(call, ['connected'])).status).toBe(200);
    expect(await probe.tasksOf(call)).toHaveLength(1);
    expect(await probe.callbacksOf(call)).toMatchObject([{ state: 'task' }]);
  });

  it('is called back within an hour of opening time, with what people need for it', async () => {
    const call = probe.dial();
    await call.tool('search-patients', MAYA);
    await stack.simulator.put('/phone', { control: 'complains' });
    const heard = await call.tool('transfer-to-human', ASKED);
    expect(heard.status).toBe('TASK');
    const task = await probe.theTask(call);
    expect(task).toMatchObject({ kind: 'call-back', reason_code: 'not-put-through' });
    expect(Math.abs(task.due_at.getTime() - task.created_at.getTime() - 3_600_000)).toBeLessThan(10_000);
    const by = ['full-name', 'birth-date', 'caller-number'];
    expect(await probe.detailsOf(call)).toEqual({
      kind: 'other',
      language: 'en',
      caller: { number: '+16025550142', mark: 'verified' },
      patients: [{ firstName: 'Maya', patientId: expect.any(String) as string, mark: 'verified', by }],
      inThisCall: [],
      says: [{ ...ASKED, mark: 'unverified' }],
    });
  });

  it('is not put through to a closed practice; the task waits for it to open, and new words join it', async () => {
    const call = probe.dial(CLOSED_LINE, null);
    const heard = await call.tool('transfer-to-human', { reason: 'wants a person' });
    expect(heard.status).toBe('TASK');
    expect(await probe.controlOf(call)).toEqual([]);
    const again = await call.tool('transfer-to-human', { reason: 'it is about a filling' });
    expect(again.text).toBe(heard.text);
    expect(await probe.tasksOf(call)).toHaveLength(1);
    await waitFor('the new words', async () => {
      const { says } = await probe.detailsOf(call);
      return says.length === 2 ? true : null;
    });
    expect(await probe.detailsOf(call)).toMatchObject({ caller: { number: null, mark: 'unverified' }, patients: [] });
  });

  it('hears a promise of a call only where the practice is reached by a channel', async () => {
    const without = await probe.dial(CLOSED_LINE).tool('transfer-to-human', ASKED);
    expect(without.text).toContain('written down for the office');
    expect(without.text).not.toMatch(/will call back/);
    const { id, accountId } = await probe.integrationOf(CLOSED_LINE);
    await stack.database.query(
      `INSERT INTO staff_channels (integration_id, account_id, kind, address, address_index, verified_at)
       VALUES ($1, $2, 'sms', 'sealed', 'an-index', now())`,
      [id, accountId],
    );
    const withOne = await probe.dial(CLOSED_LINE).tool('transfer-to-human', ASKED);
    await stack.database.query('DELETE FROM staff_channels');
    expect(withOne.text).toContain('will call back');
  });

  it('is called back where the answer of Vapi was lost, as nobody knows whether it rings', async () => {
    const call = probe.dial();
    await stack.simulator.put('/phone', { control: 'lost' });
    expect((await call.tool('transfer-to-human', ASKED)).status).toBe('TASK');
    expect(await probe.controlOf(call)).toHaveLength(1);
    await probe.theTask(call);
    expect(await probe.controlOf(call)).toHaveLength(1);
  });

  it.each([
    ['no way into the call', () => stack.call()],
    ['no number of the front desk', () => probe.dial()],
    ['authority to hold only', () => probe.dial()],
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
      expect(await probe.controlOf(call)).toEqual([]);
      await probe.theTask(call);
    } finally {
      await set(`UPDATE pms_integrations SET front_desk_number = '${DESK}'`);
      await set('DELETE FROM tool_authorities');
    }
  });

  it('is heard in a locked call, and asked for a reason where there is none', async () => {
    const call = probe.dial();
    for (let i = 0; i < 3; i += 1) await call.tool('search-patients', { ...MAYA, dateOfBirth: '1988-04-13' });
    expect((await call.tool('transfer-to-human', {})).text).toContain('reason is missing');
    expect((await call.tool('transfer-to-human', ASKED)).status).toBe('OK');
    await probe.hangUp(call, ['connected']);
    await probe.stateOf(call, 'connected');
  });

  it('may ask anew once the practice has called back', async () => {
    const call = probe.dial(CLOSED_LINE);
    await call.tool('transfer-to-human', ASKED);
    await probe.theTask(call);
    await stack.database.query(`UPDATE staff_tasks SET status = 'done' WHERE kind = 'call-back'`);
    await call.tool('transfer-to-human', ASKED);
    await waitFor('a second task', async () => ((await probe.tasksOf(call)).length === 2 ? true : null));
    expect((await probe.callbacksOf(call)).map(({ state }) => state)).toEqual(['done', 'task']);
  });

  it('leaves no word of what was said in clear, neither in our tables nor in histories', async () => {
    const call = probe.dial(CLOSED_LINE);
    await call.tool('transfer-to-human', { reason: 'Canaryreason', summary: 'Canarysummary' });
    const [row] = await probe.callbacksOf(call);
    expect(row?.request.toString('latin1')).not.toMatch(/Canary/);
    const client = await createStackClient(stack);
    const history = await client.workflow.getHandle(row?.workflow_id ?? '').fetchHistory();
    await client.connection.close();
    expect(JSON.stringify(history)).not.toMatch(/Canary|16025550142/);
  });
});

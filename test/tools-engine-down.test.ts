import { given } from './support/environment';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { startTcpProxy } from './support/tcp-proxy';

const NORA = { firstName: 'Nora', lastName: 'Larkmeadow', dateOfBirth: '1988-04-12', phone: '602-555-0199' };

describe('while the engine cannot be reached', () => {
  let stack: TestStack;
  beforeAll(async () => {
    const wire = await startTcpProxy(given('PARLAE_TEST_TEMPORAL_ADDRESS'));
    stack = await startStack({ hasWorker: false, env: { TEMPORAL_ADDRESS: wire.address } });
    await wire.cut();
  });
  afterAll(() => stack.stop());

  const changesOf = (callId: string) =>
    stack.database.query(
      `SELECT c.state, c.reason_code, i.state AS intent, t.kind AS task, t.details IS NOT NULL AS "hasDetails",
              (SELECT array_agg(to_state ORDER BY id) FROM change_transitions WHERE change_id = c.id) AS history
         FROM pms_changes c JOIN call_sessions s ON s.id = c.call_session_id
         JOIN write_intents i ON i.change_id = c.id LEFT JOIN staff_tasks t ON t.change_id = c.id
        WHERE s.vapi_call_id = $1`,
      [callId],
    );
  const RELEASED = {
    state: 'released',
    reason_code: 'engine-unavailable',
    intent: 'rejected',
    task: 'check-request',
    hasDetails: true,
    history: ['held', 'released'],
  };

  it('a new patient is not promised, and the request is let go of and written down in one commit', async () => {
    const call = stack.call({ number: '+16025550199' });
    const startedAt = Date.now();
    const heard = await call.tool('create-patient', NORA);
    expect(Date.now() - startedAt).toBeLessThan(8_000);
    expect(heard).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
    expect(heard.text).toContain('nothing is set up yet');
    expect(heard.text).not.toMatch(/\([AP]\d+\)/);
    expect(await changesOf(call.id)).toEqual([RELEASED]);
  });

  it('a change of a chart is not promised either', async () => {
    const call = stack.call();
    await call.tool('search-patients', MAYA);
    const heard = await call.tool('update-patient', { patient: 'P1', phone: '602-555-0111' });
    expect(heard).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
    expect(heard.text).toContain('nothing is changed yet');
    expect(await changesOf(call.id)).toEqual([RELEASED]);
  });

  it('who wants a person has a task all the same', async () => {
    const call = stack.call({ controlUrl: (id) => stack.simulator.controlUrlOf(id) });
    const heard = await call.tool('transfer-to-human', { reason: 'wants a person' });
    expect(heard).toMatchObject({ status: 'TASK', channel: 'result' });
    const tasks = await stack.database.query(
      `SELECT t.kind, t.reason_code, c.state FROM staff_tasks t JOIN callbacks c ON c.id::text = t.operation_key
         JOIN call_sessions s ON s.id = c.call_session_id WHERE s.vapi_call_id = $1`,
      [call.id],
    );
    expect(tasks).toEqual([{ kind: 'call-back', reason_code: 'engine-unavailable', state: 'task' }]);
    const ended = { type: 'end-of-call-report', endedReason: 'x', call: call.envelope, artifact: { transfers: [] } };
    expect((await call.post('/vapi/webhook', { message: ended })).status).toBe(200);
  });
});

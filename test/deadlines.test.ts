import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';

describe('when Sikka is slower than a caller can wait', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterEach(() => stack.simulator.put('/knobs', { 'api.latencyMs': 0 }));
  afterAll(() => stack.stop());

  const timed = async <T>(work: Promise<T>): Promise<[T, number]> => {
    const startedAt = Date.now();
    return [await work, Date.now() - startedAt];
  };

  it('answers a read before its deadline, counts no failed attempt, and keeps the rows of what it asked', async () => {
    const call = stack.call();
    await stack.simulator.put('/knobs', { 'api.latencyMs': 6_000 });
    const [heard, ms] = await timed(call.tool('search-patients', MAYA));
    expect(heard).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
    expect(ms).toBeLessThan(4_500);
    const [session] = await stack.database.query('SELECT failed_attempts FROM call_sessions WHERE vapi_call_id = $1', [
      call.id,
    ]);
    expect(session).toEqual({ failed_attempts: 0 });
    const attempts = await stack.database.query(
      `SELECT 1 FROM pms_audit_logs WHERE vapi_call_id = $1 AND kind = 'attempt'`,
      [call.id],
    );
    expect(attempts).toHaveLength(5);
  });

  it('answers a write before its deadline, neither promising nor denying it, and books once in the end', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await stack.simulator.put('/knobs', { 'api.latencyMs': 3_500 });
    const [heard, ms] = await timed(call.tool('book-appointment', { patient, slot: slots[0] }));
    expect(heard).toMatchObject({ status: 'WORKING', channel: 'result' });
    expect(heard.text).not.toMatch(/booked|confirmed|not done/i);
    expect(ms).toBeLessThan(8_000);
    await stack.simulator.put('/knobs', { 'api.latencyMs': 0 });
    const later = await call.tool('book-appointment', { patient, slot: slots[0] });
    expect(['SENT', 'CONFIRMED']).toContain(later.status);
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(1);
  });
});

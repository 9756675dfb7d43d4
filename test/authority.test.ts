import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';

describe('what a practice allows', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterEach(async () => {
    await stack.database.query('DELETE FROM tool_authorities');
    await stack.database.query(`UPDATE pms_integrations SET mode = 'live', status = 'active'`);
  });
  afterAll(() => stack.stop());

  const allow = (tool: string, authority: string) =>
    stack.database.query(
      `INSERT INTO tool_authorities (integration_id, tool, authority)
         SELECT integration_id, $1, $2 FROM phone_lines WHERE vapi_phone_number_id = 'num-dev-0001'`,
      [tool, authority],
    );

  it('applies at once, in the middle of a call', async () => {
    const call = stack.call();
    expect((await call.tool('search-patients', MAYA)).status).toBe('OK');
    await allow('search-patients', 'off');
    expect(await call.tool('search-patients', MAYA)).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
    await stack.database.query('DELETE FROM tool_authorities');
    expect((await call.tool('search-patients', MAYA)).status).toBe('OK');
  });

  it('refuses a write to a practice that allows reading only', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await allow('book-appointment', 'read');
    const heard = await call.tool('book-appointment', { patient, slot: slots[0] });
    expect(heard).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
    expect(heard.text).toContain('nothing was done');
  });

  it.each([
    ['authority hold', () => allow('book-appointment', 'hold')],
    ['shadow mode', () => stack.database.query(`UPDATE pms_integrations SET mode = 'shadow'`)],
  ])('writes nothing under %s: the request is kept for the staff, once', async (_what, set) => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await set();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const heard = await call.tool('book-appointment', { patient, slot: slots[0] });
    expect(heard).toMatchObject({ status: 'TASK', channel: 'result' });
    const again = await call.tool('book-appointment', { patient, slot: slots[0] });
    expect(again.text).toBe(heard.text);
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before);
    const tasks = await stack.database.query(
      `SELECT t.kind, t.reason_code, b.state FROM staff_tasks t JOIN bookings b ON b.id = t.booking_id
         JOIN call_sessions s ON s.id = b.call_session_id WHERE s.vapi_call_id = $1`,
      [call.id],
    );
    expect(tasks).toEqual([{ kind: 'book-by-hand', reason_code: 'staff-will-book', state: 'held' }]);
  });

  it('answers for no practice that is not connected', async () => {
    await stack.database.query(`UPDATE pms_integrations SET status = 'revoked'`);
    expect((await stack.call().tool('search-patients', MAYA)).status).toBe('UNAVAILABLE');
  });
});

import { bookingsOf, tasksOf } from './support/bookings';
import type { PhoneCall } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

describe('the end of a call', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());
  afterEach(() => stack.simulator.put('/knobs', { 'api.faults': [] }));

  const report = (call: PhoneCall, more: Record<string, unknown> = {}) =>
    call.post('/vapi/webhook', {
      message: {
        type: 'end-of-call-report',
        endedReason: 'customer-ended-call',
        call: call.envelope,
        artifact: { transcript: 'Canaryword', transfers: [] },
        ...more,
      },
    });
  /** A booking that waits, as the practice cannot be asked just now. */
  const bookWhileDown = async (): Promise<PhoneCall> => {
    const call = stack.call({ controlUrl: (id) => stack.simulator.controlUrlOf(id) });
    const { patient, slots } = await call.verifyAndAsk();
    await stack.simulator.put('/knobs', {
      'api.faults': [{ method: 'POST', path: '/appointment', status: 412, count: 100 }],
    });
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('WORKING');
    return call;
  };
  const unpromise = (call: PhoneCall) =>
    stack.database.query(
      `ALTER TABLE promises DISABLE TRIGGER promises_stay;
       DELETE FROM promises WHERE call_session_id IN (SELECT id FROM call_sessions WHERE vapi_call_id = '${call.id}');
       ALTER TABLE promises ENABLE TRIGGER promises_stay;`,
    );
  const withdrawn = (call: PhoneCall) =>
    waitFor('the hold to be let go', async () => {
      const [booking] = await bookingsOf(stack.database, call.id);
      return booking?.state === 'released' ? booking : null;
    });

  it('lets go of a hold of which nothing has left and nobody was told, and writes the wish down', async () => {
    const call = await bookWhileDown();
    await unpromise(call);
    const before = await stack.simulator.countRequests('POST', '/appointment');
    await waitFor('the intent to be free', async () => {
      expect((await report(call)).status).toBe(200);
      const [booking] = await bookingsOf(stack.database, call.id);
      return booking?.state === 'released' ? true : null;
    });
    const booking = await withdrawn(call);
    expect(booking.reason_code).toBe('call-ended');
    expect(await tasksOf(stack.database, booking)).toEqual([
      { kind: 'book-by-hand', reason_code: 'call-ended', status: 'open' },
    ]);
    const [intent] = await stack.database.query('SELECT state FROM write_intents WHERE booking_id = $1', [booking.id]);
    expect(intent).toEqual({ state: 'rejected' });
    await report(call);
    expect(await tasksOf(stack.database, booking)).toHaveLength(1);
    const rows = await stack.database.query(
      `SELECT 1 FROM pms_audit_logs WHERE action = 'booking.transition' AND workflow_id = $1`,
      [booking.workflow_id],
    );
    expect(rows).toHaveLength(2);
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBeGreaterThanOrEqual(before);
  });

  it('keeps what the caller was told of: the booking goes on', async () => {
    const call = await bookWhileDown();
    const [booking] = await bookingsOf(stack.database, call.id);
    await stack.database.query(
      `INSERT INTO promises (account_id, integration_id, call_session_id, booking_id, channel, status_word, words)
       SELECT account_id, integration_id, call_session_id, id, 'answer', 'WORKING', 'sealed' FROM bookings WHERE id = $1`,
      [booking?.id],
    );
    await report(call);
    await stack.simulator.put('/knobs', { 'api.faults': [] });
    await waitFor('the booking to go on', async () => {
      const [now] = await bookingsOf(stack.database, call.id);
      return now?.state === 'sent' || now?.state === 'confirmed' ? true : null;
    });
  });

  it('forgets the way back into the call, keeps the reason and nothing else, and is always answered with 200', async () => {
    const call = stack.call({ controlUrl: (id) => stack.simulator.controlUrlOf(id) });
    await call.tool('search-patients', { query: 'Maya Brightwater' });
    const ended = { type: 'status-update', status: 'ended', endedReason: 'customer-ended-call', call: call.envelope };
    expect((await call.post('/vapi/webhook', { message: ended })).status).toBe(200);
    expect((await report(call, { artifact: { transfers: 'odd' }, endedReason: 'another' })).status).toBe(200);
    expect(
      await stack.database.query(
        'SELECT status, ended_reason, control_url FROM call_sessions WHERE vapi_call_id = $1',
        [call.id],
      ),
    ).toEqual([{ status: 'ended', ended_reason: 'customer-ended-call', control_url: null }]);
    expect((await report(stack.call())).status).toBe(200);
  });
});

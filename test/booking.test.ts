import { codesIn, MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

describe('a call that books', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());

  const bookingsOf = (callId: string) =>
    stack.database.query<{ id: string; state: string; writeback_id: string; appointment_sr_no: string }>(
      `SELECT b.* FROM bookings b JOIN call_sessions s ON s.id = b.call_session_id WHERE s.vapi_call_id = $1`,
      [callId],
    );

  /** The front desk books in the practice's own software what we have offered. */
  async function takeAtTheDesk(callId: string, code: string | undefined): Promise<void> {
    const [offer] = await stack.database.query<Record<string, string>>(
      `SELECT o.* FROM offers o JOIN call_sessions s ON s.id = o.call_session_id WHERE s.vapi_call_id = $1 AND o.code = $2`,
      [callId, code],
    );
    await stack.simulator.post('/appointments', {
      date: offer?.['local_date'],
      time: offer?.['local_time'],
      lengthMinutes: 60,
      providerId: offer?.['provider_id'],
      operatory: offer?.['operatory'],
    });
  }

  it('is sent first, then confirmed, with exactly one POST and one visit at the practice', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const sent = await call.tool('book-appointment', { patient, slot: slots[1] });
    expect(sent).toMatchObject({ status: 'SENT', channel: 'result' });
    expect(sent.text).not.toMatch(/booked|\bconfirmed\b(?! yet)/);

    const booking = await waitFor('the confirmation', async () => {
      const [row] = await bookingsOf(call.id);
      return row?.state === 'confirmed' ? row : null;
    });
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before + 1);
    expect(booking.writeback_id).toMatch(/^\d+$/);
    expect(booking.appointment_sr_no).toMatch(/^\d+$/);
    const history = await stack.database.query<{ to_state: string }>(
      'SELECT to_state FROM booking_transitions WHERE booking_id = $1 ORDER BY id',
      [booking.id],
    );
    expect(history.map((step) => step.to_state)).toEqual(['held', 'sent', 'confirmed']);

    const again = await call.tool('book-appointment', { patient, slot: slots[1] });
    expect(again.status).toBe('CONFIRMED');
    expect(codesIn(again.text, 'A')).toEqual(codesIn(sent.text, 'A'));
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before + 1);
  });

  it('reads the confirmed visit back as it was promised, and makes no task', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk({ timeOfDay: 'afternoon' });
    await call.tool('book-appointment', { patient, slot: slots[0] });
    await waitFor('the read-back', async () => {
      const rows = await stack.database.query(
        `SELECT 1 FROM pms_audit_logs WHERE vapi_call_id = $1 AND action = 'pms.appointment.read-back'`,
        [call.id],
      );
      return rows.length > 0 ? rows : null;
    });
    expect(await stack.database.query(`SELECT * FROM staff_tasks WHERE kind <> 'tell-patient'`)).toEqual([]);
  });

  it('refuses a time that the front desk took after it was offered, and offers others in the same answer', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await takeAtTheDesk(call.id, slots[0]);
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const refused = await call.tool('book-appointment', { patient, slot: slots[0] });
    expect(refused).toMatchObject({ status: 'NOT DONE', channel: 'error' });
    expect(refused.text).toContain('nothing was booked');
    const others = codesIn(refused.text, 'S');
    expect(others.length).toBeGreaterThan(0);
    expect(slots).not.toEqual(expect.arrayContaining(others));
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before);

    const sent = await call.tool('book-appointment', { patient, slot: others[0] });
    expect(sent.status).toBe('SENT');
  });

  it('never offers a time that we hold or have sent', async () => {
    const [first, second] = [stack.call(), stack.call()];
    const asked = await first.verifyAndAsk({ timeOfDay: 'morning' });
    await first.tool('book-appointment', { patient: asked.patient, slot: asked.slots[0] });
    await second.verifyAndAsk({ timeOfDay: 'morning' });
    const clashes = await stack.database.query(
      `SELECT o.code FROM offers o JOIN call_sessions s ON s.id = o.call_session_id
         JOIN bookings b ON b.provider_id = o.provider_id
          AND tstzrange(b.starts_at, b.ends_at) && tstzrange(o.starts_at, o.ends_at)
        WHERE s.vapi_call_id = $1 AND b.state IN ('held', 'sent', 'confirmed')`,
      [second.id],
    );
    expect(clashes).toEqual([]);
  });

  it('keeps a booking as sent while the computer of the office is off, and confirms it when it is back', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await stack.simulator.put('/spu', { online: false });
    const sent = await call.tool('book-appointment', { patient, slot: slots[2] });
    expect(sent.status).toBe('SENT');
    await waitFor('a look at the pending write-back', async () => {
      const rows = await stack.database.query(
        `SELECT 1 FROM pms_audit_logs WHERE vapi_call_id = $1 AND action = 'pms.writeback.read'`,
        [call.id],
      );
      return rows.length > 1 ? rows : null;
    });
    expect((await bookingsOf(call.id))[0]?.state).toBe('sent');
    await stack.simulator.put('/spu', { online: true });
    await waitFor('the confirmation', async () => {
      const [row] = await bookingsOf(call.id);
      return row?.state === 'confirmed' ? row : null;
    });
  });

  it('says that nothing was booked when the office refuses later, and asks the staff to call', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await stack.simulator.put('/knobs', { 'write.slotTaken': 'fails-later' });
    await stack.simulator.put('/spu', { online: false });
    expect((await call.tool('book-appointment', { patient, slot: slots[3] })).status).toBe('SENT');
    await takeAtTheDesk(call.id, slots[3]);
    await stack.simulator.put('/spu', { online: true });
    const failed = await waitFor('the failure', async () => {
      const [row] = await bookingsOf(call.id);
      return row?.state === 'failed' ? row : null;
    });
    const tasks = await stack.database.query(
      'SELECT kind, reason_code, status FROM staff_tasks WHERE booking_id = $1',
      [failed.id],
    );
    expect(tasks).toEqual([{ kind: 'book-by-hand', reason_code: 'writeback-failed', status: 'open' }]);
    await stack.simulator.put('/knobs', { 'write.slotTaken': 'double-books' });
  });

  it('verifies nobody by name alone, and locks the call after three wrong dates of birth', async () => {
    const call = stack.call();
    expect((await call.tool('search-patients', { query: 'Maya Brightwater' })).status).toBe('NEED');
    const wrong = { ...MAYA, dateOfBirth: '1988-04-13' };
    const unknown = { firstName: 'Nobody', lastName: 'Atall', dateOfBirth: '1988-04-12' };
    const first = await call.tool('search-patients', wrong);
    const second = await call.tool('search-patients', unknown);
    expect(first.status).toBe('NOT FOUND');
    expect(second.text).toBe(first.text);
    const third = await call.tool('search-patients', wrong);
    expect(third.status).toBe('NEED');
    expect((await call.tool('search-patients', MAYA)).text).toBe(third.text);
  });
});

import { waitForState } from './support/bookings';
import { codesIn } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { deskBooks, learnCapabilities, newCaller } from './support/visits';

describe("a patient's visits", () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
    await learnCapabilities(stack);
  });
  afterEach(() => stack.simulator.put('/knobs', { 'spu.online': true, 'api.faults': [] }));
  afterAll(() => stack.stop());

  it('are told with time, provider and code, and under the same codes when asked again', async () => {
    const { call, patient, patientId } = await newCaller(stack, 0);
    await deskBooks(stack, patientId, '08:00');
    await deskBooks(stack, patientId, '09:00');
    const heard = await call.tool('get-patient-info', { patient });
    expect(heard).toMatchObject({ status: 'OK', channel: 'result' });
    expect(codesIn(heard.text, 'A')).toEqual(['A1', 'A2']);
    expect(heard.text).toMatch(/ at 8:00 AM with [A-Z][a-z. A-Z]+ \(A1\); .* at 9:00 AM with /);
    expect((await call.tool('get-patient-info', { patientId: patient })).text).toBe(heard.text);
  });

  it('are three at most in words, and the rest by number', async () => {
    const { call, patient, patientId } = await newCaller(stack, 1);
    for (const time of ['10:00', '10:30', '11:00', '11:30', '12:00']) await deskBooks(stack, patientId, time);
    const { text } = await call.tool('get-patient-info', { patient });
    expect(codesIn(text, 'A')).toEqual(['A1', 'A2', 'A3']);
    expect(text).toContain('And 2 more after these.');
    const codes = await stack.database.query(
      `SELECT v.code FROM call_visits v JOIN call_sessions s ON s.id = v.call_session_id WHERE s.vapi_call_id = $1`,
      [call.id],
    );
    expect(codes).toHaveLength(3);
  });

  it('are none where there are none', async () => {
    const { call, patient } = await newCaller(stack, 2);
    const heard = await call.tool('get-patient-info', { patient });
    expect(heard.status).toBe('OK');
    expect(heard.text).toContain('no upcoming visits');
  });

  it('hold nothing of another patient', async () => {
    const other = await newCaller(stack, 3);
    await deskBooks(stack, other.patientId, '13:00');
    const { call, patient, patientId } = await newCaller(stack, 4);
    await deskBooks(stack, patientId, '14:00');
    const { text } = await call.tool('get-patient-info', { patient });
    expect(codesIn(text, 'A')).toEqual(['A1']);
    expect(text).not.toContain('1:00 PM');
  });

  it('that were booked in this call are told as asked for, then as they stand, always under one code', async () => {
    const { call, patient } = await newCaller(stack, 5);
    const offered = await call.tool('check-availability', { appointmentType: 'cleaning' });
    await stack.simulator.put('/knobs', { 'spu.online': false });
    const sent = await call.tool('book-appointment', { patient, slot: codesIn(offered.text, 'S')[0] });
    const [code] = codesIn(sent.text, 'A');
    const asked = await call.tool('get-patient-info', { patient });
    expect(asked.text).toContain(`(${String(code)}), asked for and not confirmed yet`);
    expect(codesIn(asked.text, 'A')).toEqual([code]);

    await stack.simulator.put('/knobs', { 'spu.online': true });
    await waitForState(stack.database, call.id, 'confirmed');
    const stands = await call.tool('get-patient-info', { patient });
    expect(codesIn(stands.text, 'A')).toEqual([code]);
    expect(stands.text).not.toContain('not confirmed');
  });

  it('that were asked for in an earlier call are told as such, without a code', async () => {
    const first = await newCaller(stack, 6);
    const offered = await first.call.tool('check-availability', { appointmentType: 'exam' });
    await stack.simulator.put('/knobs', { 'spu.online': false });
    const slot = codesIn(offered.text, 'S')[0];
    expect((await first.call.tool('book-appointment', { patient: first.patient, slot })).status).toBe('SENT');
    const { call, patient } = await first.callAgain();
    const { text } = await call.tool('get-patient-info', { patient });
    expect(text).toContain('asked for earlier and not confirmed yet');
    expect(codesIn(text, 'A')).toEqual([]);
  });

  it('are told to nobody who is not verified, in the words that everybody hears', async () => {
    const [stranger, caller] = [stack.call(), await newCaller(stack, 7)];
    const refused = await stranger.tool('get-patient-info', { patient: caller.patient });
    expect(refused).toMatchObject({ status: 'NEED', channel: 'error' });
    expect((await caller.call.tool('get-patient-info', { patient: 'P9' })).text).toBe(refused.text);
  });

  it('are not said to be none when Sikka does not answer', async () => {
    const { call, patient } = await newCaller(stack, 8);
    const fault = { method: 'GET', path: '/appointments', status: 503, count: 100 };
    await stack.simulator.put('/knobs', { 'api.faults': [fault] });
    expect(await call.tool('get-patient-info', { patient })).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
  });

  it('are on record before they are asked for and before they are told, by patient and by field', async () => {
    const { call, patient, patientId } = await newCaller(stack, 9);
    await deskBooks(stack, patientId, '15:00');
    const { toolCallId } = await call.tool('get-patient-info', { patient });
    const rows = await stack.database.query(
      `SELECT kind, action, phi_fields, patient_ref FROM pms_audit_logs WHERE tool_call_id = $1 ORDER BY chain_seq`,
      [toolCallId],
    );
    expect(rows.map(({ kind, action }) => `${String(kind)} ${String(action)}`)).toEqual([
      'attempt pms.appointments.of-patient',
      'outcome pms.appointments.of-patient',
      'outcome tool.call',
    ]);
    expect(new Set(rows.map((row) => row['patient_ref'])).size).toBe(1);
    expect(rows[0]?.['patient_ref']).toMatch(/^[A-Za-z0-9_-]{20,}$/);
    expect(rows[2]?.['phi_fields']).toEqual([
      ...['appointment.count', 'appointment.date', 'appointment.time', 'appointment.provider'],
    ]);
  });
});

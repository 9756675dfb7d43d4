import { waitForState } from './support/bookings';
import { given } from './support/environment';
import { codesIn } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { startTcpProxy } from './support/tcp-proxy';
import {
  changesOf,
  deskBooks,
  know,
  learnCapabilities,
  newCaller,
  quietDay,
  standing,
  type Caller,
} from './support/visits';
import { waitFor } from './support/wait';

const AS_IT_STARTED = { 'spu.online': true, 'api.faults': [] };

describe('a caller who cancels', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
    await learnCapabilities(stack);
  });
  afterEach(async () => {
    await stack.simulator.put('/knobs', AS_IT_STARTED);
    await know(stack, 'change-appointment-status', 'supported');
    await stack.database.query(`UPDATE pms_integrations SET mode = 'live'`);
  });
  afterAll(() => stack.stop());

  let nth = 0;
  let minutes = 8 * 60;
  /** Somebody who has a visit on file and has heard of it, as A1. */
  async function withVisit(): Promise<Caller & { readonly time: string; readonly srNo: string }> {
    const caller = await newCaller(stack, (nth += 1));
    const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    minutes += 30;
    const { appointmentSrNo } = await deskBooks(stack, caller.patientId, time);
    expect((await caller.call.tool('get-patient-info', { patient: caller.patient })).status).toBe('OK');
    return { ...caller, time, srNo: appointmentSrNo };
  }
  const cancel = ({ call, patient }: Caller, appointment = 'A1') =>
    call.tool('cancel-appointment', { patient, appointment, reason: 'cannot come' });
  const countPatches = async (srNo: string): Promise<number> =>
    (await stack.simulator.statusesOf('PATCH', `/appointments/${srNo}`)).length;
  const cancelled = ({ call }: Caller) =>
    waitFor('the cancellation to be confirmed', async () => {
      const [change] = await changesOf(stack, call);
      return change?.state === 'confirmed' ? change : null;
    });

  it('a visit on file hears that it was sent, then that it is cancelled, with one request to the office', async () => {
    await stack.simulator.put('/knobs', { 'spu.online': false });
    const caller = await withVisit();
    const sent = await cancel(caller);
    expect(sent).toMatchObject({ status: 'SENT', channel: 'result' });
    expect(codesIn(sent.text, 'A')).toEqual(['A1']);
    expect((await cancel(caller)).text).toBe(sent.text);
    const { text } = await caller.call.tool('get-patient-info', { patient: caller.patient });
    expect(text).toContain('(A1), for which a cancellation is on its way');

    await stack.simulator.put('/knobs', { 'spu.online': true });
    await cancelled(caller);
    const confirmed = await cancel(caller);
    expect(confirmed.status).toBe('CONFIRMED');
    expect((await cancel(caller)).text).toBe(confirmed.text);
    expect(await countPatches(caller.srNo)).toBe(1);
    expect(await changesOf(stack, caller.call)).toHaveLength(1);
    expect(await standing(stack, caller.patientId, [quietDay()])).toEqual([]);
    expect((await caller.call.tool('get-patient-info', { patient: caller.patient })).text).toContain(
      'no upcoming visits',
    );
  });

  it('what was booked in this call and is not in the book yet takes it back: it never comes there', async () => {
    const caller = await newCaller(stack, (nth += 1));
    const { call, patient } = caller;
    await stack.simulator.put('/knobs', { 'spu.online': false });
    await know(stack, 'change-appointment-status', 'unsupported');
    const offered = await call.tool('check-availability', { appointmentType: 'cleaning' });
    const booked = await call.tool('book-appointment', { patient, slot: codesIn(offered.text, 'S')[0] });
    const heard = await cancel(caller, codesIn(booked.text, 'A')[0]);
    expect(heard.status).toBe('CONFIRMED');
    const booking = await waitForState(stack.database, call.id, 'released');
    expect(booking.reason_code).toBe('withdrawn');
    await stack.simulator.put('/knobs', { 'spu.online': true });
    expect((await cancel(caller, codesIn(booked.text, 'A')[0])).text).toBe(heard.text);
    expect(await standing(stack, caller.patientId, [booking.local_date])).toEqual([]);
  });

  it.each([
    ['whose software is not known to take it', () => know(stack, 'change-appointment-status', 'unproven')],
    ['in shadow mode', () => stack.database.query(`UPDATE pms_integrations SET mode = 'shadow'`)],
  ])('at a practice %s leaves it to the staff, and nothing is sent', async (_what, set) => {
    const caller = await withVisit();
    await set();
    const heard = await cancel(caller);
    expect(heard).toMatchObject({ status: 'TASK', channel: 'result' });
    expect(heard.text).toContain('not cancelled yet');
    expect((await cancel(caller)).text).toBe(heard.text);
    const [change] = await changesOf(stack, caller.call);
    expect(change).toMatchObject({ state: 'held', route: 'staff' });
    const tasks = await stack.database.query('SELECT kind FROM staff_tasks WHERE change_id = $1', [change?.id]);
    expect(tasks).toEqual([{ kind: 'cancel-by-hand' }]);
    expect(await countPatches(caller.srNo)).toBe(0);
  });

  it('a visit that the office’s system will not cancel hears that nothing was cancelled', async () => {
    const caller = await withVisit();
    const fault = { method: 'PATCH', path: '/appointments/*', status: 422 };
    await stack.simulator.put('/knobs', { 'api.faults': [fault] });
    const heard = await cancel(caller);
    expect(heard).toMatchObject({ status: 'NOT DONE', channel: 'error' });
    expect(heard.text).toContain('nothing was cancelled');
    expect(await standing(stack, caller.patientId, [quietDay()])).toEqual([`${quietDay()} ${caller.time}`]);
  });

  it('the visit of another patient, whom the same call knows, hears what an invented code does', async () => {
    const [own, other] = [await withVisit(), await newCaller(stack, (nth += 1))];
    const verified = await own.call.tool('search-patients', other.says);
    const second = { ...other, call: own.call, patient: codesIn(verified.text, 'P')[0] ?? '' };
    expect(second.patient).toBe('P2');
    const refused = await cancel(second, 'A1');
    expect(refused).toMatchObject({ status: 'NOT DONE', channel: 'error' });
    expect((await cancel(second, 'A99')).text).toBe(refused.text);
    expect(await changesOf(stack, own.call)).toEqual([]);
  });

  it('without being verified hears the same as everybody', async () => {
    const heard = await stack.call().tool('cancel-appointment', { patient: 'P1', appointment: 'A1' });
    expect(heard).toMatchObject({ status: 'NEED', channel: 'error' });
    expect((await stack.call().tool('cancel-appointment', { patientId: 'P1' })).text).toContain(
      'appointment is missing',
    );
  });

  it('by the code of a request is told so', async () => {
    const caller = await newCaller(stack, (nth += 1));
    await caller.call.tool('update-patient', { patient: caller.patient, phone: '602-555-0111' });
    const heard = await cancel(caller, 'A1');
    expect(heard.status).toBe('NOT DONE');
    expect(heard.text).toContain('a request and not of a visit');
  });

  it('a visit that has begun is sent to a person', async () => {
    const caller = await newCaller(stack, (nth += 1));
    const offered = await caller.call.tool('check-availability', { appointmentType: 'cleaning' });
    const slot = codesIn(offered.text, 'S')[0];
    const booked = await caller.call.tool('book-appointment', { patient: caller.patient, slot });
    await waitForState(stack.database, caller.call.id, 'confirmed');
    await stack.database.query(
      `UPDATE bookings SET local_date = '2020-01-06' WHERE call_session_id IN
      (SELECT id FROM call_sessions WHERE vapi_call_id = $1)`,
      [caller.call.id],
    );
    const heard = await cancel(caller, codesIn(booked.text, 'A')[0]);
    expect(heard.status).toBe('NOT DONE');
    expect(heard.text).toContain('has begun or is over');
    expect(await changesOf(stack, caller.call)).toEqual([]);
  });

  it('is in the ledger of promises and in the audit record with what was said', async () => {
    const caller = await withVisit();
    const { toolCallId } = await cancel(caller);
    const [change] = await changesOf(stack, caller.call);
    const promises = await stack.database.query('SELECT status_word, channel FROM promises WHERE change_id = $1', [
      change?.id,
    ]);
    expect(promises).toEqual([{ status_word: 'SENT', channel: 'answer' }]);
    const [row] = await stack.database.query(
      `SELECT phi_fields, patient_ref IS NOT NULL AS "isNamed" FROM pms_audit_logs
        WHERE tool_call_id = $1 AND action = 'tool.call'`,
      [toolCallId],
    );
    expect(row).toEqual({ phi_fields: ['appointment.date', 'appointment.time'], isNamed: true });
  });
});

describe('a caller who cancels while the engine', () => {
  it('cannot be reached hears that it was not sent, and the staff have the wish', async () => {
    const wire = await startTcpProxy(given('PARLAE_TEST_TEMPORAL_ADDRESS'));
    const stack = await startStack({ hasWorker: false, env: { TEMPORAL_ADDRESS: wire.address } });
    try {
      const caller = await newCaller(stack, 0);
      await deskBooks(stack, caller.patientId, '08:00');
      await caller.call.tool('get-patient-info', { patient: caller.patient });
      await wire.cut();
      const heard = await caller.call.tool('cancel-appointment', { patient: caller.patient, appointment: 'A1' });
      expect(heard).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
      expect(heard.text).toContain('the visit stays as it is');
      expect(await changesOf(stack, caller.call)).toMatchObject([
        { state: 'released', reason_code: 'engine-unavailable' },
      ]);
      expect(await stack.database.query('SELECT kind, change_id IS NOT NULL AS "has" FROM staff_tasks')).toEqual([
        { kind: 'check-request', has: true },
      ]);
    } finally {
      await stack.stop();
    }
  });

  it('has nobody at work hears that it is being worked on', async () => {
    const stack = await startStack({ hasWorker: false });
    try {
      const caller = await newCaller(stack, 0);
      await deskBooks(stack, caller.patientId, '08:00');
      await caller.call.tool('get-patient-info', { patient: caller.patient });
      const heard = await caller.call.tool('cancel-appointment', { patient: caller.patient, appointment: 'A1' });
      expect(heard).toMatchObject({ status: 'WORKING', channel: 'result' });
    } finally {
      await stack.stop();
    }
  });
});

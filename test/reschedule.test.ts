import { bookingsOf, tasksOf, waitForState } from './support/bookings';
import { given } from './support/environment';
import { codesIn } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { createStackClient } from './support/stack-client';
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

interface Mover extends Caller {
  readonly slots: readonly string[];
  readonly time: string;
  readonly srNo: string;
}

async function callerWithVisit(stack: TestStack, nth: number): Promise<Mover> {
  const caller = await newCaller(stack, nth);
  const time = `${String(8 + Math.floor(nth / 2)).padStart(2, '0')}:${nth % 2 === 0 ? '00' : '30'}`;
  const { appointmentSrNo } = await deskBooks(stack, caller.patientId, time);
  expect((await caller.call.tool('get-patient-info', { patient: caller.patient })).status).toBe('OK');
  const offered = await caller.call.tool('check-availability', { appointmentType: 'cleaning' });
  return { ...caller, slots: codesIn(offered.text, 'S'), time, srNo: appointmentSrNo };
}

const move = (
  { call, patient }: Caller,
  appointment: string | undefined,
  slot: string | undefined,
  textConsent: 'yes' | 'no' = 'yes',
) => call.tool('reschedule-appointment', { patient, appointment, slot, textConsent });

describe('a caller who moves a visit', () => {
  let stack: TestStack;
  let client: Awaited<ReturnType<typeof createStackClient>>;
  let nth = -1;
  beforeAll(async () => {
    stack = await startStack();
    client = await createStackClient(stack);
    await learnCapabilities(stack);
  });
  afterEach(async () => {
    await stack.simulator.put('/knobs', { 'spu.online': true, 'api.faults': [] });
    await know(stack, 'change-appointment-status', 'supported');
    await know(stack, 'reschedule-appointment', 'unproven');
    await know(stack, 'book-appointment', 'supported');
  });
  afterAll(async () => {
    await client.connection.close();
    await stack.stop();
  });

  const withVisit = (): Promise<Mover> => callerWithVisit(stack, (nth += 1));
  const onSunday = ({ time }: Mover): string => `${quietDay()} ${time}`;
  const bookingAs = async ({ call }: Caller, state: string) => waitForState(stack.database, call.id, state);
  /** Where the patient's visits stand once no more than this many do. */
  const settled = ({ patientId }: Caller, dates: readonly string[], count = 1) =>
    waitFor('the old time to be given up', async () => {
      const visits = await standing(stack, patientId, dates);
      return visits.length === count ? visits : null;
    });
  const countOf = (method: string, path: string) => stack.simulator.countRequests(method, path);

  it('on file hears that it was sent; once the new time stands, the old one is given up', async () => {
    const caller = await withVisit();
    const posts = await countOf('POST', '/appointment');
    await stack.simulator.put('/knobs', { 'spu.online': false });
    const sent = await move(caller, 'A1', caller.slots[1]);
    expect(sent).toMatchObject({ status: 'SENT', channel: 'result' });
    expect(sent.text).toContain('the old time stays until the office confirms');
    expect(codesIn(sent.text, 'A')).toEqual(['A2']);
    expect((await move(caller, 'A1', caller.slots[1])).text).toBe(sent.text);
    const [booking] = await bookingsOf(stack.database, caller.call.id);
    expect(booking).toMatchObject({ tool: 'reschedule-appointment', write_kind: 'new', text_consent: true });
    expect(await standing(stack, caller.patientId, [quietDay()])).toEqual([onSunday(caller)]);
    const meanwhile = await caller.call.tool('get-patient-info', { patient: caller.patient });
    expect(meanwhile.text).toContain('(A1), kept until its new time is confirmed');
    expect(meanwhile.text).toContain('(A2), asked for and not confirmed yet');

    await stack.simulator.put('/knobs', { 'spu.online': true });
    const { local_date, local_time } = await bookingAs(caller, 'confirmed');
    expect(await settled(caller, [quietDay(), local_date])).toEqual([`${local_date} ${local_time}`]);
    const confirmed = await move(caller, 'A1', caller.slots[1]);
    expect(confirmed.status).toBe('CONFIRMED');
    expect(codesIn(confirmed.text, 'A')).toEqual(['A2']);
    expect(await countOf('POST', '/appointment')).toBe(posts + 1);
    expect(await countOf('PATCH', `/appointments/${caller.srNo}`)).toBe(1);
    const told = await caller.call.tool('get-patient-info', { patient: caller.patient });
    expect(codesIn(told.text, 'A')).toEqual(['A2']);
  });

  it('moves it by one write where that is proven, and asked again by none', async () => {
    await know(stack, 'reschedule-appointment', 'supported');
    const caller = await withVisit();
    const posts = await countOf('POST', '/appointment');
    // By night a text would wait for the morning, and the workflow with it.
    expect((await move(caller, 'A1', caller.slots[2], 'no')).status).toBe('SENT');
    const { local_date, local_time, workflow_id } = await bookingAs(caller, 'confirmed');
    await waitFor('its workflow to have ended', async () =>
      (await client.workflow.getHandle(workflow_id).describe()).status.name === 'COMPLETED' ? true : null,
    );
    const again = await move(caller, 'A1', caller.slots[2], 'no');
    expect(again.status).toBe('CONFIRMED');
    expect(again.text).toContain('is moved to');
    expect(await settled(caller, [quietDay(), local_date])).toEqual([`${local_date} ${local_time}`]);
    expect(await countOf('PUT', `/appointments/${caller.srNo}`)).toBe(1);
    expect(await countOf('PATCH', `/appointments/${caller.srNo}`)).toBe(0);
    expect(await countOf('POST', '/appointment')).toBe(posts);

    const told = await caller.call.tool('get-patient-info', { patient: caller.patient });
    expect(codesIn(told.text, 'A')).toEqual(['A2']);
    const cancelled = await caller.call.tool('cancel-appointment', { patient: caller.patient, appointment: 'A1' });
    expect(cancelled.status).toMatch(/SENT|CONFIRMED/);
    expect(codesIn(cancelled.text, 'A')).toEqual(['A2']);
    expect(await settled(caller, [quietDay(), local_date], 0)).toEqual([]);
    // Nobody but the caller has asked to cancel: a visit that was moved has no old one to give up.
    expect(await changesOf(stack, caller.call)).toHaveLength(1);
  });

  it('changes their mind about a visit that is only sent: one visit is left, at the last time', async () => {
    const caller = await newCaller(stack, (nth += 1));
    const offered = await caller.call.tool('check-availability', { appointmentType: 'cleaning' });
    const slots = codesIn(offered.text, 'S');
    await stack.simulator.put('/knobs', { 'spu.online': false });
    const booked = await caller.call.tool('book-appointment', { patient: caller.patient, slot: slots[3] });
    const [code] = codesIn(booked.text, 'A');
    const moved = await move(caller, code, slots[4]);
    expect(moved.status).toBe('SENT');
    await stack.simulator.put('/knobs', { 'spu.online': true });
    const bookings = await waitFor('both bookings to be settled', async () => {
      const rows = await bookingsOf(stack.database, caller.call.id);
      return rows.map(({ state }) => state).join() === 'released,confirmed' ? rows : null;
    });
    const dates = bookings.map(({ local_date }) => local_date);
    expect(await settled(caller, dates)).toEqual([
      `${String(bookings[1]?.local_date)} ${String(bookings[1]?.local_time)}`,
    ]);
  });

  it.each([
    ['cannot be cancelled', 'change-appointment-status'],
    ['cannot be booked', 'book-appointment'],
  ])('where visits %s by us leaves all of it to the staff, and nothing is sent', async (_what, write) => {
    await know(stack, write, 'unsupported');
    const caller = await withVisit();
    const posts = await countOf('POST', '/appointment');
    const heard = await move(caller, 'A1', caller.slots[0]);
    expect(heard).toMatchObject({ status: 'TASK', channel: 'result' });
    expect(heard.text).toContain('The old time stays until the office has done it');
    expect((await move(caller, 'A1', caller.slots[0])).text).toBe(heard.text);
    const [booking] = await bookingsOf(stack.database, caller.call.id);
    expect(booking && (await tasksOf(stack.database, booking))).toMatchObject([{ kind: 'move-by-hand' }]);
    expect(await countOf('POST', '/appointment')).toBe(posts);
    expect(await standing(stack, caller.patientId, [quietDay()])).toEqual([onSunday(caller)]);
  });

  it('to a time that has gone hears of others, and that the visit stays as it is', async () => {
    const caller = await withVisit();
    const [offer] = await stack.database.query<Record<string, string>>(
      `SELECT o.* FROM offers o JOIN call_sessions s ON s.id = o.call_session_id WHERE s.vapi_call_id = $1 AND o.code = $2`,
      [caller.call.id, caller.slots[0]],
    );
    await stack.simulator.post('/appointments', {
      ...{ date: offer?.['local_date'], time: offer?.['local_time'], lengthMinutes: 60 },
      ...{ providerId: offer?.['provider_id'], operatory: offer?.['operatory'] },
    });
    const heard = await move(caller, 'A1', caller.slots[0]);
    expect(heard).toMatchObject({ status: 'NOT DONE', channel: 'error' });
    expect(heard.text).toContain('the visit stays as it is');
    const [other] = codesIn(heard.text, 'S');
    expect(caller.slots).not.toContain(other);
    expect(await standing(stack, caller.patientId, [quietDay()])).toEqual([onSunday(caller)]);
    expect((await move(caller, 'A1', other)).status).toBe('SENT');
  });

  it('that the office’s system refuses hears that the visit stays as it is', async () => {
    const caller = await withVisit();
    const fault = { method: 'POST', path: '/appointment', status: 422 };
    await stack.simulator.put('/knobs', { 'api.faults': [fault] });
    const heard = await move(caller, 'A1', caller.slots[0]);
    expect(heard.status).toBe('NOT DONE');
    expect(heard.text).toContain('the visit stays as it is');
    expect(await standing(stack, caller.patientId, [quietDay()])).toEqual([onSunday(caller)]);
  });

  it('to the time that it has already, or to none that was offered, is told so', async () => {
    const caller = await newCaller(stack, (nth += 1));
    const offered = await caller.call.tool('check-availability', { appointmentType: 'cleaning' });
    const [slot] = codesIn(offered.text, 'S');
    const booked = await caller.call.tool('book-appointment', { patient: caller.patient, slot });
    const [code] = codesIn(booked.text, 'A');
    const same = await move(caller, code, slot);
    expect(same.status).toBe('NOT DONE');
    expect(same.text).toContain('the time it has already');
    expect((await move(caller, code, 'S99')).text).toContain('never offered');
    expect((await move(caller, 'A99', slot)).text).toContain('no visit of that code');
    expect(await bookingsOf(stack.database, caller.call.id)).toHaveLength(1);
  });

  it('that is being cancelled is told so, and gets no second visit by mistake', async () => {
    const caller = await withVisit();
    await caller.call.tool('cancel-appointment', { patient: caller.patient, appointment: 'A1' });
    const heard = await move(caller, 'A1', caller.slots[0]);
    expect(heard.status).toBe('NOT DONE');
    expect(heard.text).toContain('being cancelled');
    expect(await bookingsOf(stack.database, caller.call.id)).toEqual([]);
  });

  it('twice before the office has answered has one visit in the end, at the time said last', async () => {
    const caller = await withVisit();
    await stack.simulator.put('/knobs', { 'spu.online': false });
    expect((await move(caller, 'A1', caller.slots[0])).status).toBe('SENT');
    const second = await move(caller, 'A1', caller.slots[3]);
    expect(second.status).toBe('SENT');
    await stack.simulator.put('/knobs', { 'spu.online': true });
    const bookings = await waitFor('the first move to be given up', async () => {
      const rows = await bookingsOf(stack.database, caller.call.id);
      return rows.map(({ state }) => state).join() === 'released,confirmed' ? rows : null;
    });
    const dates = [quietDay(), ...bookings.map(({ local_date }) => local_date)];
    expect(await settled(caller, dates)).toEqual([
      `${String(bookings[1]?.local_date)} ${String(bookings[1]?.local_time)}`,
    ]);
  });

  it('without being verified hears what everybody hears', async () => {
    const heard = await stack.call().tool('reschedule-appointment', { patient: 'P1', appointment: 'A1', slot: 'S1' });
    expect(heard).toMatchObject({ status: 'NEED', channel: 'error' });
  });
});

describe('a caller who moves a visit while the engine', () => {
  it('cannot be reached hears that it was not sent, and the staff have the wish', async () => {
    const wire = await startTcpProxy(given('PARLAE_TEST_TEMPORAL_ADDRESS'));
    const stack = await startStack({ hasWorker: false, env: { TEMPORAL_ADDRESS: wire.address } });
    try {
      const caller = await callerWithVisit(stack, 0);
      await wire.cut();
      const heard = await move(caller, 'A1', caller.slots[0]);
      expect(heard).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
      expect(heard.text).toContain('the visit stays as it is');
      expect(await stack.database.query('SELECT kind, reason_code FROM staff_tasks')).toEqual([
        { kind: 'check-request', reason_code: 'engine-unavailable' },
      ]);
    } finally {
      await stack.stop();
    }
  });

  it('has nobody at work hears that it is being worked on', async () => {
    const stack = await startStack({ hasWorker: false });
    try {
      const caller = await callerWithVisit(stack, 0);
      const heard = await move(caller, 'A1', caller.slots[0]);
      expect(heard).toMatchObject({ status: 'WORKING', channel: 'result' });
    } finally {
      await stack.stop();
    }
  });
});

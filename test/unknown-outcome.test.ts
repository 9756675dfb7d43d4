import { bookingsOf, tasksOf, visitsOf, waitForState, type BookingRow } from './support/bookings';
import type { Heard, PhoneCall } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

/** What may be said while nobody knows how a booking ends: never that it is done, and never that it is not. */
const WHILE_UNKNOWN = ['WORKING', 'SENT'];

const AS_IT_STARTED = { 'write.lostAnswer': 'none', 'api.faults': [], 'spu.online': true };

/** With the practice's computer off as well, a request that was taken cannot be found anywhere. */
const HIDES_WRITEBACKS = [{ method: 'GET', path: '/writebacks', status: 503, count: 1_000 }];

/** A call that has verified Maya and heard times; `book` asks for the first of them, again and again if need be. */
async function callThatBooks(stack: TestStack): Promise<{ call: PhoneCall; book: () => Promise<Heard> }> {
  const call = stack.call();
  const { patient, slots } = await call.verifyAndAsk();
  return { call, book: () => call.tool('book-appointment', { patient, slot: slots[0] }) };
}

/** The statuses of the booking requests that reached the practice since the last look. */
async function createPostCounter({ simulator }: TestStack): Promise<() => Promise<(number | null)[]>> {
  const before = await simulator.countRequests('POST', '/appointment');
  return async () => (await simulator.statusesOf('POST', '/appointment')).slice(before);
}

describe('a booking request', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterEach(() => stack.simulator.put('/knobs', AS_IT_STARTED));
  afterAll(() => stack.stop());

  it.each(['queued-reset', 'queued-504', 'queued-500'])(
    'that was taken and whose answer was lost (%s) is found again, never repeated, and becomes one visit',
    async (sign) => {
      const { call, book } = await callThatBooks(stack);
      const posts = await createPostCounter(stack);
      await stack.simulator.put('/knobs', { 'write.lostAnswer': sign });
      expect(WHILE_UNKNOWN).toContain((await book()).status);

      const booking = await waitForState(stack.database, call.id, 'confirmed');
      expect(await posts()).toHaveLength(1);
      expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
      expect(await tasksOf(stack.database, booking)).toEqual([]);
      expect((await book()).status).toBe('CONFIRMED');
    },
  );

  it('with an unknown outcome is WORKING however often the caller asks, and SENT as soon as it is found', async () => {
    const { call, book } = await callThatBooks(stack);
    const posts = await createPostCounter(stack);
    await stack.simulator.put('/spu', { online: false });
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'queued-reset', 'api.faults': HIDES_WRITEBACKS });
    expect((await book()).status).toBe('WORKING');
    expect((await book()).status).toBe('WORKING');

    await stack.simulator.put('/knobs', { 'api.faults': [] });
    const sent = await waitForState(stack.database, call.id, 'sent', 30_000);
    expect((await book()).status).toBe('SENT');
    await stack.simulator.put('/spu', { online: true });
    await waitForState(stack.database, call.id, 'confirmed');
    expect(await posts()).toHaveLength(1);
    expect(await visitsOf(stack.simulator, sent)).toHaveLength(1);
  });

  it.each([
    ['412, the utility is offline', 412, 'API2017'],
    ['a dead request key', 400, 'API1025'],
  ])('that was provably not taken (%s) is sent again, and becomes one visit', async (_proof, status, errorCode) => {
    const { call, book } = await callThatBooks(stack);
    const posts = await createPostCounter(stack);
    await stack.simulator.put('/knobs', {
      'api.faults': [{ method: 'POST', path: '/appointment', status, errorCode }],
    });
    expect((await book()).status).toBe('SENT');

    const booking = await waitForState(stack.database, call.id, 'confirmed');
    expect(await posts()).toEqual([status, 201]);
    expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
  });

  it.each([400, 409, 422])(
    'that is refused for good (%d) is NOT DONE, becomes a task, and frees the time for others',
    async (status) => {
      const { call, book } = await callThatBooks(stack);
      const posts = await createPostCounter(stack);
      await stack.simulator.put('/knobs', { 'api.faults': [{ method: 'POST', path: '/appointment', status }] });
      const refused = await book();
      expect(refused).toMatchObject({ status: 'NOT DONE', channel: 'error' });
      expect(refused.text).toContain('nothing was booked');

      const [booking] = await bookingsOf(stack.database, call.id);
      expect(booking?.state).toBe('failed');
      expect(await tasksOf(stack.database, booking!)).toEqual([
        { kind: 'book-by-hand', reason_code: 'pms-refused', status: 'open' },
      ]);
      expect(await posts()).toEqual([status]);
      expect(await visitsOf(stack.simulator, booking!)).toEqual([]);

      const other = stack.call();
      const { patient, slots } = await other.verifyAndAsk();
      expect((await other.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('SENT');
      const [next] = await bookingsOf(stack.database, other.id);
      expect(next).toMatchObject({ local_date: booking?.local_date, local_time: booking?.local_time });
    },
  );

  it('under a request key that has just expired is sent once, within the call', async () => {
    const { call, book } = await callThatBooks(stack);
    const posts = await createPostCounter(stack);
    expect(await stack.simulator.post('/keys/expire', {})).toMatchObject({ expired: expect.any(Number) });
    expect((await book()).status).toBe('SENT');
    const booking = await waitForState(stack.database, call.id, 'confirmed');
    expect(await posts()).toEqual([201]);
    expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
  });

  it('sends nothing while the practice cannot be reached, and one request when it can again', async () => {
    const { call, book } = await callThatBooks(stack);
    const posts = await createPostCounter(stack);
    const unreachable = [{ method: 'GET', path: '/appointments', status: 'reset', count: 1_000 }];
    await stack.simulator.put('/knobs', { 'api.faults': unreachable });
    expect((await book()).status).toBe('WORKING');
    expect(await posts()).toEqual([]);

    await stack.simulator.put('/knobs', { 'api.faults': [] });
    const booking = await waitForState(stack.database, call.id, 'confirmed', 45_000);
    expect(await posts()).toEqual([201]);
    expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
  });
});

describe('a booking request that nobody found in time', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({ env: { LOOKUP_WINDOW_SECONDS: '2' } });
  });
  afterEach(() => stack.simulator.put('/knobs', AS_IT_STARTED));
  afterAll(() => stack.stop());

  /** Waits for the question to the staff and gives the booking that it is about. */
  async function waitForQuestion(callId: string): Promise<BookingRow> {
    const [booking] = await bookingsOf(stack.database, callId);
    const tasks = await waitFor('the task', async () => {
      const found = await tasksOf(stack.database, booking!);
      return found.length > 0 ? found : null;
    });
    expect(tasks).toEqual([{ kind: 'check-booking', reason_code: 'outcome-unknown', status: 'open' }]);
    return booking!;
  }

  it('becomes a question to the staff, is not sent again, and keeps its time from other callers', async () => {
    const { call, book } = await callThatBooks(stack);
    const posts = await createPostCounter(stack);
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'lost-reset' });
    expect((await book()).status).toBe('WORKING');
    const booking = await waitForQuestion(call.id);
    await stack.simulator.put('/knobs', AS_IT_STARTED);
    expect((await book()).status).toBe('WORKING');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'held', hold_expires_at: null }]);
    expect(await posts()).toHaveLength(1);

    const other = stack.call();
    expect((await other.verifyAndAsk()).slots).not.toEqual([]);
    const clashes = await stack.database.query(
      `SELECT o.code FROM offers o JOIN call_sessions s ON s.id = o.call_session_id JOIN bookings b ON b.id = $2
        WHERE s.vapi_call_id = $1 AND (o.provider_id = b.provider_id OR o.operatory = b.operatory)
          AND tstzrange(o.starts_at, o.ends_at) && tstzrange(b.starts_at, b.ends_at)`,
      [other.id, booking.id],
    );
    expect(clashes).toEqual([]);
  });

  it('is CONFIRMED, and not called taken, when it stands in the practice’s book as the caller asks again', async () => {
    const { call, book } = await callThatBooks(stack);
    const posts = await createPostCounter(stack);
    await stack.simulator.put('/spu', { online: false });
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'queued-reset', 'api.faults': HIDES_WRITEBACKS });
    expect((await book()).status).toBe('WORKING');
    const booking = await waitForQuestion(call.id);
    await stack.simulator.put('/spu', { online: true });
    await waitFor('the visit', async () => ((await visitsOf(stack.simulator, booking)).length > 0 ? true : null));

    expect((await book()).status).toBe('CONFIRMED');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ id: booking.id, state: 'confirmed' }]);
    expect(await posts()).toHaveLength(1);
    expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
  });

  it('stays WORKING when the practice takes our access away before the caller asks again', async () => {
    const { call, book } = await callThatBooks(stack);
    await stack.simulator.put('/spu', { online: false });
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'queued-reset', 'api.faults': HIDES_WRITEBACKS });
    expect((await book()).status).toBe('WORKING');
    await waitForQuestion(call.id);

    const noAccess = { method: 'GET', path: '/appointments', status: 401, errorCode: 'API2004', count: 1_000 };
    await stack.simulator.put('/knobs', { 'api.faults': [...HIDES_WRITEBACKS, noAccess] });
    expect((await book()).status).toBe('WORKING');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'held' }]);
  });
});

import { bookingsOf, visitsOf, waitForState, type BookingRow } from './support/bookings';
import {
  AS_IT_STARTED,
  cancelOfBooking,
  createChangeDriver,
  HIDES_WRITEBACKS,
  type ChangeDriver,
} from './support/changes';
import type { PhoneCall } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

describe('the cancellation of a booking of ours', () => {
  let stack: TestStack;
  let driver: ChangeDriver;
  beforeAll(async () => {
    stack = await startStack();
    driver = await createChangeDriver(stack);
  });
  afterEach(() => stack.simulator.put('/knobs', AS_IT_STARTED));
  afterAll(async () => {
    await driver.close();
    await stack.stop();
  });

  interface Booked {
    readonly call: PhoneCall;
    readonly booking: BookingRow;
    readonly heard: string;
  }

  /** @param meanwhile what is so while the visit is asked for */
  async function book(meanwhile: () => Promise<unknown> = () => Promise.resolve()): Promise<Booked> {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await meanwhile();
    const heard = await call.tool('book-appointment', { patient, slot: slots[0] });
    const [booking] = await bookingsOf(stack.database, call.id);
    if (booking === undefined) throw new Error(`nothing was held: ${heard.text}`);
    return { call, booking, heard: heard.status };
  }
  const cancel = (booking: BookingRow) =>
    driver.store({ kind: 'cancel-appointment', request: cancelOfBooking(booking), bookingId: booking.id });
  const standing = async (booking: BookingRow) =>
    ((await visitsOf(stack.simulator, booking)) as readonly { isCancelled?: boolean }[]).filter(
      ({ isCancelled }) => isCancelled !== true,
    );
  const countAll = async () => ({
    posts: await stack.simulator.countRequests('POST', '/appointment'),
    deletes: await stack.simulator.countRequests('DELETE', '/writebacks'),
  });
  const ended = (workflowId: string) =>
    waitFor('the booking’s workflow to end', async () => {
      const { status } = await driver.client.workflow.getHandle(workflowId).describe();
      return status.name === 'RUNNING' ? null : status.name;
    });

  it('that nobody has sent yet is confirmed at once, and nothing is ever sent', async () => {
    const before = await countAll();
    const unreachable = [{ method: 'GET', path: '/appointments', status: 'reset', count: 1_000 }];
    const { booking, call, heard } = await book(() => stack.simulator.put('/knobs', { 'api.faults': unreachable }));
    expect(heard).toBe('WORKING');
    const change = await cancel(booking);
    expect(await driver.ask(change)).toBe('confirmed');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'released', reason_code: 'withdrawn' }]);
    await stack.simulator.put('/knobs', { 'api.faults': [] });
    expect(await ended(booking.workflow_id)).toBe('COMPLETED');
    expect(await countAll()).toEqual(before);
  });

  it('that waits for the computer of the office is taken back, and leaves no visit when that is on again', async () => {
    const { booking, call, heard } = await book(() => stack.simulator.put('/spu', { online: false }));
    expect(heard).toBe('SENT');
    const change = await cancel(booking);
    expect(await driver.ask(change)).toBe('confirmed');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'released', reason_code: 'withdrawn' }]);
    await stack.simulator.put('/spu', { online: true });
    expect(await ended(booking.workflow_id)).toBe('COMPLETED');
    expect(await visitsOf(stack.simulator, booking)).toEqual([]);
  });

  it('is confirmed by the next attempt where the one that took the write-back back has died', async () => {
    const { booking, call } = await book(() => stack.simulator.put('/spu', { online: false }));
    const change = await cancel(booking);
    const [sent] = await stack.database.query<{ writeback_id: string }>(
      'SELECT writeback_id FROM bookings WHERE id = $1',
      [booking.id],
    );
    await stack.database.query(
      `INSERT INTO change_transitions (account_id, change_id, from_state, to_state, reason_code)
         VALUES ($1, $2, 'held', 'held', 'withdrawing')`,
      [change.accountId, change.changeId],
    );
    const removed = await fetch(`${stack.simulator.baseUrl}/writebacks?id=${sent?.writeback_id ?? ''}`, {
      method: 'DELETE',
      headers: { 'App-Id': 'sim-app-id', 'App-Key': 'sim-app-key' },
    });
    expect(removed.status).toBe(200);
    expect(await driver.ask(change)).toBe('confirmed');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'released', reason_code: 'withdrawn' }]);
  });

  it.each(['404', '200'])(
    'that cannot be taken back any more (%s) waits until it is done, and is then cancelled in the book',
    async (answer) => {
      const late = { 'write.delay': 2_500, 'write.runMs': 60_000, 'write.deleteLate': answer };
      const { booking, call } = await book(() => stack.simulator.put('/knobs', late));
      const change = await cancel(booking);
      expect(await driver.ask(change)).toBe('working');
      expect(await driver.row(change.changeId)).toMatchObject({ state: 'held' });
      await driver.waitFor(change.changeId, 'confirmed');
      expect(await bookingsOf(stack.database, call.id)).toMatchObject([
        { state: 'released', reason_code: 'withdrawn' },
      ]);
      expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
      expect(await standing(booking)).toEqual([]);
    },
  );

  it('of which nobody knows whether it was taken waits until that is known, and leaves no visit', async () => {
    const { booking, call, heard } = await book(async () => {
      await stack.simulator.put('/spu', { online: false });
      await stack.simulator.put('/knobs', { 'write.lostAnswer': 'queued-reset', 'api.faults': HIDES_WRITEBACKS });
    });
    expect(heard).toBe('WORKING');
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'none' });
    const change = await cancel(booking);
    expect(await driver.ask(change)).toBe('working');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'held' }]);

    await stack.simulator.put('/knobs', { 'api.faults': [] });
    await driver.waitFor(change.changeId, 'confirmed');
    await stack.simulator.put('/spu', { online: true });
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'released' }]);
    expect(await ended(booking.workflow_id)).toBe('COMPLETED');
    expect(await standing(booking)).toEqual([]);
  });

  it.each(['created_id', 'neither'])(
    'that stands in the book is cancelled there, and released with the same commit (id in %s)',
    async (where) => {
      const { booking, call } = await book(() => stack.simulator.put('/knobs', { 'write.resultFields': where }));
      await waitForState(stack.database, call.id, 'confirmed');
      const change = await cancel(booking);
      expect(await driver.ask(change)).toBe('sent');
      expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'confirmed' }]);
      await driver.waitFor(change.changeId, 'confirmed');
      expect(await bookingsOf(stack.database, call.id)).toMatchObject([
        { state: 'released', reason_code: 'withdrawn' },
      ]);
      expect(await standing(booking)).toEqual([]);
    },
  );

  it('that has just been confirmed is cancelled even where Sikka’s copy does not show it yet', async () => {
    const { booking, call } = await book();
    await waitForState(stack.database, call.id, 'confirmed');
    await stack.simulator.put('/knobs', { 'read.lag': 60 });
    const change = await cancel(booking);
    expect(await driver.ask(change)).toBe('sent');
    await driver.waitFor(change.changeId, 'confirmed');
    await stack.simulator.put('/knobs', { 'read.lag': 0 });
    expect(await standing(booking)).toEqual([]);
  });

  it('that never came about is confirmed: there is nothing to cancel', async () => {
    const refusal = [{ method: 'POST', path: '/appointment', status: 422 }];
    const { booking, call } = await book(() => stack.simulator.put('/knobs', { 'api.faults': refusal }));
    await waitForState(stack.database, call.id, 'failed');
    const before = await countAll();
    const change = await cancel(booking);
    expect(await driver.ask(change)).toBe('confirmed');
    expect(await countAll()).toEqual(before);
    const open = await stack.database.query(`SELECT kind FROM staff_tasks WHERE booking_id = $1 AND status = 'open'`, [
      booking.id,
    ]);
    expect(open).toEqual([]);
  });

  it('that the practice’s people have is given to them as well', async () => {
    const { booking, call, heard } = await book(() =>
      stack.database.query(`UPDATE pms_integrations SET mode = 'shadow'`),
    );
    await stack.database.query(`UPDATE pms_integrations SET mode = 'live'`);
    expect(heard).toBe('TASK');
    const change = await cancel(booking);
    expect(await driver.ask(change)).toBe('task');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'released', reason_code: 'withdrawn' }]);
    expect(await driver.tasks(change.changeId)).toMatchObject([{ kind: 'cancel-by-hand', status: 'open' }]);
  });
});

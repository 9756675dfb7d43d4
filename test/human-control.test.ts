import type { Client } from '@temporalio/client';
import { bookingsOf, tasksOf, visitsOf, waitForState, type BookingRow } from './support/bookings';
import type { Heard, PhoneCall } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { createStackClient, stageOf } from './support/stack-client';
import { waitFor } from './support/wait';

const AS_IT_STARTED = { 'write.lostAnswer': 'none', 'api.faults': [] };
const OPERATOR = { by: 'operator-7' };

describe('an operator', () => {
  let stack: TestStack;
  let client: Client;
  beforeAll(async () => {
    stack = await startStack({ env: { LOOKUP_WINDOW_SECONDS: '1' } });
    client = await createStackClient(stack);
  });
  afterEach(() => stack.simulator.put('/knobs', AS_IT_STARTED));
  afterAll(async () => {
    await client.connection.close();
    await stack.stop();
  });

  /** A booking whose request was lost on its way, and which nobody found: its workflow waits for a person. */
  async function lostBooking(): Promise<{ call: PhoneCall; book: () => Promise<Heard>; booking: BookingRow }> {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const book = () => call.tool('book-appointment', { patient, slot: slots[0] });
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'lost-reset' });
    expect((await book()).status).toBe('WORKING');
    await stack.simulator.put('/knobs', AS_IT_STARTED);
    const [booking] = await bookingsOf(stack.database, call.id);
    await waitFor('the task', async () => (await tasksOf(stack.database, booking!))[0] ?? null);
    await waitFor('the stage', async () => ((await stageOf(client, booking!.workflow_id)) === 'task' ? true : null));
    return { call, book, booking: booking! };
  }
  const decide = (booking: BookingRow, update: string): Promise<null> =>
    client.workflow.getHandle(booking.workflow_id).executeUpdate<null, [typeof OPERATOR]>(update, { args: [OPERATOR] });
  const openTasks = async (booking: BookingRow) =>
    (await tasksOf(stack.database, booking)).filter(({ status }) => status === 'open');

  it('who vouches that a request is not there has it sent once more, and the task is done', async () => {
    const { call, book, booking } = await lostBooking();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    await decide(booking, 'operatorRetry');
    const confirmed = await waitForState(stack.database, call.id, 'confirmed');
    expect(confirmed.id).toBe(booking.id);
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before + 1);
    expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
    expect(await openTasks(booking)).toEqual([]);
    expect((await book()).status).toBe('CONFIRMED');
  });

  it('who has booked by hand marks it done, and nothing is sent', async () => {
    const { call, book, booking } = await lostBooking();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    await decide(booking, 'operatorMarkDone');
    expect(await waitForState(stack.database, call.id, 'confirmed')).toMatchObject({ reason_code: 'by-hand' });
    expect((await book()).status).toBe('CONFIRMED');
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before);
    expect(await openTasks(booking)).toEqual([]);
  });

  it('who gives it up frees the time, and the caller may ask again', async () => {
    const { call, book, booking } = await lostBooking();
    await decide(booking, 'operatorCancel');
    await waitForState(stack.database, call.id, 'released');
    await client.workflow.getHandle(booking.workflow_id).result();
    expect((await book()).status).toBe('SENT');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([
      { id: booking.id },
      { state: expect.any(String) },
    ]);
  });

  it('has no say while a workflow goes its own way, and leaves no trace in its history', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await stack.simulator.put('/spu', { online: false });
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('SENT');
    const [booking] = await bookingsOf(stack.database, call.id);
    await expect(decide(booking!, 'operatorCancel')).rejects.toThrow();
    const { events } = await client.workflow.getHandle(booking!.workflow_id).fetchHistory();
    const accepted = (events ?? []).map((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
    const names = accepted.flatMap((update) => update?.acceptedRequest?.input?.name ?? []);
    expect(names).toEqual(['requestBooking']);
    await stack.simulator.put('/spu', { online: true });
    await waitForState(stack.database, call.id, 'confirmed');
  });

  it('is shown what was decided in the history by its name', async () => {
    const { booking } = await lostBooking();
    await decide(booking, 'operatorMarkDone');
    const { events } = await client.workflow.getHandle(booking.workflow_id).fetchHistory();
    const accepted = (events ?? []).map((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
    expect(accepted.flatMap((update) => update?.acceptedRequest?.input?.name ?? [])).toContain('operatorMarkDone');
  });
});

import { bookingsOf, tasksOf, visitsOf, waitForState } from './support/bookings';
import { createTestProcesses, type TestProcess } from './support/child-processes';
import type { PhoneCall } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

/** Temporal notices a dead worker when the time-out of its activity is over, 20 s after the activity began. */
const RECOVERY_MS = 60_000;

describe('a booking whose worker is killed', () => {
  jest.setTimeout(120_000);

  let stack: TestStack;
  const processes = createTestProcesses();
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
  });
  afterAll(async () => {
    await processes.close();
    await stack.stop();
  });
  afterEach(() => stack.simulator.put('/knobs', { 'api.latencyMs': 0, 'write.delay': 300, 'spu.online': true }));

  const startWorker = (): Promise<TestProcess> => processes.start('worker', stack.env);

  const postsSince = async (before: number): Promise<number> =>
    (await stack.simulator.countRequests('POST', '/appointment')) - before;

  async function expectOneConfirmedVisit(call: PhoneCall, postsBefore: number): Promise<void> {
    const booking = await waitForState(stack.database, call.id, 'confirmed', RECOVERY_MS);
    expect(await bookingsOf(stack.database, call.id)).toHaveLength(1);
    expect(await postsSince(postsBefore)).toBe(1);
    expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
    expect(await tasksOf(stack.database, booking)).toEqual([]);
  }

  it('after the answer to its POST is confirmed by another worker, with no second POST', async () => {
    const first = await startWorker();
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    await stack.simulator.put('/spu', { online: false });
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('SENT');
    await first.kill();
    await stack.simulator.put('/spu', { online: true });

    const second = await startWorker();
    await expectOneConfirmedVisit(call, before);
    await second.stop();
  });

  it.each([
    ['is still on its way to the practice when the next worker looks', 60_000],
    ['stands in the practice’s book by the time the next worker looks', 300],
  ])('while its POST is in flight is looked up and never sent again, also when the visit %s', async (_when, delayMs) => {
    const first = await startWorker();
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    await stack.simulator.put('/knobs', { 'api.latencyMs': 2_000, 'write.delay': delayMs });
    const answer = call.tool('book-appointment', { patient, slot: slots[1] });
    await waitFor('the POST to leave', async () => ((await postsSince(before)) === 1 ? true : null));
    await first.kill();
    expect((await answer).status).toBe('WORKING');
    await stack.simulator.put('/knobs', { 'api.latencyMs': 0 });

    const second = await startWorker();
    if (delayMs > RECOVERY_MS / 2) {
      await waitForState(stack.database, call.id, 'sent', RECOVERY_MS);
      await stack.simulator.put('/spu', { online: false });
      await stack.simulator.put('/knobs', { 'spu.online': true });
    }
    await expectOneConfirmedVisit(call, before);
    await second.stop();
  });

  it('before it sent anything is sent once by another worker', async () => {
    const first = await startWorker();
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const readsBefore = await stack.simulator.countRequests('GET', '/appointments');
    await stack.simulator.put('/knobs', { 'api.latencyMs': 2_000 });
    const answer = call.tool('book-appointment', { patient, slot: slots[2] });
    await waitFor('the last look at the day', async () =>
      (await stack.simulator.countRequests('GET', '/appointments')) > readsBefore ? true : null,
    );
    await first.kill();
    expect((await answer).status).toBe('WORKING');
    expect(await postsSince(before)).toBe(0);
    await stack.simulator.put('/knobs', { 'api.latencyMs': 0 });

    const second = await startWorker();
    await expectOneConfirmedVisit(call, before);
    await second.stop();
  });
});

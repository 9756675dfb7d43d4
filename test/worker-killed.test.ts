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
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await stack.simulator.put('/knobs', { 'api.latencyMs': 0, 'spu.online': true });
  });

  const workers: TestProcess[] = [];
  const startWorker = async (): Promise<TestProcess> => {
    const worker = await processes.start('worker', stack.env);
    workers.push(worker);
    return worker;
  };

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

    await startWorker();
    await expectOneConfirmedVisit(call, before);
  });

  it.each([
    ['waits for the practice’s computer when the next worker looks', false],
    ['stands in the practice’s book by the time the next worker looks', true],
  ])('while its POST is in flight is looked up and never sent again, also when the visit %s', async (_when, online) => {
    const first = await startWorker();
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    await stack.simulator.put('/spu', { online });
    await stack.simulator.put('/knobs', { 'api.latencyMs': 2_000 });
    const answer = call.tool('book-appointment', { patient, slot: slots[0] });
    await waitFor('the POST to leave', async () => ((await postsSince(before)) === 1 ? true : null));
    await first.kill();
    expect((await answer).status).toBe('WORKING');
    await stack.simulator.put('/knobs', { 'api.latencyMs': 0 });

    await startWorker();
    if (!online) {
      await waitForState(stack.database, call.id, 'sent', RECOVERY_MS);
      await stack.simulator.put('/spu', { online: true });
    }
    await expectOneConfirmedVisit(call, before);
  });

  it('before it sent anything is sent once by another worker', async () => {
    const first = await startWorker();
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const readsBefore = await stack.simulator.countRequests('GET', '/appointments');
    await stack.simulator.put('/knobs', { 'api.latencyMs': 2_000 });
    const answer = call.tool('book-appointment', { patient, slot: slots[0] });
    await waitFor('the last look at the day', async () =>
      (await stack.simulator.countRequests('GET', '/appointments')) > readsBefore ? true : null,
    );
    await first.kill();
    expect((await answer).status).toBe('WORKING');
    expect(await postsSince(before)).toBe(0);
    await stack.simulator.put('/knobs', { 'api.latencyMs': 0 });

    await startWorker();
    await expectOneConfirmedVisit(call, before);
  });
});

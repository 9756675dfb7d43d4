import { Connection } from '@temporalio/client';
import { pino } from 'pino';
import { readWorkerConfig } from '../src/config/worker-config';
import type { RunningProcess } from '../src/process/run-process';
import { startWorker } from '../src/process/start-worker';
import { promoteVersion, versionOf } from '../src/temporal/deployment';
import { bookingsOf, visitsOf, waitForState } from './support/bookings';
import { given } from './support/environment';
import type { PhoneCall } from './support/phone-call';
import { startSecondApi } from './support/second-api';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

/** As many as there are offers: each asks for a time of their own. */
const CALLERS = 5;

describe('a deploy', () => {
  let stack: TestStack;
  let connection: Connection;
  const workers: RunningProcess[] = [];
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    connection = await Connection.connect({ address: given('PARLAE_TEST_TEMPORAL_ADDRESS') });
  });
  afterEach(() => stack.simulator.put('/spu', { online: true }));
  afterAll(async () => {
    for (const worker of workers) await worker.stop();
    await connection.close();
    await stack.stop();
  });

  async function deploy(buildId: string): Promise<RunningProcess> {
    const config = readWorkerConfig({ ...stack.env, BUILD_ID: buildId });
    if (!config.ok) throw new Error('the test stack is misconfigured');
    const worker = await startWorker(config.value, pino({ level: 'silent' }));
    workers.push(worker);
    const version = versionOf(config.value.temporal.taskQueue, buildId);
    expect(await promoteVersion(connection, { namespace: 'default', version, timeoutMs: 30_000 })).toBe(true);
    return worker;
  }
  async function retire(worker: RunningProcess): Promise<void> {
    workers.splice(workers.indexOf(worker), 1);
    await worker.stop();
  }

  it('carries bookings that are under way over to the new build, and lets the old one go', async () => {
    const old = await deploy('build-1');
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await stack.simulator.put('/spu', { online: false });
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('SENT');
    await deploy('build-2');
    await retire(old);
    await stack.simulator.put('/spu', { online: true });
    const booking = await waitForState(stack.database, call.id, 'confirmed', 30_000);
    expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
  });

  it('drops nothing that is in flight: every caller is answered, every visit is made once', async () => {
    const old = await deploy('build-3');
    const api = await startSecondApi(stack);
    const callers: ({ call: PhoneCall } & Awaited<ReturnType<PhoneCall['verifyAndAsk']>>)[] = [];
    for (let i = 0; i < CALLERS; i += 1) {
      const call = api.call();
      callers.push({ call, ...(await call.verifyAndAsk()) });
    }
    for (const { slots } of callers) expect(slots).toHaveLength(CALLERS);
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const answers = callers.map(({ call, patient, slots }, i) =>
      call.tool('book-appointment', { patient, slot: slots[i] }),
    );
    await waitFor('the requests', async () => {
      const [{ count } = { count: '0' }] = await stack.database.query<{ count: string }>(
        `SELECT count(*) FROM tool_calls t JOIN call_sessions s ON s.id = t.call_session_id
          WHERE t.tool = 'book-appointment' AND s.vapi_call_id = ANY ($1)`,
        [callers.map(({ call }) => call.id)],
      );
      return Number(count) === CALLERS ? true : null;
    });
    const replaced = Promise.all([deploy('build-4'), retire(old), api.stop()]);
    const heard = await Promise.all(answers);
    await replaced;

    for (const { status } of heard) expect(['SENT', 'CONFIRMED', 'WORKING']).toContain(status);
    for (const { call } of callers) {
      const booking = await waitForState(stack.database, call.id, 'confirmed', 60_000);
      expect(await visitsOf(stack.simulator, booking)).toHaveLength(1);
      expect(await bookingsOf(stack.database, call.id)).toHaveLength(1);
    }
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before + CALLERS);
  });
});

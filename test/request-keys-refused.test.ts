import type { RunningProcess } from '../src/process/run-process';
import { OPEN_DENTAL_OFFICE, openLink, type TestLink } from './support/link';
import { lastTimerSeconds } from './support/link-histories';
import { linkTasksOf, setLastRefusal, statusAuditOf, waitForStatus } from './support/link-records';
import { MAYA } from './support/phone-call';
import { startSecondApi } from './support/second-api';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const REFUSE_ALL_GRANTS = [{ method: 'POST', path: '/request_key', status: 401, errorCode: 'API2003', count: 1_000 }];
const CALLS = 50;
/** As many callers at a time as two processors answer well within a read's deadline. */
const LINES_IN_USE = 10;

describe('an office that gets no key any more, as its secret is refused for good', () => {
  let stack: TestStack;
  let link: TestLink;
  let worker: RunningProcess;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    link = await openLink(stack);
    worker = await link.startWorker();
  });
  afterAll(async () => {
    await worker.stop();
    await link.close();
    await stack.stop();
  });

  const countGrants = (): Promise<number> => stack.simulator.countRequests('POST', '/request_key');
  const kindsOfTasks = async () =>
    (await linkTasksOf(stack.database, OPEN_DENTAL_OFFICE)).map(({ kind, reason_code, status }) => [
      kind,
      reason_code,
      status,
    ]);

  /** An operator has the key looked at, when nobody remembers the last refusal any more. */
  async function lookAfterAMinute(): Promise<void> {
    await setLastRefusal(stack.database, OPEN_DENTAL_OFFICE, 60);
    await worker.stop();
    worker = await link.startWorker();
    await link.lookNow(OPEN_DENTAL_OFFICE);
  }

  it('costs a handful of requests however many call, is degraded with one task a practice, and mended when a key works again', async () => {
    const { simulator, database } = stack;
    const second = await startSecondApi(stack);
    const search = (api: Pick<TestStack, 'call'>) => api.call({ number: null }).tool('search-patients', MAYA);
    for (const api of [stack, second]) expect((await search(api)).status).toBe('OK');
    await simulator.put('/knobs', { 'api.faults': REFUSE_ALL_GRANTS });
    await simulator.post(`/keys/expire?officeId=${OPEN_DENTAL_OFFICE}`, {});
    const grants = await countGrants();

    const heard: string[] = [];
    let next = 0;
    const line = async (): Promise<void> => {
      while (next < CALLS) heard.push((await search(next++ % 2 === 0 ? stack : second)).status);
    };
    await Promise.all(Array.from({ length: LINES_IN_USE }, line));

    expect(heard).toEqual(Array.from({ length: CALLS }, () => 'UNAVAILABLE'));
    const refused = (await countGrants()) - grants;
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThanOrEqual(4);
    const degraded = await waitForStatus(database, OPEN_DENTAL_OFFICE, 'degraded');
    expect(degraded.map(({ status_reason }) => status_reason)).toEqual(['key-refused', 'key-refused']);
    const open = ['mend-connection', 'key-refused', 'open'];
    expect(await kindsOfTasks()).toEqual([open, open]);

    await setLastRefusal(database, OPEN_DENTAL_OFFICE, 0);
    await link.startKeeper(OPEN_DENTAL_OFFICE);
    const keeper = link.keeper(OPEN_DENTAL_OFFICE);
    expect(await waitFor('the keeper to wait', () => lastTimerSeconds(keeper))).toBe(60);
    expect(await countGrants()).toBe(grants + refused);

    await lookAfterAMinute();
    await waitFor('the keeper to wait longer', async () => ((await lastTimerSeconds(keeper)) === 3_600 ? true : null));
    expect(await countGrants()).toBeGreaterThan(grants + refused);
    await waitForStatus(database, OPEN_DENTAL_OFFICE, 'degraded');
    expect(await kindsOfTasks()).toEqual([open, open]);

    await simulator.put('/knobs', { 'api.faults': [] });
    await lookAfterAMinute();
    await waitForStatus(database, OPEN_DENTAL_OFFICE, 'active');
    const done = ['mend-connection', 'key-refused', 'done'];
    expect(await kindsOfTasks()).toEqual([done, done]);
    expect(await statusAuditOf(database, OPEN_DENTAL_OFFICE)).toEqual(['failure', 'failure', 'success', 'success']);
    await second.stop();
  });
});

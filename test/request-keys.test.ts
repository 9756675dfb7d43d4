import { findCanaries, textCanary, type Canary } from './support/canaries';
import { DENTRIX_LINE, DENTRIX_OFFICE, OPEN_DENTAL_OFFICE, openLink, type TestLink } from './support/link';
import { countDone, openedHistory } from './support/link-histories';
import { linkTasksOf, statusAuditOf, statusesOfOffice } from './support/link-records';
import type { RunningProcess } from '../src/process/run-process';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const DAY_SECONDS = 86_400;
const HOUR_MS = 3_600_000;

describe('the keeper of an office’s request key', () => {
  let stack: TestStack;
  let link: TestLink;
  let worker: RunningProcess;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    link = await openLink(stack);
  });
  beforeEach(async () => {
    await setLife(DAY_SECONDS);
    worker = await link.startWorker();
  });
  afterEach(async () => {
    await worker.stop();
    await link.endKeepers();
  });
  afterAll(async () => {
    await link.close();
    await stack.stop();
  });

  const setLife = (seconds: number): Promise<unknown> => stack.simulator.put('/knobs', { 'key.lifeSeconds': seconds });
  const countGrants = (): Promise<number> => stack.simulator.countRequests('POST', '/request_key');
  const countLooks = (officeId: string): Promise<number> => countDone(link.keeper(officeId), 'ensureRequestKey');

  const waitForLooks = (officeId: string, count: number): Promise<true> =>
    waitFor(`look ${String(count)}`, async () => ((await countLooks(officeId)) >= count ? true : null));

  /** Starts a keeper and waits for its first look. */
  async function startKeeper(officeId: string): Promise<void> {
    await link.startKeeper(officeId);
    await waitForLooks(officeId, 1);
  }

  async function lookNow(officeId: string): Promise<void> {
    const looks = await countLooks(officeId);
    await link.lookNow(officeId);
    await waitForLooks(officeId, looks + 1);
  }

  const keyOf = async (officeId: string): Promise<string> => {
    const { requestKey } = await link.credentialsOf(officeId);
    return requestKey?.expose() ?? '';
  };

  it('gets the first key of an office that has none, and no second one while that lives', async () => {
    await link.forgetKeys(OPEN_DENTAL_OFFICE);
    const grants = await countGrants();
    await startKeeper(OPEN_DENTAL_OFFICE);
    const key = await keyOf(OPEN_DENTAL_OFFICE);
    expect(key).not.toBe('');
    await lookNow(OPEN_DENTAL_OFFICE);
    expect(await keyOf(OPEN_DENTAL_OFFICE)).toBe(key);
    expect(await countGrants()).toBe(grants + 1);
  });

  it('renews a key whose end is near, also when the worker was stopped and started between two rounds', async () => {
    await link.forgetKeys(OPEN_DENTAL_OFFICE);
    await setLife(600);
    await startKeeper(OPEN_DENTAL_OFFICE);
    const first = await keyOf(OPEN_DENTAL_OFFICE);

    await worker.stop();
    await link.lookNow(OPEN_DENTAL_OFFICE);
    await setLife(DAY_SECONDS);
    const grants = await countGrants();
    worker = await link.startWorker();
    await waitForLooks(OPEN_DENTAL_OFFICE, 2);

    expect(await keyOf(OPEN_DENTAL_OFFICE)).not.toBe(first);
    const { requestKeyExpiresAt } = await link.credentialsOf(OPEN_DENTAL_OFFICE);
    expect(requestKeyExpiresAt?.getTime()).toBeGreaterThan(Date.now() + 23 * HOUR_MS);
    expect(await countGrants()).toBe(grants + 1);
    expect((await stack.call().verifyAndAsk()).patient).toBe('P1');
    expect(await countGrants()).toBe(grants + 1);
  });

  it('has no key and no secret in any payload', async () => {
    const canaries: Canary[] = [textCanary('app key', 'sim-app-key')];
    const collect = async (): Promise<void> => {
      const { secretKey, requestKey, refreshKey } = await link.credentialsOf(OPEN_DENTAL_OFFICE);
      for (const one of [secretKey, requestKey, refreshKey])
        canaries.push(textCanary('credential', one?.expose() ?? ''));
    };
    await stack.simulator.put('/knobs', { 'refresh.rotates': 'rotate' });
    await link.forgetKeys(OPEN_DENTAL_OFFICE);
    await setLife(600);
    await startKeeper(OPEN_DENTAL_OFFICE);
    await collect();
    await lookNow(OPEN_DENTAL_OFFICE);
    await collect();
    await stack.simulator.put('/knobs', { 'refresh.rotates': 'same' });

    expect(new Set(canaries.map(({ spellings }) => spellings[0])).size).toBe(6);
    const places = await openedHistory(link, link.keeper(OPEN_DENTAL_OFFICE));
    expect(findCanaries(places, [textCanary('a result', '"kind":"live"')])).not.toEqual([]);
    expect(findCanaries(places, canaries)).toEqual([]);
  });

  it('ends when the office has taken its access away: revoked, one task, on record, and nobody asks any more', async () => {
    const { simulator, database } = stack;
    await startKeeper(OPEN_DENTAL_OFFICE);
    await link.forgetKeys(DENTRIX_OFFICE);
    await setLife(600);
    await startKeeper(DENTRIX_OFFICE);

    await simulator.put(`/knobs?officeId=${DENTRIX_OFFICE}`, { 'access.revoked': 'API2007' });
    await simulator.post('/secret/rotate', { officeId: DENTRIX_OFFICE });
    await link.lookNow(DENTRIX_OFFICE);
    await link.keeper(DENTRIX_OFFICE).result();

    const [integration] = await statusesOfOffice(database, DENTRIX_OFFICE);
    expect(integration).toMatchObject({ status: 'revoked', status_reason: 'access-removed' });
    const task = { kind: 'mend-connection', reason_code: 'access-removed', status: 'open' };
    expect(await linkTasksOf(database, DENTRIX_OFFICE)).toEqual([{ integration_id: integration?.id, ...task }]);
    expect(await statusAuditOf(database, DENTRIX_OFFICE)).toEqual(['failure']);

    const grants = await countGrants();
    await link.supervise();
    const asked = await stack.call(DENTRIX_LINE).tool('check-availability', { appointmentType: 'cleaning' });
    expect(asked.text).toContain('not connected');
    expect((await link.keeper(DENTRIX_OFFICE).describe()).status.name).toBe('COMPLETED');
    expect(await countGrants()).toBe(grants);
  });
});

import { OPEN_DENTAL_OFFICE, openLink, type TestLink } from './support/link';
import { startBareProcess } from './support/link-processes';
import { MAYA, type Heard } from './support/phone-call';
import { startSecondApi, type SecondApi } from './support/second-api';
import { startStack, type TestStack } from './support/stack';

/** As many as two busy processors answer well within a read's deadline, tests, practice and both apis included. */
const LINES_IN_USE = 8;

/** For what is about one renewal, not about how fast this machine sends a hundred requests. */
const PATIENCE_MS = 20_000;

const MANNERS = [
  ['the old key lives on and the refresh key stays', { 'key.oldAfterRefresh': 'valid', 'refresh.rotates': 'same' }],
  ['the old key and the old refresh key die', { 'key.oldAfterRefresh': 'dead', 'refresh.rotates': 'rotate' }],
] as const;

describe('at the moment when a request key expires', () => {
  let stack: TestStack;
  let link: TestLink;
  let second: SecondApi;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    link = await openLink(stack);
    second = await startSecondApi(stack);
    await stack.simulator.put('/knobs', { 'rate.limitPerMinute': 100_000 });
  });
  afterAll(async () => {
    await link.close();
    await second.stop();
    await stack.stop();
  });

  const expire = (): Promise<unknown> => stack.simulator.post(`/keys/expire?officeId=${OPEN_DENTAL_OFFICE}`, {});
  const countGrants = (): Promise<number> => stack.simulator.countRequests('POST', '/request_key');
  const countDeadKeys = async (path: string): Promise<number> =>
    (await stack.simulator.statusesOf('GET', path)).filter((status) => status === 400).length;

  /** By turns on both apis, and by turns a search and a look at open times. */
  function ask(turn: number): Promise<Heard> {
    const api = turn % 4 < 2 ? stack : second;
    const call = api.call({ number: null });
    if (turn % 2 === 0) return call.tool('search-patients', MAYA);
    return call.tool('check-availability', { appointmentType: 'cleaning' });
  }

  it.each(MANNERS)(
    'a hundred calls, over two api processes: one renewal and no failed tool call (%s)',
    async (_manner, knobs) => {
      await stack.simulator.put('/knobs', knobs);
      for (const turn of [0, 1, 2, 3]) expect((await ask(turn)).status).toBe('OK');
      await expire();
      const [grants, deadKeys] = [await countGrants(), await countDeadKeys('/patients')];

      const answers: Heard[] = [];
      let next = 0;
      const line = async (): Promise<void> => {
        while (next < 100) answers.push(await ask(next++));
      };
      await Promise.all(Array.from({ length: LINES_IN_USE }, line));

      expect(answers).toHaveLength(100);
      expect(answers.filter(({ status }) => status !== 'OK')).toEqual([]);
      expect(await countGrants()).toBe(grants + 1);
      expect(await countDeadKeys('/patients')).toBeGreaterThan(deadKeys);
    },
  );

  it.each(MANNERS)(
    'a hundred requests that two processes send under it at once: one renewal, and all are answered (%s)',
    async (_manner, knobs) => {
      await stack.simulator.put('/knobs', knobs);
      const processes = [await startBareProcess(link), await startBareProcess(link)];
      const office = { accountId: link.accountId, officeId: OPEN_DENTAL_OFFICE, practiceId: '1-1' };
      for (const { sikka } of processes)
        expect((await sikka.providers.listProviders({ office, timeoutMs: PATIENCE_MS })).ok).toBe(true);
      await expire();
      const [grants, deadKeys] = [await countGrants(), await countDeadKeys('/providers')];

      const requests = Array.from({ length: 50 }, () =>
        processes.map(({ sikka }) => sikka.providers.listProviders({ office, timeoutMs: PATIENCE_MS })),
      );
      const replies = await Promise.all(requests.flat());

      expect(replies.filter(({ ok }) => !ok)).toEqual([]);
      expect(replies).toHaveLength(100);
      expect(await countGrants()).toBe(grants + 1);
      expect(await countDeadKeys('/providers')).toBeGreaterThan(deadKeys + 10);
      await Promise.all(processes.map((one) => one.close()));
    },
  );
});

import { bookingsOf } from './support/bookings';
import { OPEN_DENTAL_OFFICE, openLink, type TestLink } from './support/link';
import { countDone } from './support/link-histories';
import { linkTasksOf } from './support/link-records';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

describe('an office whose cap of the day is used up', () => {
  let stack: TestStack;
  let link: TestLink;
  beforeAll(async () => {
    stack = await startStack();
    link = await openLink(stack);
  });
  afterAll(async () => {
    await link.close();
    await stack.stop();
  });

  const search = () => stack.call({ number: null }).tool('search-patients', MAYA);
  const setCap = (requests: number | null): Promise<unknown> =>
    stack.simulator.put(`/knobs?officeId=${OPEN_DENTAL_OFFICE}`, { 'rate.dailyCap': { requests, code: 'API2012' } });

  it('is asked for calls still, as each may find it open again, while our own polling rests; one task tells of it', async () => {
    const { simulator, database } = stack;
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await simulator.put('/spu', { online: false });
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('SENT');
    const [booking] = await bookingsOf(database, call.id);
    const workflow = link.client.workflow.getHandle(booking?.workflow_id ?? '');
    const countChecks = (): Promise<number> => countDone(workflow, 'checkWriteback');

    await setCap(1);
    const reads = await simulator.countRequests('GET', '/patients');
    for (let n = 0; n < 3; n += 1) expect((await search()).status).toBe('UNAVAILABLE');
    expect(await simulator.countRequests('GET', '/patients')).toBe(reads + 6);

    await waitFor('all processes to know of the cap', async () => {
      const rows = await database.query('SELECT 1 FROM office_rate_budgets WHERE daily_cap_code = $1', ['API2012']);
      return rows[0];
    });
    const [checks, polls] = [await countChecks(), await simulator.countRequests('GET', '/writeback_status')];
    await waitFor('three more looks at the booking', async () => ((await countChecks()) >= checks + 3 ? true : null));
    expect(await simulator.countRequests('GET', '/writeback_status')).toBeLessThanOrEqual(polls + 1);

    await setCap(null);
    expect((await search()).status).toBe('OK');
    const tasks = await linkTasksOf(database, OPEN_DENTAL_OFFICE);
    expect(tasks.map(({ kind, reason_code, status }) => [kind, reason_code, status])).toEqual([
      ['daily-cap', 'API2012', 'open'],
      ['daily-cap', 'API2012', 'open'],
    ]);
    expect(new Set(tasks.map(({ integration_id }) => integration_id)).size).toBe(2);
    expect((await bookingsOf(database, call.id))[0]?.state).toBe('sent');
  });
});

import { bookingsOf, tasksOf } from './support/bookings';
import { DENTRIX_LINE, DENTRIX_OFFICE, OPEN_DENTAL_OFFICE, openLink, type TestLink } from './support/link';
import { linkTasksOf, statusAuditOf, statusesOfOffice, waitForStatus } from './support/link-records';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const CALLS = 50;
/** As many callers at a time as two processors answer well within a read's deadline. */
const LINES_IN_USE = 10;
/** By last name, and by each column: what a search costs where the caller's number is withheld. */
const READS_OF_A_SEARCH = 2;

describe('an office that lets us in no longer', () => {
  let stack: TestStack;
  let link: TestLink;
  beforeEach(async () => {
    stack = await startStack();
    link = await openLink(stack);
  });
  afterEach(async () => {
    await link.close();
    await stack.stop();
  });

  const search = (line: object = {}) => stack.call({ number: null, ...line }).tool('search-patients', MAYA);
  const revoke = (officeId: string, code: string): Promise<unknown> =>
    stack.simulator.put(`/knobs?officeId=${officeId}`, { 'access.revoked': code });

  it('for a call that is not in the plan (API2004): degraded, one task though fifty calls meet it, and no call is repeated', async () => {
    const { simulator, database } = stack;
    expect((await search()).status).toBe('OK');
    await revoke(OPEN_DENTAL_OFFICE, 'API2004');
    const [reads, grants] = [
      await simulator.countRequests('GET', '/patients'),
      await simulator.countRequests('POST', '/request_key'),
    ];

    const heard: string[] = [];
    let next = 0;
    const line = async (): Promise<void> => {
      while (next++ < CALLS) heard.push((await search()).text);
    };
    await Promise.all(Array.from({ length: LINES_IN_USE }, line));

    expect(heard).toHaveLength(CALLS);
    expect(heard.filter((text) => !/^UNAVAILABLE: .*nothing was found or done/.test(text))).toEqual([]);
    expect(await simulator.countRequests('GET', '/patients')).toBe(reads + CALLS * READS_OF_A_SEARCH);
    expect(await simulator.countRequests('POST', '/request_key')).toBe(grants);

    const [met, other] = await waitFor('the practice to be degraded', async () => {
      const all = await statusesOfOffice(database, OPEN_DENTAL_OFFICE);
      return all[0]?.status === 'degraded' ? all : null;
    });
    expect(met).toMatchObject({ status: 'degraded', status_reason: 'not-in-plan' });
    expect(other).toMatchObject({ status: 'active', status_reason: null });
    const task = { kind: 'mend-connection', reason_code: 'not-in-plan', status: 'open' };
    expect(await linkTasksOf(database, OPEN_DENTAL_OFFICE)).toEqual([{ integration_id: met?.id, ...task }]);
    expect(await statusAuditOf(database, OPEN_DENTAL_OFFICE)).toEqual(['failure']);

    await revoke(OPEN_DENTAL_OFFICE, 'none');
    expect((await search()).status).toBe('OK');
  });

  it('for a booking (API2004): it is sent once, the caller hears that nothing was booked, and the staff have it', async () => {
    const { simulator, database } = stack;
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await simulator.put('/knobs', {
      'api.faults': [{ method: 'POST', path: '/appointment', status: 401, errorCode: 'API2004', count: 100 }],
    });
    const answer = await call.tool('book-appointment', { patient, slot: slots[0] });
    expect(answer).toMatchObject({ status: 'NOT DONE', channel: 'error' });
    expect(answer.text).toContain('nothing was booked');
    expect(await simulator.statusesOf('POST', '/appointment')).toEqual([401]);
    const [booking] = await bookingsOf(database, call.id);
    expect(booking).toMatchObject({ state: 'failed', reason_code: 'pms-access' });
    expect(booking && (await tasksOf(database, booking))).toEqual([
      { kind: 'book-by-hand', reason_code: 'pms-access', status: 'open' },
    ]);
    await waitFor('the practice to be degraded', async () => {
      const [met] = await statusesOfOffice(database, OPEN_DENTAL_OFFICE);
      return met?.status_reason === 'not-in-plan' ? met : null;
    });
  });

  it('at all (API2007): revoked, and the next call hears that the practice is not connected, at no request to Sikka', async () => {
    const { simulator, database } = stack;
    expect((await search(DENTRIX_LINE)).status).toBe('NOT FOUND');
    await revoke(DENTRIX_OFFICE, 'API2007');
    expect((await search(DENTRIX_LINE)).status).toBe('UNAVAILABLE');
    const [integration] = await waitForStatus(database, DENTRIX_OFFICE, 'revoked');
    expect(integration).toMatchObject({ status_reason: 'access-removed' });
    const reads = await simulator.countRequests('GET', '/patients');
    const next = await search(DENTRIX_LINE);
    expect(next.status).toBe('UNAVAILABLE');
    expect(next.text).toContain('not connected');
    expect(await simulator.countRequests('GET', '/patients')).toBe(reads);
    expect(await linkTasksOf(database, DENTRIX_OFFICE)).toMatchObject([{ kind: 'mend-connection', status: 'open' }]);
    expect((await search()).status).toBe('OK');
  });
});

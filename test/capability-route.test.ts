import { PmsWrite, pmsCapabilitiesSchema, type WriteSupport } from '../src/domain/pms-capabilities';
import { findCapabilities, saveCapabilities } from '../src/persistence/capabilities';
import { Database } from '../src/persistence/database';
import { bookingsOf, tasksOf, waitForState } from './support/bookings';
import { startStack, type TestStack } from './support/stack';

describe('a booking at a practice whose software', () => {
  let stack: TestStack;
  let database: Database;
  let practice: { accountId: string; integrationId: string };
  beforeAll(async () => {
    stack = await startStack();
    database = new Database(stack.database.admin);
    const [row] = await stack.database.query<typeof practice>(
      `SELECT i.account_id AS "accountId", i.id AS "integrationId" FROM pms_integrations i
         JOIN phone_lines l ON l.integration_id = i.id WHERE l.vapi_phone_number_id = 'num-dev-0001'`,
    );
    if (row === undefined) throw new Error('the line of every test is not connected');
    practice = row;
  });
  afterAll(() => stack.stop());

  /** What is known of the software's writes: this of new visits, nothing of the rest. */
  async function know(bookAppointment: WriteSupport): Promise<void> {
    const unproven = Object.fromEntries(Object.values(PmsWrite).map((write) => [write, 'unproven']));
    const capabilities = pmsCapabilitiesSchema.parse({
      writes: { ...unproven, [PmsWrite.bookAppointment]: bookAppointment },
      statusWords: [],
      cancelWord: null,
      providers: [],
      operatories: [],
      appointmentTypes: [],
      hasSlots: false,
    });
    await database.transaction((tx) =>
      saveCapabilities(tx, { ...practice, capabilities, freshness: null, refreshedAt: new Date() }),
    );
  }

  async function book() {
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const answer = await call.tool('book-appointment', { patient, slot: slots[0] });
    const countPosts = async () => (await stack.simulator.countRequests('POST', '/appointment')) - before;
    return { call, answer, countPosts };
  }

  const knownWrites = async () => {
    const known = await database.run((m) => findCapabilities(m, practice.accountId, practice.integrationId));
    return { writes: known?.capabilities.writes, proven: known?.capabilities.provenWrites };
  };

  it('takes no new visits becomes a task for the staff, and nothing is sent', async () => {
    await know('unsupported');
    const { call, answer, countPosts } = await book();
    expect(answer).toMatchObject({ status: 'TASK', channel: 'result' });
    expect(answer.text).not.toMatch(/booked|confirmed/);
    const [booking] = await bookingsOf(stack.database, call.id);
    expect(booking && (await tasksOf(stack.database, booking))).toMatchObject([
      { kind: 'book-by-hand', status: 'open' },
    ]);
    expect(await countPosts()).toBe(0);
  });

  it('was found to take no new visits after the call had begun is not sent either', async () => {
    await know('supported');
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    await know('unsupported');
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('TASK');
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before);
  });

  it('may or may not take new visits is tried, and a confirmed one proves that it does', async () => {
    await know('unproven');
    await stack.simulator.put('/spu', { online: false });
    const { call, answer, countPosts } = await book();
    expect(answer.status).toBe('SENT');
    expect(await knownWrites()).toMatchObject({ writes: { 'book-appointment': 'unproven' }, proven: [] });
    await stack.simulator.put('/spu', { online: true });
    await waitForState(stack.database, call.id, 'confirmed');
    expect(await countPosts()).toBe(1);
    expect(await knownWrites()).toMatchObject({
      writes: { 'book-appointment': 'supported', 'reschedule-appointment': 'unproven' },
      proven: ['book-appointment'],
    });
  });

  it('was never asked what it takes is tried as well', async () => {
    await stack.database.query('DELETE FROM pms_capabilities');
    const { call, answer } = await book();
    expect(answer.status).toBe('SENT');
    await waitForState(stack.database, call.id, 'confirmed');
  });
});

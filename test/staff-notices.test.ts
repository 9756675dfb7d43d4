import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { Logger } from 'pino';
import { readWorkerConfig } from '../src/config/worker-config';
import { createMetrics } from '../src/observability/metrics';
import { createSharedParts } from '../src/process/shared-parts';
import { createStaffActivities } from '../src/process/staff-activities';
import { bookingsOf } from './support/bookings';
import {
  addTask,
  askAdmin,
  listPractices,
  notifyStaff,
  placeInDaylight,
  proveChannel,
  setChannel,
  STAFF_NUMBER,
  textsOf,
  type PracticeRow,
  type TextSeen,
} from './support/staff';
import { startStack, type TestStack } from './support/stack';
import { createStackClient } from './support/stack-client';
import { waitFor } from './support/wait';

const OPERATORS_NUMBER = '+16025550179';
const OTHER_NUMBER = '+16025550178';
const NOTICE = /^Parlae: (\d+) tasks? needs? you\. https:\/\/parlae\.example\.com\/tasks\/([0-9a-f-]{36})$/;
const ALERT =
  /^Parlae: (\d+) tasks? overdue, and nobody has taken (?:it|them)\. https:\/\/parlae\.example\.com\/tasks$/;

interface Task {
  readonly notified_at: Date | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly escalated_at: Date | null;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
  readonly status: string;
}

describe('the tasks of a practice', () => {
  let stack: TestStack;
  let client: Client;
  let own: PracticeRow;
  let other: PracticeRow;
  let bookingId: string;
  let before = 0;
  beforeAll(async () => {
    stack = await startStack({ env: { OPERATOR_ALERT_NUMBER: OPERATORS_NUMBER } });
    client = await createStackClient(stack);
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await call.tool('book-appointment', { patient, slot: slots[0] });
    bookingId = (await waitFor('a booking', async () => (await bookingsOf(stack.database, call.id))[0])).id;
    [own, other] = (await listPractices(stack)) as [PracticeRow, PracticeRow];
  });
  beforeEach(async () => {
    await placeInDaylight(stack);
    for (const table of ['staff_tasks', 'staff_channels', 'text_messages', 'text_opt_outs']) {
      await stack.database.query(`DELETE FROM ${table}`);
    }
    await stack.simulator.put('/phone', { texts: 'queued' });
    await proveChannel(stack, own.integrationId);
    before = (await textsOf(stack)).length;
  });
  afterAll(async () => {
    await client.connection.close();
    await stack.stop();
  });

  const task = async (id: string): Promise<Task> =>
    (await stack.database.query<Task & Record<string, unknown>>('SELECT * FROM staff_tasks WHERE id = $1', [id]))[0]!;
  const newTexts = async (): Promise<readonly TextSeen[]> => (await textsOf(stack)).slice(before);
  const run = () => notifyStaff(stack, client);
  const ageTexts = (minutes: number) =>
    stack.database.query(
      `UPDATE text_messages SET dedupe_key = regexp_replace(dedupe_key, '[0-9]+$', '') ||
         (regexp_replace(dedupe_key, '^.*:', '')::bigint - $1) WHERE purpose = 'staff-notice'`,
      [minutes],
    );
  const rowsOf = (subject: string) =>
    stack.database.query<{ kind: string; outcome: string; chain: string; phi_accessed: boolean }>(
      `SELECT kind, outcome, chain, phi_accessed FROM pms_audit_logs
        WHERE action = 'staff.notify' AND subject = $1 ORDER BY chain_seq`,
      [subject],
    );

  describe('with a number that is proved', () => {
    it('reach it in one text for all of them, and in no second one', async () => {
      const ids = [await addTask(stack, own), await addTask(stack, own)];
      expect(await run()).toEqual({ texts: 1, escalated: 0 });
      const [text, ...more] = await newTexts();
      expect(more).toEqual([]);
      expect(text?.to).toBe(STAFF_NUMBER);
      expect(NOTICE.exec(text?.body ?? '')?.[1]).toBe('2');
      for (const id of ids) expect((await task(id)).notified_at).toBeInstanceOf(Date);
      await ageTexts(60);
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
      expect(await newTexts()).toHaveLength(1);
    });

    it('are on record as told before the text leaves, and with what became of it', async () => {
      await addTask(stack, own);
      await run();
      const notice = NOTICE.exec((await newTexts())[0]?.body ?? '')?.[2] ?? '';
      const row = { chain: own.accountId, phi_accessed: false };
      expect(await rowsOf(`notice:${notice}`)).toEqual([
        { kind: 'attempt', outcome: 'pending', ...row },
        { kind: 'outcome', outcome: 'success', ...row },
      ]);
      const [kept] = await stack.database.query('SELECT state, message_sid FROM text_messages WHERE id = $1', [notice]);
      expect(kept).toEqual({ state: 'sent', message_sid: expect.stringMatching(/./) });
    });

    it('lead to no text and no mark where that cannot be put on record', async () => {
      const id = await addTask(stack, own);
      await stack.database.query('ALTER TABLE audit_chain_heads RENAME TO audit_chain_heads_away');
      try {
        await expect(run()).rejects.toThrow();
      } finally {
        await stack.database.query('ALTER TABLE audit_chain_heads_away RENAME TO audit_chain_heads');
      }
      expect(await newTexts()).toEqual([]);
      expect((await task(id)).notified_at).toBeNull();
      expect(await run()).toEqual({ texts: 1, escalated: 0 });
    });

    it('lead to one text when two runs meet', async () => {
      await addTask(stack, own);
      const runs = await Promise.all([run(), run(), run()]);
      expect(runs.reduce((sum, { texts }) => sum + texts, 0)).toBe(1);
      expect(await newTexts()).toHaveLength(1);
    });

    it('lead to one text in ten minutes, which tells of all that came since', async () => {
      await addTask(stack, own);
      await run();
      const [second, third] = [await addTask(stack, own), await addTask(stack, own)];
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
      expect((await task(second)).notified_at).toBeNull();
      await ageTexts(11);
      expect(await run()).toEqual({ texts: 1, escalated: 0 });
      expect(NOTICE.exec((await newTexts())[1]?.body ?? '')?.[1]).toBe('2');
      expect((await task(third)).notified_at).toBeInstanceOf(Date);
    });

    it('wait for the morning, but for what is due before it', async () => {
      await placeInDaylight(stack, new Date(Date.now() - 10 * 3_600_000));
      await addTask(stack, own, 24 * 60);
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
      await addTask(stack, own, 30);
      expect(await run()).toEqual({ texts: 1, escalated: 0 });
      expect(NOTICE.exec((await newTexts())[0]?.body ?? '')?.[1]).toBe('2');
    });

    it.each(['lost', '500'])('are not texted again when it is not known what became of the text: %s', async (texts) => {
      await stack.simulator.put('/phone', { texts });
      const id = await addTask(stack, own);
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
      await stack.simulator.put('/phone', { texts: 'queued' });
      await ageTexts(60);
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
      expect(await newTexts()).toHaveLength(1);
      expect((await task(id)).notified_at).toBeInstanceOf(Date);
    });

    it('are texted later when Twilio has refused, and not within ten minutes', async () => {
      await stack.simulator.put('/phone', { texts: 'refused' });
      const id = await addTask(stack, own);
      await run();
      await stack.simulator.put('/phone', { texts: 'queued' });
      expect((await task(id)).notified_at).toBeNull();
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
      await ageTexts(11);
      expect(await run()).toEqual({ texts: 1, escalated: 0 });
    });

    it('are not texted any more once the number has asked for no texts', async () => {
      await stack.simulator.put('/phone', { texts: 'opted-out' });
      await addTask(stack, own);
      await run();
      await stack.simulator.put('/phone', { texts: 'queued' });
      await ageTexts(60);
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
      expect(await newTexts()).toHaveLength(1);
    });

    it('name nothing of a patient, nor what they are about, when a real one is opened', async () => {
      await stack.database.query(
        `INSERT INTO staff_tasks (id, account_id, integration_id, booking_id, kind, reason_code, details, due_at)
         SELECT $1, account_id, integration_id, id, 'book-by-hand', 'refused', patient, now() + interval '4 hours'
           FROM bookings WHERE id = $2`,
        [randomUUID(), bookingId],
      );
      await run();
      const [text] = await newTexts();
      expect(text?.body).toMatch(NOTICE);
      expect(text?.body).not.toContain(bookingId);
    });
  });

  it('whose number nobody has proved reach nobody', async () => {
    await setChannel(stack, other.integrationId, OTHER_NUMBER);
    const id = await addTask(stack, other);
    before = (await textsOf(stack)).length;
    expect(await run()).toEqual({ texts: 0, escalated: 0 });
    expect(await newTexts()).toEqual([]);
    expect((await task(id)).notified_at).toBeNull();
  });

  it('go to their own practice’s number only', async () => {
    await proveChannel(stack, other.integrationId, OTHER_NUMBER);
    before = (await textsOf(stack)).length;
    await addTask(stack, other);
    await run();
    expect((await newTexts()).map(({ to }) => to)).toEqual([OTHER_NUMBER]);
  });

  describe('that nobody has taken by their time', () => {
    it('are escalated once: a mark, a row, and a text to the operator', async () => {
      const ids = [await addTask(stack, own, -1), await addTask(stack, other, -1)];
      await addTask(stack, own, 60);
      expect(await run()).toEqual({ texts: 1, escalated: 2 });
      const marks = await Promise.all(ids.map(async (id) => (await task(id)).escalated_at));
      for (const mark of marks) expect(mark).toBeInstanceOf(Date);
      for (const id of ids) {
        expect(await rowsOf(`escalated:${id}`)).toMatchObject([{ kind: 'event', outcome: 'success' }]);
      }
      const alerts = (await newTexts()).filter(({ to }) => to === OPERATORS_NUMBER);
      expect(alerts.map(({ body }) => ALERT.exec(body)?.[1])).toEqual(['2']);
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
      expect(await Promise.all(ids.map(async (id) => (await task(id)).escalated_at))).toEqual(marks);
      expect(await rowsOf(`escalated:${ids[0]!}`)).toHaveLength(1);
    });

    it('are escalated all the same when the operator’s text is not taken', async () => {
      await stack.simulator.put('/phone', { texts: 'lost' });
      const id = await addTask(stack, other, -1);
      expect(await run()).toEqual({ texts: 0, escalated: 1 });
      expect((await task(id)).escalated_at).toBeInstanceOf(Date);
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
    });

    it('are said in the log and in the metrics, without a word of what they are, however often the step is tried', async () => {
      const lines: unknown[] = [];
      const metrics = createMetrics();
      const config = readWorkerConfig(stack.env);
      if (!config.ok) throw new Error('the test stack is misconfigured');
      const logger = { error: (...line: unknown[]) => void lines.push(line) } as unknown as Logger;
      const now = (): Date => new Date();
      const parts = await createSharedParts({ config: config.value, now, metrics, logger });
      const activities = createStaffActivities(config.value, { ...parts, metrics, logger, now });
      await addTask(stack, own, -1);
      await addTask(stack, own, 60);
      const at = now().toISOString();
      const tried = () =>
        new MockActivityEnvironment().run((input: { at: string }) => activities.escalateOverdue(input), { at });
      expect([await tried(), await tried()]).toEqual([{ tasks: 1 }, { tasks: 1 }]);
      expect(lines).toEqual([[{ tasks: 1 }, expect.stringMatching(/^staff tasks are overdue/)]]);
      const text = await metrics.registry.metrics();
      for (const line of ['escalated_total 1', 'open 2', 'overdue 1'])
        expect(text).toContain(`parlae_staff_tasks_${line}`);
      await parts.close();
    });

    it('are not those that somebody has acknowledged, nor those that are done', async () => {
      const [taken, done] = [await addTask(stack, own, -1), await addTask(stack, own, -1)];
      expect((await askAdmin(stack, 'POST', `/tasks/${taken}/acknowledge`)).status).toBe(200);
      expect((await askAdmin(stack, 'POST', `/tasks/${done}/done`)).status).toBe(200);
      expect(await run()).toEqual({ texts: 0, escalated: 0 });
      expect(await newTexts()).toEqual([]);
    });
  });

  describe('that somebody takes', () => {
    const staff = (accountId: string, subject = 'staff-1') => ({
      roles: ['staff' as const],
      accounts: [accountId],
      subject,
    });
    const acknowledge = (id: string, who: object) => askAdmin(stack, 'POST', `/tasks/${id}/acknowledge`, { who });

    it('stay the first one’s, whoever asks again; one row says who', async () => {
      const id = await addTask(stack, own);
      const first = await acknowledge(id, staff(own.accountId));
      expect([first.status, first.body]).toEqual([200, { id, acknowledged: true }]);
      expect(await acknowledge(id, staff(own.accountId, 'staff-2'))).toEqual(first);
      expect(await task(id)).toMatchObject({ acknowledged_by: 'staff-1', acknowledged_at: expect.any(Date) });
      const rows = await stack.database.query(
        `SELECT actor_ref, outcome FROM pms_audit_logs WHERE action = 'admin.tasks.acknowledge' AND subject = $1`,
        [`task:${id}`],
      );
      expect(rows).toEqual([{ actor_ref: 'staff-1', outcome: 'success' }]);
    });

    it('are answered to staff of another account like none, and to privacy not at all', async () => {
      const id = await addTask(stack, own);
      const foreign = await acknowledge(id, staff(randomUUID()));
      expect(foreign.status).toBe(404);
      expect(await acknowledge(randomUUID(), staff(own.accountId))).toEqual(foreign);
      expect((await acknowledge(id, { roles: ['privacy'] })).status).toBe(403);
      expect((await task(id)).acknowledged_at).toBeNull();
    });

    it('show that they were told, taken and closed, and by whom', async () => {
      const id = await addTask(stack, own);
      await run();
      await acknowledge(id, staff(own.accountId));
      await askAdmin(stack, 'POST', `/tasks/${id}/done`, { who: staff(own.accountId, 'staff-2') });
      const { body } = await askAdmin(stack, 'GET', `/tasks?accountId=${own.accountId}`, { who: staff(own.accountId) });
      expect(body['items']).toEqual([
        expect.objectContaining({
          id,
          changeId: null,
          status: 'done',
          dueAt: expect.any(String),
          notifiedAt: expect.any(String),
          acknowledgedAt: expect.any(String),
          acknowledgedBy: 'staff-1',
          escalatedAt: null,
          closedAt: expect.any(String),
        }),
      ]);
      expect(await task(id)).toMatchObject({ closed_by: 'staff-2', closed_at: expect.any(Date) });
    });
  });
});

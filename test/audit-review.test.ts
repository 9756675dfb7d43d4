import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createReviewAuditActivities, type ReviewAuditActivities } from '../src/activities/review-audit';
import type { AuditOutcome, AuditRow } from '../src/audit/events';
import { findForReview } from '../src/audit/review/checks';
import { daysToReview, reviewDay } from '../src/audit/review/day';
import type { Finding, ReviewRule } from '../src/audit/review/finding';
import { attemptRow, BLANK_SCOPE, eventRow, outcomeRow, type AuditScope } from '../src/audit/scope';
import { AuditAction } from '../src/audit/vocabulary';
import { createBlindIndex } from '../src/crypto/blind-index';
import { createAccount, createIntegration } from '../src/persistence/accounts';
import { createDataSource } from '../src/persistence/data-source';
import { Database } from '../src/persistence/database';
import { createPhiCipher, type PhiCipher } from '../src/persistence/phi-cipher';
import { reveal } from '../src/domain/phi';
import { createTestDatabase, type TestDatabase } from './support/database';
import { fakeAudit } from './support/faked-audit';
import { openLink } from './support/link';
import { startStack } from './support/stack';

const ZONE = 'America/New_York';
/** A Wednesday. */
const DAY = reviewDay(ZONE, '2031-03-05');
const NOON = '2031-03-05T12:00:00-05:00';
const MIDNIGHT = '2031-03-06T00:00:00-05:00';
const AFTER = new Date('2031-03-06T05:30:00Z');
const DAY_MS = 86_400_000;
const KEY = { id: 'k1', key: randomBytes(32) };
const KEYS = { current: KEY, all: new Map([[KEY.id, KEY.key]]) };

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('the daily review', () => {
  let database: TestDatabase;
  let processes: DataSource;
  let product: Database;
  let cipher: PhiCipher;
  let append: Awaited<ReturnType<typeof fakeAudit>>;
  let account: string;
  let practice: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    append = await fakeAudit(database);
    processes = createDataSource(database.url);
    await processes.initialize();
    product = new Database(processes);
    cipher = createPhiCipher(product, KEYS);
  });
  beforeEach(async () => {
    account = await createAccount(database.admin.manager, KEYS, { name: 'Invented', timeZone: ZONE });
    practice = await addPractice();
  });
  afterAll(async () => {
    await processes.destroy();
    await database.drop();
  });

  const addPractice = (): Promise<string> =>
    createIntegration(database.admin.manager, {
      accountId: account,
      officeId: randomUUID(),
      practiceId: '1',
      custId: 'C1',
      practiceName: 'Invented Dental',
      pmsType: 'Dentrix',
      pmsVersion: '23',
      timeZone: ZONE,
      status: 'active',
      mode: 'shadow',
      secretArn: 'arn:invented',
    });
  const addCall = async (callId: string, at = NOON, integrationId = practice): Promise<void> => {
    await database.query(
      `INSERT INTO call_sessions (id, account_id, integration_id, vapi_call_id, created_at) VALUES ($1, $2, $3, $4, $5)`,
      [randomUUID(), account, integrationId, callId, at],
    );
  };

  const scope = (changes: Partial<AuditScope> = {}): AuditScope => ({
    ...BLANK_SCOPE,
    accountId: account,
    integrationId: practice,
    ...changes,
  });
  /** As a sealer would; where checkpoints are kept is not asked here. */
  async function sealTheLast(checkpoint: number): Promise<void> {
    await database.query(
      `INSERT INTO audit_checkpoints (number, statement, signature, key_id, sealed_at) VALUES ($1, '', '', '', now())`,
      [checkpoint],
    );
    await database.query(
      `INSERT INTO audit_seals (chain, chain_seq, row_hash, checkpoint_number, leaf_index)
       SELECT chain, chain_seq, row_hash, $2, 0 FROM audit_chain_heads WHERE chain = $1`,
      [account, checkpoint],
    );
  }
  interface Caller {
    readonly caller?: string | null;
    readonly call?: string;
    readonly toolCall?: string;
    readonly line?: string;
  }
  const callScope = ({ caller = 'caller-1', call = 'call-1', toolCall = randomUUID(), line = practice }: Caller) =>
    scope({
      integrationId: line,
      actorType: 'assistant',
      callerRef: caller,
      vapiCallId: call,
      toolCallId: toolCall,
    });
  const http = (tool: string) =>
    ({ endpoint: `/vapi/tools/${tool}`, method: 'POST', responseStatus: 200, responseTimeMs: 5 }) as const;
  const search = (outcome: AuditOutcome, caller: Caller = {}): AuditRow =>
    outcomeRow(callScope(caller), { action: AuditAction.toolCall, phiFields: [] }, http('search-patients'), outcome);
  const disclose = (patientRef: string, caller: Caller = {}, outcome: AuditOutcome = 'success'): AuditRow =>
    outcomeRow(
      { ...callScope(caller), patientRef },
      { action: AuditAction.toolCall, phiFields: ['firstname'] },
      http('search-patients'),
      outcome,
    );
  const read = (actorRef: string, patientRef: string | null = null): AuditRow =>
    eventRow(
      scope({ actorType: 'operator', actorRef, patientRef }),
      { action: AuditAction.payloadDecode, phiFields: ['payload'] },
      'success',
    );

  async function find(rule: ReviewRule, day = DAY, accountId: string | null = account): Promise<Finding[]> {
    const found = await product.run((tx) => findForReview(tx, { accountId, day, now: AFTER }));
    return found.filter((each) => each.rule === rule);
  }

  describe('finds failed verifications', () => {
    it('from the fifth of a caller on a line in a day, and not from the fourth', async () => {
      await append(NOON, ...times(3, () => search('not-found')), search('denied'));
      await append(NOON, search('failure'), search('success'));
      expect(await find('failed-verifications')).toEqual([]);
      await append(NOON, search('not-found', { call: 'call-2' }));
      const at = new Date(NOON).toISOString();
      expect(await find('failed-verifications')).toEqual([
        {
          rule: 'failed-verifications',
          about: JSON.stringify([practice, 'caller-1']),
          integrationId: practice,
          details: { counts: { failures: 5 }, firstAt: at, lastAt: at, callIds: ['call-1', 'call-2'] },
        },
      ]);
    });

    it('counting a repeated tool call once, and neither another line, another caller nor another day', async () => {
      const line = await addPractice();
      await append('2031-03-04T23:59:59.999999-05:00', search('not-found'));
      await append('2031-03-05T00:00:00-05:00', ...times(4, () => search('not-found')));
      await append(NOON, ...times(3, () => search('not-found', { toolCall: 'again', call: 'call-3' })));
      expect((await find('failed-verifications'))[0]?.details.counts).toEqual({ failures: 5 });
      account = await createAccount(database.admin.manager, KEYS, { name: 'Invented', timeZone: ZONE });
      await append('2031-03-04T23:59:59.999999-05:00', search('not-found'));
      await append(NOON, ...times(4, () => search('not-found')));
      await append(NOON, search('not-found', { line }), search('not-found', { caller: 'caller-2' }));
      await append(MIDNIGHT, search('not-found'));
      expect(await find('failed-verifications')).toEqual([]);
    });

    it('of a withheld number by call', async () => {
      await append(NOON, ...times(4, () => search('not-found', { caller: null })));
      await append(NOON, search('not-found', { caller: null, call: 'call-2' }));
      expect(await find('failed-verifications')).toEqual([]);
      await append(NOON, search('not-found', { caller: null }));
      expect(await find('failed-verifications')).toHaveLength(1);
    });

    it('in calls that ended locked, from the third of a caller on any line', async () => {
      const line = await addPractice();
      await append(
        NOON,
        search('denied', { call: 'a' }),
        search('denied', { call: 'a' }),
        search('denied', { call: 'b' }),
      );
      await append(NOON, search('denied', { call: 'c', caller: 'caller-2' }), search('not-found', { call: 'd' }));
      expect(await find('locked-calls')).toEqual([]);
      await append(NOON, search('denied', { call: 'e', line }));
      expect(await find('locked-calls')).toMatchObject([
        { about: 'caller-1', integrationId: null, details: { counts: { lockedCalls: 3 }, callIds: ['a', 'b', 'e'] } },
      ]);
    });
  });

  describe('finds one caller over many patients', () => {
    it('from the fourth in a day, and not from the third', async () => {
      await append(NOON, ...times(3, (i) => disclose(`p${i}`)), disclose('p0'));
      await append(NOON, disclose('p8', { caller: 'caller-2' }), disclose('p9', {}, 'not-found'));
      expect(await find('one-caller-many-patients')).toEqual([]);
      await append(NOON, disclose('p3', { call: 'call-2' }));
      expect(await find('one-caller-many-patients')).toMatchObject([
        { about: 'caller-1', details: { counts: { patientsInDay: 4, patientsInWeek: 4 } } },
      ]);
    });

    it('from the sixth in a week that ends with a day of theirs', async () => {
      await append('2031-02-26T23:59:59-05:00', disclose('old'));
      await append('2031-02-27T00:00:01-05:00', disclose('p0'), disclose('p1'));
      await append('2031-03-03T12:00:00-05:00', disclose('p2'), disclose('p3'));
      await append(NOON, disclose('p4'));
      expect(await find('one-caller-many-patients')).toEqual([]);
      await append(NOON, disclose('p5'));
      expect(await find('one-caller-many-patients')).toMatchObject([
        { details: { counts: { patientsInDay: 2, patientsInWeek: 6 } } },
      ]);
      expect(await find('one-caller-many-patients', reviewDay(ZONE, '2031-03-04'))).toEqual([]);
    });
  });

  describe('finds an operator’s access out of hours', () => {
    it.each([
      ['2031-03-05T06:59:59.999999-05:00', 1],
      ['2031-03-05T07:00:00-05:00', 0],
      ['2031-03-05T18:59:59.999999-05:00', 0],
      ['2031-03-05T19:00:00-05:00', 1],
      ['2031-03-08T12:00:00-05:00', 1],
      ['2031-03-09T12:00:00-04:00', 1],
      ['2031-03-10T12:00:00-04:00', 0],
    ])('by the account’s clock: at %s %i', async (at, count) => {
      await append(at, read('operator-1'));
      expect(await find('out-of-hours-access', reviewDay(ZONE, at.slice(0, 10)))).toHaveLength(count);
    });

    it('once for each operator, and only of what shows patients', async () => {
      await append('2031-03-05T03:00:00-05:00', read('operator-1'), read('operator-1'), read('operator-2'));
      const act = { action: AuditAction.legalHold, phiFields: [] };
      await append('2031-03-05T22:00:00-05:00', read('operator-1'));
      await append(
        '2031-03-05T22:00:00-05:00',
        eventRow(scope({ actorType: 'operator', actorRef: 'operator-3' }), act, 'success'),
      );
      expect(await find('out-of-hours-access')).toMatchObject([
        {
          about: 'operator-1',
          details: {
            counts: { accesses: 3 },
            firstAt: '2031-03-05T08:00:00.000Z',
            lastAt: '2031-03-06T03:00:00.000Z',
            actorRef: 'operator-1',
          },
        },
        { about: 'operator-2', details: { counts: { accesses: 1 } } },
      ]);
    });
  });

  describe('finds access that nothing explains', () => {
    it('of the assistant outside a call of ours', async () => {
      await addCall('known');
      await append(NOON, disclose('p1', { call: 'known' }), search('not-found', { call: 'unknown' }));
      expect(await find('access-without-a-call')).toEqual([]);
      await append(NOON, disclose('p1', { call: 'unknown' }));
      expect(await find('access-without-a-call')).toMatchObject([{ details: { counts: { accesses: 1 } } }]);
      await append(NOON, { ...disclose('p1'), vapi_call_id: null });
      expect(await find('access-without-a-call')).toMatchObject([{ details: { counts: { accesses: 2 } } }]);
    });

    it('of our own system for no call, workflow or subject', async () => {
      const act = { action: AuditAction.busyTimesRead, phiFields: ['patient_id'] };
      await append(
        NOON,
        eventRow(scope({ vapiCallId: 'x' }), act, 'success'),
        eventRow(scope({ workflowId: 'w' }), act, 'success'),
      );
      await append(NOON, eventRow(scope(), { ...act, subject: 'month:2031-03' }, 'success'));
      expect(await find('access-without-a-call')).toEqual([]);
      await append(NOON, eventRow(scope(), act, 'success'));
      expect(await find('access-without-a-call')).toMatchObject([{ details: { counts: { accesses: 1 } } }]);
    });
  });

  describe('finds gaps', () => {
    it('where an attempt has no outcome, once it must have one', async () => {
      const request = { endpoint: '/patients', method: 'GET' } as const;
      const act = { action: AuditAction.patientSearch, phiFields: ['lastname'] };
      const asked = attemptRow(callScope({}), act, request);
      const [open, late] = [
        attemptRow(callScope({}), act, request),
        attemptRow(callScope({ call: 'late' }), act, request),
      ];
      await append('2031-03-05T23:50:00-05:00', asked, open);
      const settled = outcomeRow(
        callScope({}),
        act,
        { ...request, responseStatus: 200, responseTimeMs: 9 },
        'success',
        asked.id,
      );
      await append('2031-03-06T00:00:00-05:00', settled);
      expect(await find('attempts-without-outcome')).toMatchObject([{ details: { counts: { attempts: 1 } } }]);
      await append('2031-03-06T00:16:00-05:00', late);
      expect(await find('attempts-without-outcome', reviewDay(ZONE, '2031-03-06'))).toEqual([]);
    });

    const remove = (from: number, until: number): Promise<void> =>
      database.admin.transaction(async (tx) => {
        await tx.query('SET LOCAL session_replication_role = replica');
        await tx.query('DELETE FROM pms_audit_logs WHERE chain = $1 AND chain_seq BETWEEN $2 AND $3', [
          account,
          from,
          until,
        ]);
      });

    it.each([
      ['at the beginning', 1, 2, [1, 2]],
      ['in the middle', 4, 4, [4, 1]],
      ['at the turn of the day', 3, 6, [3, 4]],
      ['at the end', 7, 8, [7, 2]],
    ])('where numbers are missing %s', async (_where, from, until, [firstMissing, missing]) => {
      await append('2031-03-04T12:00:00-05:00', ...times(3, () => search('success')));
      await append(NOON, ...times(5, () => search('success')));
      const bothDays = [reviewDay(ZONE, '2031-03-04'), DAY];
      for (const day of bothDays) expect(await find('numbers-missing', day)).toEqual([]);
      await remove(from, until);
      const found = (await Promise.all(bothDays.map((day) => find('numbers-missing', day)))).flat();
      expect(new Set(found.map(({ details }) => JSON.stringify(details.counts)))).toEqual(
        new Set([JSON.stringify({ firstMissing, missing })]),
      );
      expect(found.every(({ isLasting }) => isLasting)).toBe(true);
    });

    it('not where retention has taken the rows before', async () => {
      await append(NOON, ...times(3, () => search('success')));
      await remove(1, 2);
      await database.query(
        `INSERT INTO audit_checkpoints (number, statement, signature, key_id, sealed_at) VALUES (900000, '', '', '', now());`,
      );
      await database.query(`INSERT INTO audit_chain_anchors VALUES ($1, 2, '', 900000)`, [account]);
      expect(await find('numbers-missing')).toEqual([]);
    });

    it('where rows are unsealed for more than an hour', async () => {
      await append('2031-03-05T12:00:00-05:00', search('success'));
      expect(await find('unsealed-rows')).toMatchObject([{ details: { counts: { rows: 1 } } }]);
      await append('2031-03-05T23:40:00-05:00', search('success'));
      const now = new Date('2031-03-06T00:20:00-05:00');
      const found = await product.run((tx) => findForReview(tx, { accountId: account, day: DAY, now }));
      expect(found.filter(({ rule }) => rule === 'unsealed-rows')).toMatchObject([
        { details: { counts: { rows: 1 } } },
      ]);
      await sealTheLast(900_001);
      expect(await find('unsealed-rows')).toEqual([]);
    });

    it('where a practice took calls and the record has no row of it', async () => {
      const silent = await addPractice();
      await addCall('heard');
      await addCall('unheard', NOON, silent);
      await addCall('just-begun', '2031-03-05T23:59:59-05:00', silent);
      await addCall('tomorrow', MIDNIGHT, silent);
      await append(NOON, search('success', { call: 'heard' }));
      expect(await find('silent-line')).toMatchObject([
        { integrationId: silent, details: { counts: { calls: 2 }, callIds: ['unheard', 'just-begun'] } },
      ]);
      await append('2031-03-06T00:10:00-05:00', search('success', { call: 'just-begun', line: silent }));
      expect(await find('silent-line')).toEqual([]);
    });
  });

  describe('finds much at once', () => {
    it('in every export', async () => {
      const by = scope({ actorType: 'operator', actorRef: 'officer-1', integrationId: null });
      await append(NOON, eventRow(by, { action: AuditAction.auditReport, phiFields: ['audit'] }, 'success'));
      expect(await find('bulk-export')).toEqual([]);
      await append(NOON, eventRow(by, { action: AuditAction.auditExport, phiFields: ['audit'] }, 'success'));
      expect(await find('bulk-export')).toMatchObject([{ about: 'officer-1', details: { counts: { exports: 1 } } }]);
    });

    it('where one operator has seen more than 200 patients in a day', async () => {
      await append(NOON, ...times(200, (i) => read('operator-1', `p${i}`)), read('operator-2', 'p200'));
      expect(await find('bulk-access')).toEqual([]);
      await append(NOON, read('operator-1', 'p200'));
      expect(await find('bulk-access')).toMatchObject([
        { about: 'operator-1', details: { counts: { patients: 201 } } },
      ]);
    });
  });

  describe('as it runs', () => {
    const index = createBlindIndex(randomBytes(32));
    const activities = (now = new Date()): ReviewAuditActivities =>
      createReviewAuditActivities({ database: product, cipher, index, now: () => now });
    const tasks = (accountId: string | null = account) =>
      database.query<{ reason_code: string; details: Buffer | null; hours: number; operation_key: string }>(
        `SELECT reason_code, details, operation_key, integration_id, status,
                round(extract(epoch FROM due_at - created_at) / 3600)::integer AS hours
           FROM staff_tasks WHERE account_id IS NOT DISTINCT FROM $1 AND kind = 'privacy-review'
          ORDER BY reason_code, operation_key`,
        [accountId],
      );
    const reviews = async (accountId: string | null = account): Promise<string[]> =>
      (
        await database.query<{ subject: string }>(
          `SELECT subject FROM pms_audit_logs WHERE chain = $1 AND action = 'audit.review' ORDER BY chain_seq`,
          [accountId ?? 'system'],
        )
      ).map(({ subject }) => subject);
    const startedDaysAgo = (days: number) =>
      database.query('UPDATE accounts SET created_at = $2 WHERE id = $1', [
        account,
        new Date(Date.now() - days * DAY_MS),
      ]);
    const recentDays = (count: number) =>
      daysToReview(ZONE, { now: new Date(), since: new Date(0), reviewed: new Set() }).slice(-count);

    it('puts each day on record, also one without findings, and catches up a week', async () => {
      await startedDaysAgo(30);
      const outcome = await activities().reviewChain({ accountId: account });
      expect(outcome).toEqual({ accountId: account, days: 7, findings: 0 });
      expect(await reviews()).toEqual(recentDays(7).map(({ date }) => `day:${date} findings:0`));
      expect(await tasks()).toEqual([]);
    });

    it('reviews only the days that lack a review', async () => {
      await startedDaysAgo(30);
      await activities(recentDays(3)[0]?.until).reviewChain({ accountId: account });
      const before = (await reviews()).length;
      await activities().reviewChain({ accountId: account });
      expect((await reviews()).slice(before)).toEqual(recentDays(3).map(({ date }) => `day:${date} findings:0`));
    });

    it('opens a task for each finding, once, with its details sealed and three days to look', async () => {
      await startedDaysAgo(30);
      const [day] = recentDays(2);
      const at = new Date((day?.from.getTime() ?? 0) + 3 * 3_600_000);
      await append(at, ...times(5, () => search('not-found')), read('operator-1'));
      await sealTheLast(900_002);
      await activities().reviewChain({ accountId: account });
      const opened = await tasks();
      expect(opened).toMatchObject([
        { reason_code: 'failed-verifications', integration_id: practice, status: 'open', hours: 72 },
        { reason_code: 'out-of-hours-access', integration_id: null, status: 'open', hours: 72 },
      ]);
      expect(await reviews()).toContain(`day:${day?.date ?? ''} findings:2`);
      const details = await cipher.open<string>(account, 'staff_tasks.details', opened[0]?.details ?? Buffer.of());
      expect(JSON.parse(reveal(details))).toEqual({
        day: day?.date,
        timeZone: ZONE,
        counts: { failures: 5 },
        firstAt: at.toISOString(),
        lastAt: at.toISOString(),
        callIds: ['call-1'],
      });
      expect(opened.map(({ operation_key: key }) => key)).toEqual([
        expect.stringMatching(/^[\w-]{22}$/),
        expect.stringMatching(/^[\w-]{22}$/),
      ]);

      // As if the review's row had been lost: the same findings open nothing new.
      await database.admin.transaction(async (tx) => {
        await tx.query('SET LOCAL session_replication_role = replica');
        await tx.query(`UPDATE pms_audit_logs SET subject = 'lost' WHERE chain = $1 AND action = 'audit.review'`, [
          account,
        ]);
      });
      expect(await activities().reviewChain({ accountId: account })).toMatchObject({ findings: 2 });
      expect(await tasks()).toEqual(opened);
      expect(await activities().reviewChain({ accountId: account })).toMatchObject({ days: 0, findings: 0 });
    });

    it('is on record once when two reviews meet', async () => {
      await startedDaysAgo(2);
      await Promise.all(times(4, () => activities().reviewChain({ accountId: account })));
      const subjects = await reviews();
      expect(subjects.length).toBeGreaterThan(0);
      expect(new Set(subjects).size).toBe(subjects.length);
    });

    it('is not stopped by a row that names a practice which is none of the account’s', async () => {
      await startedDaysAgo(30);
      const at = new Date((recentDays(1)[0]?.from.getTime() ?? 0) + 12 * 3_600_000);
      const line = randomUUID();
      await append(at, ...times(5, () => search('not-found', { line })));
      await activities().reviewChain({ accountId: account });
      expect(await tasks()).toMatchObject([
        { reason_code: 'failed-verifications', integration_id: null },
        { reason_code: 'unsealed-rows', integration_id: null },
      ]);
      expect(await reviews()).toHaveLength(7);
    });

    it('reviews the system chain too, whose tasks belong to no account', async () => {
      const yesterday = new Date(Date.now() - DAY_MS);
      const by = { ...BLANK_SCOPE, actorType: 'operator', actorRef: 'officer-1' } as const;
      await append(yesterday, eventRow(by, { action: AuditAction.auditExport, phiFields: ['audit'] }, 'success'));
      const now = new Date(Date.now() + DAY_MS);
      await activities(now).reviewChain({ accountId: null });
      const opened = await tasks(null);
      expect(opened.filter(({ reason_code: code }) => code === 'bulk-export')).toMatchObject([{ details: null }]);
      await activities(now).reviewChain({ accountId: null });
      expect(await tasks(null)).toEqual(opened);
    });

    it('opens no task whose review is not on record', async () => {
      await startedDaysAgo(30);
      const at = new Date((recentDays(1)[0]?.from.getTime() ?? 0) + 3 * 3_600_000);
      await append(at, read('operator-1'));
      await database.query('ALTER FUNCTION audit_append(jsonb) RENAME TO audit_append_away');
      await expect(activities().reviewChain({ accountId: account })).rejects.toThrow('42883');
      await database.query('ALTER FUNCTION audit_append_away(jsonb) RENAME TO audit_append');
      expect(await tasks()).toEqual([]);
    });
  });
});

describe('the workflow of the daily review', () => {
  it('reviews every account and the system chain, and again nothing', async () => {
    const stack = await startStack();
    const link = await openLink(stack);
    try {
      await stack.database.query(`UPDATE accounts SET created_at = now() - interval '3 days'`);
      const run = () =>
        link.client.workflow.execute('reviewAudit', { workflowId: randomUUID(), taskQueue: link.taskQueue, args: [] });
      const chains = await stack.database.query<{ chain: string }>(
        `SELECT id::text AS chain FROM accounts UNION SELECT 'system' ORDER BY 1`,
      );
      const reviews = () =>
        stack.database.query<{ chain: string; subject: string }>(
          `SELECT chain, subject FROM pms_audit_logs WHERE action = 'audit.review' ORDER BY chain, chain_seq`,
        );
      expect(await run()).toEqual({ chains: chains.length, findings: 0 });
      const first = await reviews();
      expect([...new Set(first.map(({ chain }) => chain))]).toEqual(chains.map(({ chain }) => chain));
      expect(await run()).toEqual({ chains: chains.length, findings: 0 });
      expect(await reviews()).toEqual(first);
    } finally {
      await link.close();
      await stack.stop();
    }
  });
});

import { DateTime } from 'luxon';
import { createDataSource } from '../src/persistence/data-source';
import { Database } from '../src/persistence/database';
import { createRateBudgets } from '../src/persistence/rate-budgets';
import { phi } from '../src/domain/phi';
import { NO_HINTS } from '../src/sikka/answer-hints';
import { createSikkaGovernor } from '../src/sikka/governor/governor';
import type { SentReply, SikkaGovernor } from '../src/sikka/governor/port';
import type { BudgetNews, SharedBudget } from '../src/domain/rate-budget';
import { refusalError } from '../src/sikka/errors';
import { fail, succeed } from '../src/sikka/reply';
import { createTestDatabase, type TestDatabase } from './support/database';
import { waitFor } from './support/wait';

const ACCOUNT_ID = '5f0c5d6e-0000-4000-8000-0000000000b1';
const SHARE = 0.3;
const NEWS: BudgetNews = { spent: 0, window: null, pauseMs: null, dailyCapCode: null };

describe('the rate budget that processes share', () => {
  let database: TestDatabase;
  let budgets: SharedBudget;
  let offices = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    budgets = createRateBudgets(new Database(database.admin));
    await database.query(
      `INSERT INTO accounts (id, name, time_zone, data_key_id, wrapped_data_key)
       VALUES ($1, 'Sample Dental', 'America/Phoenix', 'k1', '\\x00')`,
      [ACCOUNT_ID],
    );
  });
  afterAll(() => database.drop());

  /** An office that nobody has asked anything yet. */
  const newOffice = () => ({ accountId: ACCOUNT_ID, officeId: `Z${10_000 + (offices += 1)}` });
  const windowOf = (limit: number, remaining: number, endsInMs = 50_000) => ({ limit, remaining, endsInMs });

  it('grants what nobody has told anything of', async () => {
    const reservation = await budgets.reserve(newOffice(), SHARE);
    expect(reservation).toMatchObject({ isGranted: true, view: { window: null, pauseMs: 0, dailyCapCode: null } });
  });

  it('takes each request of background work off, and stops at the reserve however many ask at once', async () => {
    const office = newOffice();
    await budgets.merge(office, { ...NEWS, window: windowOf(20, 18) });
    const all = await Promise.all(Array.from({ length: 30 }, () => budgets.reserve(office, SHARE)));
    expect(all.filter(({ isGranted }) => isGranted)).toHaveLength(12);
    const { isGranted, view } = await budgets.reserve(office, SHARE);
    expect(isGranted).toBe(false);
    expect(view.window).toMatchObject({ limit: 20, remaining: 6 });
    expect(view.window?.endsInMs).toBeGreaterThan(40_000);
  });

  it('keeps one request for calls even where the share of a small limit is none', async () => {
    const office = newOffice();
    await budgets.merge(office, { ...NEWS, window: windowOf(5, 2) });
    expect((await budgets.reserve(office, 0)).isGranted).toBe(true);
    expect((await budgets.reserve(office, 0)).isGranted).toBe(false);
  });

  it('adds up what processes spend and saw: of one window the lower number and the earlier end stand', async () => {
    const office = newOffice();
    await budgets.merge(office, { ...NEWS, window: windowOf(20, 18) });
    expect((await budgets.merge(office, { ...NEWS, spent: 3 })).window?.remaining).toBe(15);
    const narrowed = await budgets.merge(office, { ...NEWS, spent: 1, window: windowOf(20, 17, 30_000) });
    expect(narrowed.window?.remaining).toBe(14);
    expect(narrowed.window?.endsInMs).toBeLessThanOrEqual(30_000);
    const later = await budgets.merge(office, { ...NEWS, window: windowOf(20, 9, 45_000) });
    expect(later.window?.remaining).toBe(9);
    expect(later.window?.endsInMs).toBeLessThanOrEqual(30_000);
  });

  it('begins anew with a new window, seen or only due', async () => {
    const office = newOffice();
    await budgets.merge(office, { ...NEWS, window: windowOf(20, 2, 5_000) });
    const seen = await budgets.merge(office, { ...NEWS, window: windowOf(20, 19, 60_000) });
    expect(seen.window?.remaining).toBe(19);

    const due = newOffice();
    await budgets.merge(due, { ...NEWS, window: windowOf(20, 2, -1) });
    const { isGranted, view } = await budgets.reserve(due, SHARE);
    expect(isGranted).toBe(true);
    expect(view.window).toMatchObject({ limit: 20, remaining: 19, endsInMs: 61_000 });
  });

  it('passes a pause on, keeps the longest, and grants nothing while it lasts', async () => {
    const office = newOffice();
    await budgets.merge(office, { ...NEWS, pauseMs: 20_000 });
    const { pauseMs } = await budgets.merge(office, { ...NEWS, pauseMs: 5_000 });
    expect(pauseMs).toBeGreaterThan(15_000);
    expect(await budgets.reserve(office, SHARE)).toMatchObject({ isGranted: false, view: { dailyCapCode: null } });
  });

  async function connect({ officeId }: { officeId: string }, practiceId: string, timeZone: string): Promise<void> {
    await database.query(
      `INSERT INTO pms_integrations (id, account_id, office_id, practice_id, cust_id, practice_name, pms_type,
         time_zone, status, mode, secret_arn)
       VALUES (gen_random_uuid(), $1, $2, $3, '1', 'Sample Dental', 'Open Dental', $4, 'active', 'live', 'arn')`,
      [ACCOUNT_ID, officeId, practiceId, timeZone],
    );
  }

  it.each(['America/Phoenix', 'Asia/Tokyo', 'Pacific/Honolulu'])(
    'rests background work at a daily cap until the next day in %s',
    async (timeZone) => {
      const office = newOffice();
      await connect(office, '1-1', timeZone);
      const view = await budgets.merge(office, { ...NEWS, dailyCapCode: 'API2011' });
      const nextDay = DateTime.now().setZone(timeZone).plus({ days: 1 }).startOf('day');
      expect(view.dailyCapCode).toBe('API2011');
      expect(Math.abs(view.backgroundPauseMs - nextDay.diffNow().toMillis())).toBeLessThan(5_000);
      const reservation = await budgets.reserve(office, SHARE);
      expect(reservation).toMatchObject({ isGranted: false, view: { dailyCapCode: 'API2011', pauseMs: 0 } });
    },
  );

  it('rests an office of several zones until the day has begun in all, and one without a practice for an hour', async () => {
    const office = newOffice();
    await connect(office, '1-1', 'Asia/Tokyo');
    await connect(office, '1-2', 'Pacific/Honolulu');
    const endOf = (zone: string): number => DateTime.now().setZone(zone).plus({ days: 1 }).startOf('day').toMillis();
    const last = Math.max(endOf('Asia/Tokyo'), endOf('Pacific/Honolulu'));
    const view = await budgets.merge(office, { ...NEWS, dailyCapCode: 'API2012' });
    expect(Math.abs(Date.now() + view.backgroundPauseMs - last)).toBeLessThan(5_000);

    const lonely = await budgets.merge(newOffice(), { ...NEWS, dailyCapCode: 'API2012' });
    expect(Math.abs(lonely.backgroundPauseMs - 3_600_000)).toBeLessThan(5_000);
  });

  it('rejects without a word of its parameters when Postgres refuses', async () => {
    const stranger = { accountId: '5f0c5d6e-0000-4000-8000-0000000000ff', officeId: 'Z99999' };
    const failure = await budgets.merge(stranger, NEWS).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'PersistenceError', sqlState: '23503' });
    expect(JSON.stringify(failure)).not.toContain('Z99999');
  });

  describe('between two processes', () => {
    /** An office that counts the requests of one window, which ends in five seconds. */
    function createOffice(limit: number) {
      let used = 0;
      const endsAtMs = Date.now() + 5_000;
      return {
        used: () => used,
        send: async (): Promise<SentReply> => {
          used += 1;
          const rateResetMs = Math.max(1_000, endsAtMs - Date.now());
          const hints = { ...NO_HINTS, rateLimit: limit, rateRemaining: limit - used, rateResetMs };
          await new Promise((resolve) => setImmediate(resolve));
          return { ...succeed({ status: 200, body: phi(null) }, []), hints };
        },
      };
    }

    /** With connections and memory of its own. */
    async function startProcess(failures: string[]): Promise<{ governor: SikkaGovernor; stop: () => Promise<void> }> {
      const dataSource = createDataSource(database.url, { poolSize: 3 });
      await dataSource.initialize();
      const shared: SharedBudget = createRateBudgets(new Database(dataSource));
      const governor = createSikkaGovernor({
        shared,
        now: () => new Date(),
        random: () => 0,
        observer: {
          dailyCap: () => undefined,
          circuitChanged: () => undefined,
          refused: () => undefined,
          sharedBudgetFailed: (operation) => failures.push(operation),
        },
        limits: { maxBackgroundWaitMs: 4_500 },
      });
      return { governor, stop: () => dataSource.destroy() };
    }

    it('does not exceed the window together, nor touch the reserve, however much background work both have', async () => {
      const office = newOffice();
      const sikka = createOffice(40);
      const failures: string[] = [];
      const processes = await Promise.all([startProcess(failures), startProcess(failures)]);
      const { signal } = new AbortController();
      for (const { governor } of processes) {
        expect((await governor.run(office, 'in-call', signal, sikka.send)).ok).toBe(true);
      }
      await waitFor('the row to know the window', async () => {
        const rows = await database.query(`SELECT 1 FROM office_rate_budgets WHERE office_id = $1`, [office.officeId]);
        return rows[0];
      });
      // 38 are left, less the reserve of 12. Each process alone would have time for 20 of them and more.
      const sentBy = processes.map(async ({ governor }) => {
        const background = Array.from({ length: 30 }, () => governor.run(office, 'background', signal, sikka.send));
        return (await Promise.all(background)).filter(({ ok }) => ok).length;
      });
      const sent = await Promise.all(sentBy);
      expect(sikka.used()).toBeLessThanOrEqual(28);
      expect(sikka.used()).toBeGreaterThan(20);
      expect(Math.min(...sent)).toBeGreaterThan(3);
      expect(failures).toEqual([]);
      await Promise.all(processes.map(({ stop }) => stop()));
    });

    it('a pause that one met stops the calls of the other within a second', async () => {
      const office = newOffice();
      const failures: string[] = [];
      const [one, other] = await Promise.all([startProcess(failures), startProcess(failures)]);
      const { signal } = new AbortController();
      const sikka = createOffice(40);
      expect((await other.governor.run(office, 'in-call', signal, sikka.send)).ok).toBe(true);
      await one.governor.run(office, 'in-call', signal, () =>
        Promise.resolve({
          ...fail(refusalError({ httpStatus: 429, sikkaCode: null, isSikkasOwn: true, retryAfterMs: 30_000 }), []),
          hints: { ...NO_HINTS, rateResetMs: 30_000 },
        }),
      );
      const metAtMs = Date.now();
      const refusal = await waitFor('the other to stop', async () => {
        const reply = await other.governor.run(office, 'in-call', signal, sikka.send);
        return reply.ok ? null : reply.error;
      });
      expect(Date.now() - metAtMs).toBeLessThan(1_000);
      expect(refusal).toMatchObject({ code: 'PmsRateLimited', writeOutcome: 'not-accepted' });
      expect(refusal.retryAfterMs).toBeGreaterThan(25_000);
      await Promise.all([one.stop(), other.stop()]);
    });
  });
});

import { PmsErrorCode } from '../../domain/pms-errors';
import { createSikkaGovernor } from './governor';
import type { GovernorLimits } from './limits';
import type { OfficeRef } from '../../domain/office-ref';
import type { CallPriority, SentReply } from './port';
import type { BudgetView, SharedBudget } from '../../domain/rate-budget';
import {
  NORTH,
  SOUTH,
  answered,
  createSeenObserver,
  createWaitingOffice,
  refused,
  timedOut,
  withRate,
} from './test-office';

const NEVER = new AbortController().signal;
const VIEW: BudgetView = { window: null, pauseMs: 0, backgroundPauseMs: 0, dailyCapCode: null };

interface StartOptions {
  readonly shared?: SharedBudget;
  readonly limits?: Partial<GovernorLimits>;
}

function start({ shared, limits = {} }: StartOptions = {}) {
  const observer = createSeenObserver();
  const governor = createSikkaGovernor({
    shared: shared ?? null,
    now: () => new Date(),
    random: () => 0,
    observer,
    limits,
  });
  const north = createWaitingOffice();
  const ended = new Map<string, SentReply>();
  const run = (
    name: string,
    priority: CallPriority,
    {
      office = NORTH,
      signal = new AbortController().signal,
      at = north,
    }: { office?: OfficeRef; signal?: AbortSignal; at?: typeof north } = {},
  ): void => {
    void governor.run(office, priority, signal, at.request(name)).then((reply) => ended.set(name, reply));
  };
  /** One request that is answered at once. */
  const ask = async (name: string, reply: SentReply, priority: CallPriority = 'in-call'): Promise<void> => {
    run(name, priority);
    await pass(0);
    north.answer(name, reply);
    await pass(0);
  };
  return { governor, north, ended, run, ask, observer };
}

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const errorOf = (reply: SentReply | undefined) => (reply === undefined || reply.ok ? null : reply.error);

describe('the governor', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_930_000_000_000 }));
  afterEach(() => jest.useRealTimers());

  describe('of turns', () => {
    it('sends a call ahead of background work that waits', async () => {
      const { north, run, ask } = start({ limits: { slots: 2, backgroundSlots: 2 } });
      await ask('silent', answered());
      run('poll 1', 'background');
      run('poll 2', 'background');
      run('poll 3', 'background');
      run('call', 'in-call');
      await pass(0);
      expect(north.waiting()).toEqual(['poll 1', 'poll 2']);
      north.answer('poll 1');
      await pass(0);
      expect(north.waiting()).toEqual(['poll 2', 'call']);
    });

    it('keeps sixteen requests of an office under way at most, and four of background work', async () => {
      const { north, run, ask } = start();
      await ask('silent', answered());
      for (let n = 1; n <= 10; n += 1) run(`poll ${n}`, 'background');
      await pass(0);
      expect(north.waiting()).toHaveLength(4);
      for (let n = 1; n <= 20; n += 1) run(`call ${n}`, 'in-call');
      await pass(0);
      expect(north.waiting()).toHaveLength(16);
    });

    it('does not let a slow office hold up another', async () => {
      const { north, run } = start();
      const south = createWaitingOffice();
      for (let n = 1; n <= 100; n += 1) run(`north ${n}`, 'in-call');
      run('south', 'in-call', { office: SOUTH, at: south });
      await pass(0);
      expect(north.waiting()).toHaveLength(16);
      expect(south.waiting()).toEqual(['south']);
    });

    it('lets a queued call go at once when its signal fires, with the proof that nothing was sent', async () => {
      const { north, ended, run } = start({ limits: { slots: 1 } });
      const hangUp = new AbortController();
      run('first', 'in-call');
      run('second', 'in-call', { signal: hangUp.signal });
      await pass(10);
      hangUp.abort();
      await pass(0);
      expect(errorOf(ended.get('second'))).toMatchObject({ code: PmsErrorCode.timeout, writeOutcome: 'not-accepted' });
      north.answer('first');
      await pass(0);
      expect(north.arrived).toEqual(['first']);
    });

    it('does not even ask when the signal has fired before', async () => {
      const { north, ended, run } = start();
      run('call', 'in-call', { signal: AbortSignal.abort() });
      run('poll', 'background', { signal: AbortSignal.abort() });
      await pass(0);
      expect(north.arrived).toEqual([]);
      expect(errorOf(ended.get('call'))?.code).toBe(PmsErrorCode.timeout);
      expect(errorOf(ended.get('poll'))?.code).toBe(PmsErrorCode.timeout);
    });

    it('turns away who finds too many waiting, and says when to come again', async () => {
      const { ended, run, observer } = start({ limits: { slots: 1, maxWaiting: 1 } });
      for (const name of ['a', 'b', 'c']) run(name, 'in-call');
      await pass(0);
      expect(errorOf(ended.get('c'))).toMatchObject({ code: PmsErrorCode.rateLimited, writeOutcome: 'not-accepted' });
      expect(observer.events).toEqual(['refused in-call queue-full']);
    });

    it('gives the slot back when a bug throws, and passes the bug on', async () => {
      const { governor, north, run } = start({ limits: { slots: 1 } });
      const bug = governor.run(NORTH, 'in-call', NEVER, () => Promise.reject(new Error('a bug')));
      await expect(bug).rejects.toThrow('a bug');
      run('next', 'in-call');
      await pass(0);
      expect(north.waiting()).toEqual(['next']);
    });
  });

  describe('of the minute', () => {
    it('never spaces calls, whatever is left', async () => {
      const { north, run, ask } = start();
      await ask('first', answered(withRate(20, 0, 60_000)));
      for (let n = 1; n <= 5; n += 1) run(`call ${n}`, 'in-call');
      await pass(0);
      expect(north.waiting()).toHaveLength(5);
    });

    it('spreads background work over what is left of the window without the reserve', async () => {
      const { north, run, ask } = start();
      await ask('first', answered(withRate(20, 16, 29_000)));
      for (let n = 1; n <= 4; n += 1) run(`poll ${n}`, 'background');
      await pass(0);
      // 30 s (29 and one for the rounding) ÷ (16 − 6)
      for (let n = 1; n <= 4; n += 1) {
        expect(north.waiting()).toEqual([`poll ${n}`]);
        north.answer(`poll ${n}`, answered(withRate(20, 16 - n, 29_000 - 3_000 * (n - 1))));
        await pass(2_999);
        expect(north.waiting()).toEqual([]);
        await pass(1);
      }
    });

    it('tells background work when to come again rather than keep it for more than 30 seconds', async () => {
      const { north, ended, run, ask } = start();
      await ask('first', answered(withRate(20, 6, 44_000)));
      run('poll', 'background');
      await pass(0);
      expect(errorOf(ended.get('poll'))).toMatchObject({
        code: PmsErrorCode.rateLimited,
        isRetryable: true,
        writeOutcome: 'not-accepted',
        retryAfterMs: 45_000,
      });
      expect(north.arrived).toEqual(['first']);
    });

    it('sends background work in the next window when that is near, one request until its numbers are known', async () => {
      const { north, run, ask } = start();
      await ask('first', answered(withRate(20, 3, 10_000)));
      run('poll 1', 'background');
      run('poll 2', 'background');
      await pass(10_999);
      expect(north.waiting()).toEqual([]);
      await pass(1);
      expect(north.waiting()).toEqual(['poll 1']);
      north.answer('poll 1', answered(withRate(20, 19, 60_000)));
      await pass(0);
      expect(north.waiting()).toEqual(['poll 2']);
    });

    it('asks with one background request at a time while it knows nothing, and freely where nothing is told', async () => {
      const { north, run } = start();
      for (let n = 1; n <= 5; n += 1) run(`poll ${n}`, 'background');
      await pass(0);
      expect(north.waiting()).toEqual(['poll 1']);
      north.answer('poll 1', answered());
      await pass(0);
      expect(north.waiting()).toEqual(['poll 2', 'poll 3', 'poll 4', 'poll 5']);
    });

    it('takes a request without an answer for no knowledge, and goes on with one at a time', async () => {
      const { north, run, ask } = start();
      await ask('lost', timedOut(), 'background');
      run('poll 1', 'background');
      run('poll 2', 'background');
      await pass(0);
      expect(north.waiting()).toEqual(['poll 1']);
    });

    it('does not send background work whose room was spent while it waited for a slot', async () => {
      const { north, run, ask } = start({ limits: { slots: 1 } });
      await ask('first', answered(withRate(20, 16, 20_000)));
      run('call', 'in-call');
      run('poll', 'background');
      await pass(0);
      north.answer('call', answered(withRate(20, 6, 20_000)));
      await pass(0);
      expect(north.waiting()).toEqual([]);
    });

    it('goes on by itself when background work is given up while it waits', async () => {
      const { north, ended, run, ask } = start();
      const stop = new AbortController();
      await ask('first', answered(withRate(20, 3, 10_000)));
      run('poll', 'background', { signal: stop.signal });
      await pass(100);
      stop.abort();
      await pass(0);
      expect(errorOf(ended.get('poll'))).toMatchObject({ code: PmsErrorCode.timeout, writeOutcome: 'not-accepted' });
      expect(north.waiting()).toEqual([]);
    });
  });

  describe('after a 429', () => {
    it('tells calls at once how long the pause lasts, and waits its last second out', async () => {
      const { north, ended, run, ask } = start();
      await ask('first', refused(429, null, withRate(20, 0, 8_000)));
      run('early', 'in-call');
      await pass(0);
      expect(errorOf(ended.get('early'))).toMatchObject({
        code: PmsErrorCode.rateLimited,
        isRetryable: true,
        writeOutcome: 'not-accepted',
        retryAfterMs: 8_000,
      });
      await pass(7_000);
      run('late', 'in-call');
      await pass(999);
      expect(north.waiting()).toEqual([]);
      await pass(1);
      expect(north.waiting()).toEqual(['late']);
    });

    it('holds back what waited for a slot when the pause began', async () => {
      const { north, ended, run } = start({ limits: { slots: 1 } });
      run('first', 'in-call');
      run('second', 'in-call');
      await pass(0);
      north.answer('first', refused(429, null, withRate(20, 0, 8_000)));
      await pass(0);
      expect(errorOf(ended.get('second'))?.retryAfterMs).toBe(8_000);
      expect(north.arrived).toEqual(['first']);
    });

    it('lets another office go on', async () => {
      const { run, ask } = start();
      const south = createWaitingOffice();
      await ask('north', refused(429, null, withRate(20, 0, 60_000)));
      run('south', 'in-call', { office: SOUTH, at: south });
      await pass(0);
      expect(south.waiting()).toEqual(['south']);
    });
  });

  describe('at a daily cap', () => {
    it('refuses background work until the practice’s next day, lets calls go on and alerts once', async () => {
      const { north, ended, run, ask, observer } = start();
      await ask('poll 1', refused(429, 'API2012'), 'background');
      run('poll 2', 'background');
      run('call', 'in-call');
      await pass(0);
      expect(errorOf(ended.get('poll 2'))).toMatchObject({
        code: PmsErrorCode.rateLimited,
        isRetryable: false,
        sikkaCode: 'API2012',
        writeOutcome: 'not-accepted',
        retryAfterMs: 60 * 60_000,
      });
      expect(north.waiting()).toEqual(['call']);
      north.answer('call', refused(429, 'API2012'));
      await pass(0);
      expect(observer.events).toEqual(['cap Z00001 API2012', 'refused background daily-cap']);
    });
  });

  describe('of an office that does not answer', () => {
    async function letItDie({ ask }: Pick<ReturnType<typeof start>, 'ask'>): Promise<void> {
      for (let n = 1; n <= 3; n += 1) await ask(`failure ${n}`, refused(503, null));
    }

    it('answers at once that it is unavailable, with the proof that nothing was sent', async () => {
      const rig = start();
      await letItDie(rig);
      rig.run('call', 'in-call');
      rig.run('poll', 'background');
      await pass(0);
      for (const name of ['call', 'poll']) {
        expect(errorOf(rig.ended.get(name))).toMatchObject({
          code: PmsErrorCode.unavailable,
          isRetryable: true,
          writeOutcome: 'not-accepted',
          retryAfterMs: 5_000,
        });
      }
      expect(rig.observer.events).toContain('circuit Z00001 open');
    });

    it('sends away those who wait for a slot, at once', async () => {
      const { north, ended, run, ask } = start();
      await ask('silent', answered());
      for (let n = 1; n <= 2; n += 1) await ask(`failure ${n}`, refused(503, null));
      for (let n = 1; n <= 5; n += 1) run(`poll ${n}`, 'background');
      for (let n = 1; n <= 12; n += 1) run(`call ${n}`, 'in-call');
      await pass(4_000);
      for (let n = 1; n <= 5; n += 1) north.answer(`call ${n}`, timedOut());
      await pass(0);
      expect(north.waiting()).toHaveLength(11);
      expect(errorOf(ended.get('poll 5'))?.code).toBe(PmsErrorCode.unavailable);
    });

    it('tries one request after five seconds, and goes on when that is answered', async () => {
      const rig = start();
      await letItDie(rig);
      await pass(5_000);
      rig.run('trial', 'in-call');
      rig.run('other', 'in-call');
      await pass(0);
      expect(rig.north.waiting()).toEqual(['trial']);
      expect(errorOf(rig.ended.get('other'))?.code).toBe(PmsErrorCode.unavailable);
      rig.north.answer('trial');
      await pass(0);
      rig.run('next', 'in-call');
      await pass(0);
      expect(rig.north.waiting()).toEqual(['next']);
    });

    it('costs another office nothing', async () => {
      const rig = start();
      const south = createWaitingOffice();
      await letItDie(rig);
      rig.run('south', 'in-call', { office: SOUTH, at: south });
      await pass(0);
      expect(south.waiting()).toEqual(['south']);
    });

    it('is not thought of when callers hang up early, however often', async () => {
      const { north, run, ask } = start();
      for (let n = 1; n <= 20; n += 1) await ask(`hung up ${n}`, timedOut());
      run('next', 'in-call');
      await pass(0);
      expect(north.waiting()).toEqual(['next']);
    });
  });

  describe('with a shared row', () => {
    const sharing = (view: () => BudgetView, isGranted = true): SharedBudget => ({
      reserve: () => Promise.resolve({ isGranted, view: view() }),
      merge: () => Promise.resolve(view()),
    });

    it('lets a call leave before the row is even asked', () => {
      const asked: string[] = [];
      const shared: SharedBudget = {
        reserve: () => Promise.reject(new Error('not for calls')),
        merge: () => {
          asked.push('merge');
          return new Promise(() => undefined);
        },
      };
      const { north, run } = start({ shared });
      run('call', 'in-call');
      expect(north.arrived).toEqual(['call']);
      expect(asked).toEqual([]);
    });

    it('hears within a second of a pause that another process met', async () => {
      let pauseMs = 0;
      const { ended, run, ask } = start({ shared: sharing(() => ({ ...VIEW, pauseMs })) });
      await ask('first', answered());
      await pass(60_000);
      pauseMs = 20_000;
      await ask('second', answered());
      await pass(250);
      run('third', 'in-call');
      await pass(0);
      expect(errorOf(ended.get('third'))?.code).toBe(PmsErrorCode.rateLimited);
    });

    it('holds background work back when the others have spent the window', async () => {
      const window = { limit: 20, remaining: 6, endsInMs: 40_000 };
      const { north, ended, run, observer } = start({ shared: sharing(() => ({ ...VIEW, window }), false) });
      run('poll', 'background');
      await pass(250);
      expect(north.arrived).toEqual([]);
      expect(errorOf(ended.get('poll'))).toMatchObject({ code: PmsErrorCode.rateLimited, retryAfterMs: 39_750 });
      expect(observer.events).toEqual(['refused background budget']);
    });

    it('sends one background request when the window ended while several were being granted', async () => {
      const grants: (() => void)[] = [];
      const shared: SharedBudget = {
        reserve: () =>
          new Promise((resolve) => {
            grants.push(() => {
              resolve({ isGranted: true, view: VIEW });
            });
          }),
        merge: () => Promise.resolve(VIEW),
      };
      const { north, run, ask } = start({ shared });
      await ask('first', answered(withRate(20, 16, 1_000)));
      await pass(1_500);
      run('poll 1', 'background');
      run('poll 2', 'background');
      await pass(100);
      expect(grants).toHaveLength(2);
      await pass(400);
      for (const grant of grants.splice(0)) grant();
      await pass(0);
      expect(north.waiting()).toHaveLength(1);
    });

    it('rests background work until the row’s next day of the practice', async () => {
      const view: BudgetView = { ...VIEW, backgroundPauseMs: 9_000_000, dailyCapCode: 'API2011' };
      const { north, ended, run } = start({ shared: sharing(() => view, false) });
      run('poll', 'background');
      await pass(250);
      expect(north.arrived).toEqual([]);
      expect(errorOf(ended.get('poll'))).toMatchObject({ isRetryable: false, sikkaCode: 'API2011' });
    });

    it('goes on with its own knowledge when the row cannot be reached, or not soon', async () => {
      const outage: SharedBudget = {
        reserve: () => Promise.reject(new Error('database error 57P01')),
        merge: () => Promise.reject(new Error('database error 57P01')),
      };
      const dead = start({ shared: outage });
      dead.run('poll', 'background');
      await pass(0);
      expect(dead.north.waiting()).toEqual(['poll']);
      expect(dead.observer.events).toEqual(['failed reserve']);

      const slow = start({ shared: { ...outage, reserve: () => new Promise(() => undefined) } });
      slow.run('poll', 'background');
      await pass(1_000);
      expect(slow.north.waiting()).toEqual(['poll']);
    });
  });
});

import { inspect } from 'node:util';
import { createCachedSecretStore } from './cached-store';
import { SecretsError, SecretsErrorCode } from './errors';
import type { SecretsEvent } from './events';
import type { PracticeCredentials, PracticeTokens } from './port';
import { credentialsToStore } from './store-again';
import { credentialsOf, inClear, tokensOf } from './test-store-contract';
import { createTestTiming } from './test-timing';

const outage = (): Error => new SecretsError(SecretsErrorCode.unreachable, 'x');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A store that a test can put out of order, or hold up, and the cache over it. */
function start(limits = {}) {
  const timing = createTestTiming();
  const events: SecretsEvent[] = [];
  const inner = {
    stored: new Map<string, PracticeCredentials>(),
    reads: 0,
    writes: 0,
    failure: null as Error | null,
    /** What a request waits for before it looks at anything. */
    hold: null as Promise<void> | null,
    closed: false,
  };
  const nameOf = (accountId: string, officeId?: string): string =>
    officeId ?? [...inner.stored.values()][0]?.officeId ?? accountId;
  async function answer<T>(work: () => T): Promise<T> {
    const result = inner.failure === null ? work : null;
    await inner.hold;
    if (result === null || inner.failure !== null) throw inner.failure ?? outage();
    return result();
  }
  const cache = createCachedSecretStore({
    store: {
      getPracticeCredentials(accountId, officeId) {
        inner.reads += 1;
        const found = inner.stored.get(nameOf(accountId, officeId)) ?? null;
        return answer(() => found);
      },
      storePracticeCredentials: (_accountId, credentials) =>
        answer(() => {
          const before = inner.stored.get(credentials.officeId) ?? null;
          inner.stored.set(credentials.officeId, credentialsToStore(before, credentials));
          return { arn: 'arn' };
        }),
      updatePracticeTokens(_accountId, officeId, tokens) {
        inner.writes += 1;
        return answer(() => {
          const before = inner.stored.get(officeId);
          if (before === undefined) throw new SecretsError(SecretsErrorCode.notFound, 'x');
          inner.stored.set(officeId, { ...before, ...tokens });
        });
      },
      close() {
        inner.closed = true;
        return Promise.resolve();
      },
    },
    observe: (event) => void events.push(event),
    timing,
    limits,
  });
  const put = (secretKey: string, tokens?: PracticeTokens): void => {
    inner.stored.set('Z1', { ...credentialsOf('Z1', secretKey), ...tokens });
  };
  put('canary-secret');
  return {
    inner,
    cache,
    timing,
    events,
    put,
    typesOf: () => events.map(({ type }) => type),
    read: async (isFresh = false) => inClear(await cache.getPracticeCredentials('acc', 'Z1', { isFresh })),
  };
}

/** Held until it is let go. */
function latch(): { readonly held: Promise<void>; readonly letGo: () => void } {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return {
    held,
    letGo: () => {
      letGo();
    },
  };
}

describe('while the store answers', () => {
  it('asks it once for what is read for five minutes, and then again', async () => {
    const { inner, read, put, timing } = start();
    await read();
    put('canary-rotated');
    await timing.advance(4 * MINUTE_MS);
    expect(await read()).toMatchObject({ secretKey: 'canary-secret' });
    expect(inner.reads).toBe(1);
    await timing.advance(2 * MINUTE_MS);
    expect(await read()).toMatchObject({ secretKey: 'canary-rotated' });
    expect(inner.reads).toBe(2);
  });

  it('asks it once however many ask at the same time', async () => {
    const { inner, read } = start();
    await Promise.all(Array.from({ length: 100 }, () => read()));
    expect(inner.reads).toBe(1);
  });

  it('asks again after a refusal, at most once a second however many calls are refused', async () => {
    const { inner, read, put, timing } = start();
    await read();
    put('canary-rotated');
    await Promise.all(Array.from({ length: 100 }, () => read(true)));
    expect(await read(true)).toMatchObject({ secretKey: 'canary-rotated' });
    expect(inner.reads).toBe(2);
    await timing.advance(1_000);
    await read(true);
    expect(inner.reads).toBe(3);
  });

  it('remembers for five seconds only that there is nothing', async () => {
    const { inner, read, put, timing } = start();
    inner.stored.clear();
    expect(await read()).toBeNull();
    put('canary-secret');
    expect(await read()).toBeNull();
    await timing.advance(5_001);
    expect(await read()).toMatchObject({ officeId: 'Z1' });
  });

  it('forgets the office that was used longest ago when there are too many', async () => {
    const { inner, cache } = start({ maxOffices: 2 });
    for (const officeId of ['A', 'B', 'A', 'C', 'A', 'B']) await cache.getPracticeCredentials('acc', officeId);
    expect(inner.reads).toBe(4); // A, B, C, and B again
  });

  it('shows a stored office at once, also to who found nothing a moment ago', async () => {
    const { inner, cache, read } = start();
    inner.stored.clear();
    expect(await cache.getPracticeCredentials('acc')).toBeNull();
    expect(await read()).toBeNull();
    await cache.storePracticeCredentials('acc', credentialsOf('Z1', 'canary-new'));
    expect(await read()).toMatchObject({ secretKey: 'canary-new' });
    expect(await cache.getPracticeCredentials('acc')).toMatchObject({ officeId: 'Z1' });
  });

  it('keeps credentials wrapped', async () => {
    const { cache, read, events } = start();
    await read();
    expect(inspect([cache, await cache.getPracticeCredentials('acc', 'Z1'), events], { depth: null })).not.toContain(
      'canary',
    );
  });
});

describe('while the store is out', () => {
  it('lets calls go on for ten minutes and longer, and says how old what it gives is', async () => {
    const { inner, read, timing, events } = start();
    await read();
    inner.failure = outage();
    for (let minute = 0; minute < 10; minute += 1) {
      await timing.advance(MINUTE_MS);
      expect(await read()).toMatchObject({ secretKey: 'canary-secret' });
    }
    expect(events).toContainEqual({ type: 'fetch-failed', code: 'unreachable' });
    expect(events).toContainEqual({ type: 'stale-served', ageMs: 10 * MINUTE_MS });
    inner.failure = null;
    await timing.advance(MINUTE_MS);
    expect(await read()).toMatchObject({ secretKey: 'canary-secret' });
    expect(events.at(-1)).not.toMatchObject({ ageMs: 11 * MINUTE_MS });
  });

  it('gives nothing that is older than a day', async () => {
    const { inner, read, timing } = start();
    await read();
    inner.failure = outage();
    await timing.advance(24 * HOUR_MS);
    expect(await read()).toMatchObject({ officeId: 'Z1' });
    await timing.advance(1);
    await expect(read()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('asks it ever more seldom, not once per call', async () => {
    const { inner, read, timing } = start({ freshMs: 0 });
    await read();
    inner.failure = outage();
    for (let second = 0; second < 120; second += 1) {
      await timing.advance(1_000);
      await read();
      await read();
    }
    expect(inner.reads).toBeGreaterThan(4);
    expect(inner.reads).toBeLessThan(12);
  });

  it('gives the old credentials to who asks for fresh ones', async () => {
    const { inner, read } = start();
    await read();
    inner.failure = outage();
    expect(await read(true)).toMatchObject({ secretKey: 'canary-secret' });
  });

  it('says so to who cannot be served, and does not ask again for each of them', async () => {
    const { inner, read } = start();
    inner.failure = outage();
    await expect(read()).rejects.toMatchObject({ code: 'unreachable' });
    await expect(read()).rejects.toMatchObject({ code: 'unreachable' });
    expect(inner.reads).toBe(1);
  });

  it('keeps no caller waiting for a store that does not answer at all', async () => {
    const { inner, read, timing } = start();
    await read();
    inner.hold = latch().held;
    await timing.advance(10 * MINUTE_MS);
    const first = read();
    await timing.advance(300);
    expect(await first).toMatchObject({ officeId: 'Z1' });
    expect(await read()).toMatchObject({ officeId: 'Z1' }); // the flight has had its time: nobody waits for it again
  });

  it('does not go on with a secret that is scheduled for deletion', async () => {
    const { inner, read, timing } = start();
    await read();
    inner.failure = new SecretsError(SecretsErrorCode.scheduledForDeletion, 'x');
    await timing.advance(6 * MINUTE_MS);
    await expect(read()).rejects.toMatchObject({ code: 'scheduled-for-deletion' });
  });
});

describe('renewed keys', () => {
  it('are served at once and stored', async () => {
    const { inner, cache, read } = start();
    await cache.getPracticeCredentials('acc');
    await read();
    await cache.updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    expect(await read()).toMatchObject({ secretKey: 'canary-secret', requestKey: 'canary-request-a' });
    expect(inClear(await cache.getPracticeCredentials('acc'))).toMatchObject({ requestKey: 'canary-request-a' });
    expect(inClear(inner.stored.get('Z1') ?? null)).toMatchObject({ requestKey: 'canary-request-a' });
    expect(inner.reads).toBe(2);
  });

  it('are served while the store is out, and stored when it is back', async () => {
    const { inner, cache, read, timing, events, typesOf } = start();
    await read();
    inner.failure = outage();
    await cache.updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    expect(await read()).toMatchObject({ requestKey: 'canary-request-a' });
    await timing.advance(10 * MINUTE_MS);
    expect(await read()).toMatchObject({ requestKey: 'canary-request-a' });
    expect(inner.writes).toBeLessThan(20);
    inner.failure = null;
    await timing.advance(2 * MINUTE_MS);
    expect(inClear(inner.stored.get('Z1') ?? null)).toMatchObject({ requestKey: 'canary-request-a' });
    expect(events.filter(({ type }) => type === 'tokens-written')).toHaveLength(1);
    const writes = inner.writes;
    await timing.advance(HOUR_MS);
    expect(inner.writes).toBe(writes);
    expect(typesOf()).not.toContain('tokens-dropped');
  });

  it('that came later win over earlier ones that wait to be stored', async () => {
    const { inner, cache, read, timing } = start();
    await read();
    inner.failure = outage();
    await cache.updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    await cache.updatePracticeTokens('acc', 'Z1', tokensOf('b'));
    inner.failure = null;
    await timing.advance(2 * MINUTE_MS);
    expect(inClear(inner.stored.get('Z1') ?? null)).toMatchObject({ requestKey: 'canary-request-b' });
    expect(await read()).toMatchObject({ requestKey: 'canary-request-b' });
  });

  it('give way to newer ones that another process stored meanwhile', async () => {
    const { inner, cache, read, put, timing, events } = start();
    await read();
    inner.failure = outage();
    await cache.updatePracticeTokens('acc', 'Z1', tokensOf('ours', '2031-03-05T12:00:00.000Z'));
    inner.failure = null;
    put('canary-secret', tokensOf('theirs', '2031-03-05T13:00:00.000Z'));
    await timing.advance(6 * MINUTE_MS);
    expect(await read()).toMatchObject({ requestKey: 'canary-request-theirs' });
    expect(inClear(inner.stored.get('Z1') ?? null)).toMatchObject({ requestKey: 'canary-request-theirs' });
    expect(events).toContainEqual({ type: 'tokens-dropped', reason: 'superseded' });
  });

  it('replace a dead key that would have ended later', async () => {
    const { inner, cache, read, put, timing } = start({ freshMs: 0 });
    put('canary-secret', tokensOf('dead', '2031-03-06T12:00:00.000Z'));
    await read();
    inner.failure = outage();
    await cache.updatePracticeTokens('acc', 'Z1', tokensOf('ours', '2031-03-05T12:00:00.000Z'));
    inner.failure = null;
    await timing.advance(1);
    expect(await read()).toMatchObject({ requestKey: 'canary-request-ours' });
    await timing.advance(2 * MINUTE_MS);
    expect(inClear(inner.stored.get('Z1') ?? null)).toMatchObject({ requestKey: 'canary-request-ours' });
  });

  it('are not replaced by a read that began before them', async () => {
    const { inner, cache, read, timing } = start();
    await read();
    await timing.advance(10 * MINUTE_MS);
    const { held, letGo } = latch();
    inner.hold = held;
    const slow = read();
    await timing.advance(300);
    inner.hold = null;
    await cache.updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    letGo();
    await timing.advance(1);
    await slow;
    expect(await read()).toMatchObject({ requestKey: 'canary-request-a' });
  });

  it('keep no call waiting for a store that does not answer', async () => {
    const { inner, cache, read, timing } = start();
    await read();
    const { held, letGo } = latch();
    inner.hold = held;
    const update = cache.updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    await timing.advance(1_000);
    await update;
    expect(await read()).toMatchObject({ requestKey: 'canary-request-a' });
    letGo();
    await timing.advance(1);
    expect(inClear(inner.stored.get('Z1') ?? null)).toMatchObject({ requestKey: 'canary-request-a' });
  });

  it('are refused for an office that has no credentials, and not tried again', async () => {
    const { inner, cache, timing } = start();
    await expect(cache.updatePracticeTokens('acc', 'Z9', tokensOf('a'))).rejects.toMatchObject({ code: 'not-found' });
    await timing.advance(HOUR_MS);
    expect(inner.writes).toBe(1);
  });

  it('of an older secret are not stored after a rotation', async () => {
    const { inner, cache, read, timing } = start();
    await read();
    inner.failure = outage();
    await cache.updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    inner.failure = null;
    await cache.storePracticeCredentials('acc', credentialsOf('Z1', 'canary-rotated'));
    await timing.advance(HOUR_MS);
    expect(await read()).toMatchObject({ secretKey: 'canary-rotated', requestKey: null });
  });

  it('are tried once more at the end, which does not wait for ever', async () => {
    const { inner, cache, read, timing, events } = start();
    await read();
    inner.failure = outage();
    await cache.updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    inner.hold = latch().held;
    const closing = cache.close();
    await timing.advance(1_000);
    await closing;
    expect(inner.closed).toBe(true);
    expect(events.at(-1)).toEqual({ type: 'tokens-dropped', reason: 'closed' });
    const writes = inner.writes;
    await timing.advance(HOUR_MS);
    expect(inner.writes).toBe(writes);
  });
});

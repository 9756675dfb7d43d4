import { isSameSecret, type Secret } from '../domain/secret';
import { unlessAborted } from './deadline';
import { refusedLatelyError, timeoutError } from './errors';
import { createKeyMemory, MIN_LIFE_MS } from './key-memory';
import { createKeyRenewal, isRefusal, type KeyRenewalDeps, type KeyWish, type LiveKey } from './key-renewal';
import { createRenewalBrake } from './renewal-brake';
import type { OfficeRef } from '../domain/office-ref';
import { fail, readReply, succeed, type SikkaReply } from './reply';
import { ok } from '../domain/result';

export interface RequestKeys {
  /** A request key of the office: one serves all its practices. */
  getRequestKey(office: OfficeRef, signal: AbortSignal): Promise<SikkaReply<Secret>>;
  /** Another key than `deadKey`, which Sikka refused. */
  renewRequestKey(office: OfficeRef, deadKey: Secret, signal: AbortSignal): Promise<SikkaReply<Secret>>;
  /** Sees to it that the key lives for `minLifeMs` more, where Sikka gives one that does; when it ends. */
  readonly ensureLife: (office: OfficeRef, minLifeMs: number) => Promise<SikkaReply<{ readonly expiresAt: Date }>>;
  /** Sikka told in a header when this key ends. */
  learnEnd(office: OfficeRef, key: Secret, expiresAt: Date): void;
}

interface Flight {
  readonly wish: KeyWish;
  readonly landing: Promise<SikkaReply<LiveKey>>;
}

/**
 * Request keys by office: remembered in this process, shared with others through the secrets store, and renewed by one
 * request at a time however many calls and processes wait for it. A caller that gives up does not end the renewal for
 * the rest. The exchanges of a renewal are in the reply of the call that began it, and in no other.
 */
export function createRequestKeys(deps: KeyRenewalDeps): RequestKeys {
  const nowMs = (): number => deps.now().getTime();
  const memory = createKeyMemory(nowMs);
  const brake = createRenewalBrake(nowMs);
  const renew = createKeyRenewal(deps);
  const flights = new Map<string, Flight>();
  const nameOf = ({ accountId, officeId }: OfficeRef): string => JSON.stringify([accountId, officeId]);

  async function fly(owner: OfficeRef, wish: KeyWish, isCalledDead: boolean): Promise<SikkaReply<LiveKey>> {
    const name = nameOf(owner);
    const reply = await renew(owner, wish);
    if (reply.ok) memory.remember(name, reply.value.requestKey, reply.value.expiresAt.getTime());
    // A key that came with little life, as Sikka may hand back the running one, is renewed soon by right.
    if (reply.ok && reply.exchanges.length > 0 && isCalledDead) brake.noteRenewal(name);
    if (!reply.ok && isRefusal(reply.error)) brake.noteRefusal(name);
    return reply;
  }

  function takeOff(owner: OfficeRef, wish: KeyWish, isCalledDead: boolean): Promise<SikkaReply<LiveKey>> {
    const name = nameOf(owner);
    if (brake.isOn(name)) return Promise.resolve(fail(refusedLatelyError(), []));
    const landing = fly(owner, wish, isCalledDead).finally(() => flights.delete(name));
    flights.set(name, { wish, landing });
    return landing;
  }

  async function keyFor(owner: OfficeRef, deadKey: Secret | null, signal: AbortSignal): Promise<SikkaReply<Secret>> {
    for (;;) {
      if (signal.aborted) return fail(timeoutError(false), []);
      const known = memory.usable(nameOf(owner), deadKey);
      if (known !== null) return succeed(known, []);
      const running = flights.get(nameOf(owner));
      const wish = { deadKey: deadKey ?? memory.due(nameOf(owner)), minLifeMs: MIN_LIFE_MS };
      const reply = await unlessAborted(running?.landing ?? takeOff(owner, wish, deadKey !== null), signal);
      if (reply === null) return fail(timeoutError(false), []);
      const key = readReply(reply, ({ requestKey }) => ok(requestKey));
      if (running === undefined) return key;
      const isNews = !key.ok || !isSameSecret(key.value, deadKey) || isSameSecret(running.wish.deadKey, deadKey);
      if (isNews) return { ...key, exchanges: [] };
    }
  }

  return {
    getRequestKey: (owner, signal) => keyFor(owner, null, signal),
    renewRequestKey: (owner, deadKey, signal) => keyFor(owner, deadKey, signal),
    async ensureLife(owner, minLifeMs) {
      for (;;) {
        const running = flights.get(nameOf(owner));
        if (running === undefined) break;
        await running.landing.catch(() => undefined);
      }
      const reply = await takeOff(owner, { deadKey: null, minLifeMs }, false);
      return readReply(reply, ({ expiresAt }) => ok({ expiresAt }));
    },
    learnEnd(owner, key, expiresAt) {
      memory.learnEnd(nameOf(owner), key, expiresAt.getTime());
    },
  };
}

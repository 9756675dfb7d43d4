import { setTimeout as pause } from 'node:timers/promises';
import type { PmsExchange } from '../domain/pms';
import { PmsErrorCode, type PmsError } from '../domain/pms-errors';
import { isSameSecret, type Secret } from '../domain/secret';
import type { PracticeCredentials, SecretStore } from '../secrets/port';
import { noCredentialsError, refusedLatelyError, timeoutError } from './errors';
import { grantKey, type AppCredentials, type Grant } from './key-grant';
import { findCurrentSecret } from './office-secret';
import type { OfficeRef } from '../domain/office-ref';
import type { RenewalDesk, RenewalOutcome } from '../domain/renewal-desk';
import { fail, succeed, type SikkaReply } from './reply';
import type { SikkaTransport } from './transport';

export interface KeyRenewalDeps {
  readonly transport: SikkaTransport;
  readonly secrets: SecretStore;
  readonly app: AppCredentials;
  readonly desk: RenewalDesk;
  readonly now: () => Date;
}

export interface LiveKey {
  readonly requestKey: Secret;
  readonly expiresAt: Date;
}

/** Which key would do: not the dead one, and with at least this much of its life left. */
export interface KeyWish {
  readonly deadKey: Secret | null;
  readonly minLifeMs: number;
}

/** Errors that say "not with this key or secret"; all others would meet another grant as well. */
const REFUSALS: ReadonlySet<PmsErrorCode> = new Set([
  PmsErrorCode.auth,
  PmsErrorCode.refused,
  PmsErrorCode.notFound,
  PmsErrorCode.conflict,
  PmsErrorCode.unreadable,
]);
export const isRefusal = ({ code }: PmsError): boolean => REFUSALS.has(code) || code === PmsErrorCode.accessRevoked;

const LOOK_AGAIN_MS = 40;
const LONGEST_WAIT_MS = 12_000;

/**
 * Gets a request key that fits the wish: the stored one, which any process may have renewed; else, one process at a
 * time, by the refresh key, by the secret, and at last by the secret that Sikka names now, as an office's secret may
 * have been changed.
 */
export function createKeyRenewal({ transport, secrets, app, desk, now }: KeyRenewalDeps) {
  const nowMs = (): number => now().getTime();
  const read = ({ accountId, officeId }: OfficeRef, isFresh: boolean): Promise<PracticeCredentials | null> =>
    secrets.getPracticeCredentials(accountId, officeId, { isFresh });

  function fitting(stored: PracticeCredentials | null, wish: KeyWish): LiveKey | null {
    if (stored === null || stored.requestKey === null || stored.requestKeyExpiresAt === null) return null;
    if (isSameSecret(stored.requestKey, wish.deadKey)) return null;
    const lifeMs = stored.requestKeyExpiresAt.getTime() - nowMs();
    return lifeMs > wish.minLifeMs ? { requestKey: stored.requestKey, expiresAt: stored.requestKeyExpiresAt } : null;
  }

  async function grant(owner: OfficeRef, by: Grant): Promise<SikkaReply<LiveKey>> {
    const askedAtMs = nowMs();
    const reply = await grantKey(transport, app, by);
    if (!reply.ok) return reply;
    const { requestKey, refreshKey, lifeMs } = reply.value;
    const expiresAt = new Date(askedAtMs + lifeMs);
    const oldRefreshKey = by.type === 'refresh_key' ? by.refreshKey : null;
    await secrets.updatePracticeTokens(owner.accountId, owner.officeId, {
      requestKey,
      refreshKey: refreshKey ?? oldRefreshKey,
      requestKeyExpiresAt: expiresAt,
    });
    return succeed({ requestKey, expiresAt }, reply.exchanges);
  }

  /** In order of cost; the next is tried only when Sikka refuses the one before. */
  async function ask(owner: OfficeRef, stored: PracticeCredentials, wish: KeyWish): Promise<SikkaReply<LiveKey>> {
    const { officeId } = owner;
    const exchanges: PmsExchange[] = [];
    const attempt = async (by: Grant): Promise<SikkaReply<LiveKey>> => {
      const reply = await grant(owner, by);
      exchanges.push(...reply.exchanges);
      return { ...reply, exchanges };
    };
    if (stored.refreshKey !== null) {
      const renewed = await attempt({ type: 'refresh_key', refreshKey: stored.refreshKey });
      if (renewed.ok || !REFUSALS.has(renewed.error.code)) return renewed;
      // Where the desk is out of reach, another process may have used this refresh key up.
      const shared = fitting(await read(owner, true), wish);
      if (shared !== null) return succeed(shared, exchanges);
    }
    const first = await attempt({ type: 'request_key', officeId, secretKey: stored.secretKey });
    if (first.ok || !REFUSALS.has(first.error.code)) return first;
    const current = await findCurrentSecret(transport, app, officeId, stored.requestKey);
    exchanges.push(...current.exchanges);
    if (!current.ok) return current.error.code === PmsErrorCode.accessRevoked ? { ...current, exchanges } : first;
    if (current.value.expose() === '' || isSameSecret(current.value, stored.secretKey)) return first;
    const tokens = { requestKey: null, refreshKey: null, requestKeyExpiresAt: null };
    // Where it cannot be stored now, it is found again by the next renewal; the call that waits goes on.
    const rotated = { officeId, secretKey: current.value, ...tokens };
    await secrets.storePracticeCredentials(owner.accountId, rotated).catch(() => undefined);
    return attempt({ type: 'request_key', officeId, secretKey: current.value });
  }

  async function atOurTurn(
    owner: OfficeRef,
    wish: KeyWish,
  ): Promise<{ reply: SikkaReply<LiveKey>; outcome: RenewalOutcome }> {
    const stored = await read(owner, true);
    const known = fitting(stored, wish);
    if (known !== null) return { reply: succeed(known, []), outcome: { kind: 'adopted' } };
    if (stored === null) return { reply: fail(noCredentialsError(), []), outcome: { kind: 'failed' } };
    const reply = await ask(owner, stored, wish);
    if (reply.ok) return { reply, outcome: { kind: 'renewed', expiresAt: reply.value.expiresAt } };
    if (!isRefusal(reply.error)) return { reply, outcome: { kind: 'failed' } };
    await endDeadKey(owner, stored, wish);
    return { reply, outcome: { kind: 'refused' } };
  }

  /** A key that died before its time must not pass for a live one with those who know only what is stored. */
  async function endDeadKey(owner: OfficeRef, stored: PracticeCredentials, { deadKey }: KeyWish): Promise<void> {
    const { requestKey, refreshKey } = stored;
    if (requestKey === null || !isSameSecret(requestKey, deadKey)) return;
    const ended = { requestKey, refreshKey, requestKeyExpiresAt: now() };
    // Where it cannot be stored, it is met and found dead once more.
    await secrets.updatePracticeTokens(owner.accountId, owner.officeId, ended).catch(() => undefined);
  }

  return async function renew(owner: OfficeRef, wish: KeyWish): Promise<SikkaReply<LiveKey>> {
    const shared = fitting(await read(owner, false), wish);
    if (shared !== null) return succeed(shared, []);
    const giveUpAtMs = performance.now() + LONGEST_WAIT_MS;
    while (performance.now() < giveUpAtMs) {
      const turn = await desk.takeTurn(owner).catch(() => ALONE);
      if (turn.kind === 'refused') return fail(refusedLatelyError(), []);
      if (turn.kind === 'others') {
        await pause(LOOK_AGAIN_MS);
        continue;
      }
      let outcome: RenewalOutcome = { kind: 'failed' };
      try {
        const done = await atOurTurn(owner, wish);
        outcome = done.outcome;
        return done.reply;
      } finally {
        // A turn that cannot be given back lapses by itself; the key is good all the same.
        await turn.finish(outcome).catch(() => undefined);
      }
    }
    return fail(timeoutError(false), []);
  };
}

/** With the desk out of reach two processes may renew at once, which Sikka allows; no call waits for the desk. */
const ALONE = { kind: 'ours', finish: () => Promise.resolve() } as const;

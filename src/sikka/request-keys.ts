import type { PmsExchange, PmsOffice } from '../domain/pms';
import { PmsErrorCode } from '../domain/pms-errors';
import type { Secret } from '../domain/secret';
import type { PracticeCredentials, SecretStore } from '../secrets/port';
import { unlessAborted } from './deadline';
import { noCredentialsError, timeoutError } from './errors';
import { grantKey, type AppCredentials, type Grant } from './key-grant';
import { createKeyMemory, hasMargin, isSameKey } from './key-memory';
import { fail, succeed, type SikkaReply } from './reply';
import type { SikkaTransport } from './transport';

type KeyOwner = Pick<PmsOffice, 'accountId' | 'officeId'>;

export interface RequestKeys {
  /** A request key of the office: one serves all its practices. */
  getRequestKey(office: KeyOwner, signal: AbortSignal): Promise<SikkaReply<Secret>>;
  /** Another key than `deadKey`, which Sikka refused. */
  renewRequestKey(office: KeyOwner, deadKey: Secret, signal: AbortSignal): Promise<SikkaReply<Secret>>;
}

export interface RequestKeysDeps {
  readonly transport: SikkaTransport;
  readonly secrets: SecretStore;
  readonly app: AppCredentials;
  readonly now: () => Date;
}

interface Flight {
  readonly deadKey: Secret | null;
  readonly landing: Promise<SikkaReply<Secret>>;
}

/** Errors that say "not with this refresh key"; all others would meet the first grant as well. */
const REFUSALS: ReadonlySet<PmsErrorCode> = new Set([
  PmsErrorCode.auth,
  PmsErrorCode.refused,
  PmsErrorCode.notFound,
  PmsErrorCode.conflict,
  PmsErrorCode.unreadable,
]);

/**
 * Request keys by office: remembered in this process, shared with others through the secrets store, and renewed by one
 * request at a time however many calls wait for it. A caller that gives up does not end the renewal for the rest. The
 * exchanges of a renewal are in the reply of the call that began it, and in no other.
 */
export function createRequestKeys(deps: RequestKeysDeps): RequestKeys {
  const { transport, secrets, app, now } = deps;
  const nowMs = (): number => now().getTime();
  const memory = createKeyMemory(nowMs);
  const flights = new Map<string, Flight>();
  const nameOf = ({ accountId, officeId }: KeyOwner): string => JSON.stringify([accountId, officeId]);

  function adopt(office: KeyOwner, stored: PracticeCredentials | null, deadKey: Secret | null): Secret | null {
    if (stored === null || stored.requestKey === null || stored.requestKeyExpiresAt === null) return null;
    const expiresAtMs = stored.requestKeyExpiresAt.getTime();
    if (isSameKey(stored.requestKey, deadKey) || !hasMargin(expiresAtMs, nowMs())) return null;
    return memory.remember(nameOf(office), stored.requestKey, expiresAtMs);
  }

  async function request(office: KeyOwner, grant: Grant, oldRefreshKey: Secret | null): Promise<SikkaReply<Secret>> {
    const askedAtMs = nowMs();
    const reply = await grantKey(transport, app, grant);
    if (!reply.ok) return reply;
    const { requestKey, lifeMs } = reply.value;
    const expiresAtMs = askedAtMs + lifeMs;
    memory.remember(nameOf(office), requestKey, expiresAtMs);
    await secrets.updatePracticeTokens(office.accountId, office.officeId, {
      requestKey,
      refreshKey: reply.value.refreshKey ?? oldRefreshKey,
      requestKeyExpiresAt: new Date(expiresAtMs),
    });
    return succeed(requestKey, reply.exchanges);
  }

  /** Another process may have renewed the key, so the store is read first, and again when the refresh key is refused. */
  async function obtain(office: KeyOwner, deadKey: Secret | null): Promise<SikkaReply<Secret>> {
    const read = (): Promise<PracticeCredentials | null> =>
      secrets.getPracticeCredentials(office.accountId, office.officeId);
    const stored = await read();
    const shared = adopt(office, stored, deadKey);
    if (shared !== null) return succeed(shared, []);
    const exchanges: PmsExchange[] = [];
    if (stored === null) return fail(noCredentialsError(), []);
    if (stored.refreshKey !== null) {
      const grant = { type: 'refresh_key', refreshKey: stored.refreshKey } as const;
      const renewed = await request(office, grant, stored.refreshKey);
      if (renewed.ok || !REFUSALS.has(renewed.error.code)) return renewed;
      exchanges.push(...renewed.exchanges);
      const sharedNow = adopt(office, await read(), deadKey);
      if (sharedNow !== null) return succeed(sharedNow, exchanges);
    }
    const grant = { type: 'request_key', officeId: office.officeId, secretKey: stored.secretKey } as const;
    const granted = await request(office, grant, null);
    return { ...granted, exchanges: [...exchanges, ...granted.exchanges] };
  }

  function takeOff(office: KeyOwner, deadKey: Secret | null): Promise<SikkaReply<Secret>> {
    const name = nameOf(office);
    const landing = obtain(office, deadKey).finally(() => flights.delete(name));
    flights.set(name, { deadKey, landing });
    return landing;
  }

  async function keyFor(office: KeyOwner, deadKey: Secret | null, signal: AbortSignal): Promise<SikkaReply<Secret>> {
    for (;;) {
      if (signal.aborted) return fail(timeoutError(false), []);
      const known = memory.usable(nameOf(office), deadKey);
      if (known !== null) return succeed(known, []);
      const running = flights.get(nameOf(office));
      const reply = await unlessAborted(running?.landing ?? takeOff(office, deadKey), signal);
      if (reply === null) return fail(timeoutError(false), []);
      if (running === undefined) return reply;
      const isNews = !reply.ok || !isSameKey(reply.value, deadKey) || isSameKey(running.deadKey, deadKey);
      if (isNews) return { ...reply, exchanges: [] };
    }
  }

  return {
    getRequestKey: (office, signal) => keyFor(office, null, signal),
    renewRequestKey: (office, deadKey, signal) => keyFor(office, deadKey, signal),
  };
}

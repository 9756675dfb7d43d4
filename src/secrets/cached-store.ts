import { isSameSecret } from '../domain/secret';
import { codeOf, SecretsError, SecretsErrorCode } from './errors';
import type { ObserveSecrets } from './events';
import { createKeptTokens } from './kept-tokens';
import { firstOfficeName, furtherOfficeName } from './names';
import type { PracticeCredentials, PracticeTokens, SecretStore } from './port';
import { createRememberedOffices, type Flight, type RememberedOffice } from './remembered-office';
import { credentialsToStore } from './store-again';
import { backOffMs, createSystemTiming, endsWithin, withJitter, type Timing } from './timing';

export interface CachedSecretStoreOptions {
  readonly store: SecretStore;
  readonly observe?: ObserveSecrets;
  readonly timing?: Timing;
  readonly limits?: Partial<CacheLimits>;
}

export interface CacheLimits {
  /** How long what was read is used without asking again; a tenth more or less, so that offices do not expire at once. */
  readonly freshMs: number;
  /** The same for "there is nothing". */
  readonly absentMs: number;
  /** How long what was read may be used while the store does not answer. */
  readonly staleMs: number;
  /** How long a caller who could be served from memory waits for the store. */
  readonly patienceMs: number;
  /** The same for who asks for a fresh value, and for who writes. */
  readonly freshPatienceMs: number;
  /** At most one forced read of an office in this time. */
  readonly forcedEveryMs: number;
  readonly maxOffices: number;
}

const DEFAULT_LIMITS: CacheLimits = {
  freshMs: 5 * 60_000,
  absentMs: 5_000,
  staleMs: 24 * 3_600_000,
  patienceMs: 300,
  freshPatienceMs: 1_000,
  forcedEveryMs: 1_000,
  maxOffices: 1_000,
};

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** It is the store's answer, not its absence: what was remembered no longer holds. */
const isAnswer = (failure: unknown): boolean =>
  failure instanceof SecretsError && failure.code === SecretsErrorCode.scheduledForDeletion;

/**
 * A memory over another store, so that calls go on while that is out of order: one read at a time per office, old
 * values while there are no new ones, and renewed keys that are in use before they are stored. Credentials stay wrapped.
 */
export function createCachedSecretStore(options: CachedSecretStoreOptions): SecretStore {
  const { store, observe = () => undefined, timing = createSystemTiming() } = options;
  const limits: CacheLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const offices = createRememberedOffices(limits.maxOffices);
  const { freshPatienceMs, maxOffices } = limits;
  const kept = createKeptTokens({ store, timing, observe, patienceMs: freshPatienceMs, maxOffices });

  function remember(office: RememberedOffice, value: PracticeCredentials | null): void {
    const readAtMs = timing.nowMs();
    const freshMs = value === null ? limits.absentMs : withJitter(timing, limits.freshMs);
    office.known = { value, readAtMs, freshUntilMs: readAtMs + freshMs };
  }

  async function read(office: RememberedOffice): Promise<void> {
    const { accountId, officeId } = office;
    try {
      for (;;) {
        const { writes } = office;
        const value = await store.getPracticeCredentials(accountId, officeId ?? undefined, { isFresh: true });
        const isOvertaken = office.writes !== writes;
        if (!isOvertaken) remember(office, value);
        if (!isOvertaken || office.known !== null) break;
      }
      Object.assign(office, { failure: null, failures: 0, retryAtMs: 0 });
    } catch (failure) {
      observe({ type: 'fetch-failed', code: codeOf(failure) });
      if (isAnswer(failure)) office.known = null;
      const failures = office.failures + 1;
      const retryAtMs = timing.nowMs() + withJitter(timing, backOffMs(failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS));
      Object.assign(office, { failure, failures, retryAtMs });
    }
  }

  function fly(office: RememberedOffice): Flight {
    const landing = read(office).finally(() => (office.flight = null));
    office.flight = { landing, sinceMs: timing.nowMs() };
    return office.flight;
  }

  const isFresh = ({ known }: RememberedOffice): boolean => known !== null && timing.nowMs() < known.freshUntilMs;

  /** Whether the memory could serve, should the store not answer. An old "nothing there" could not. */
  const isUsable = ({ known }: RememberedOffice): boolean =>
    known !== null && known.value !== null && timing.nowMs() - known.readAtMs <= limits.staleMs;

  /** The read to wait for; null when the memory has to do. */
  function flightFor(office: RememberedOffice, isForced: boolean): Flight | null {
    if (!isForced && isFresh(office)) return null;
    if (isForced) {
      if (timing.nowMs() - office.lastForcedAtMs < limits.forcedEveryMs) return office.flight;
      office.lastForcedAtMs = timing.nowMs();
    } else if (timing.nowMs() < office.retryAtMs) return office.flight;
    return office.flight ?? fly(office);
  }

  function serve(office: RememberedOffice): PracticeCredentials | null {
    const { known, failure } = office;
    const ageMs = known === null ? 0 : timing.nowMs() - known.readAtMs;
    if (known !== null && (isFresh(office) || isUsable(office))) {
      if (!isFresh(office)) observe({ type: 'stale-served', ageMs });
      return known.value === null ? null : kept.overlay(office.accountId, known.value);
    }
    if (failure !== null) throw failure as Error;
    throw new SecretsError(SecretsErrorCode.unreachable, firstOfficeName(office.accountId));
  }

  /** Waits as long as the memory can stand in; each flight is given that time once, not once per caller. */
  async function wait(office: RememberedOffice, { landing, sinceMs }: Flight, isForced: boolean): Promise<void> {
    if (!isUsable(office)) {
      await landing;
      return;
    }
    const patienceMs = isForced ? limits.freshPatienceMs : sinceMs + limits.patienceMs - timing.nowMs();
    if (patienceMs > 0) await endsWithin(timing, patienceMs, landing);
  }

  /** The records that an own write of this office touches: its own, and that of the account's first office. */
  function touch(accountId: string, officeId: string): { own: RememberedOffice; first: RememberedOffice | null } {
    const [own, first] = [offices.of(accountId, officeId), offices.find(accountId, null)];
    own.writes += 1;
    if (first !== null) first.writes += 1;
    return { own, first };
  }

  const holds = (office: RememberedOffice | null, officeId: string): boolean =>
    office?.known?.value?.officeId === officeId;

  function renew(office: RememberedOffice, tokens: PracticeTokens): void {
    const { known } = office;
    if (known?.value) office.known = { ...known, value: { ...known.value, ...tokens } };
  }

  return {
    async getPracticeCredentials(accountId, officeId, { isFresh: isForced = false } = {}) {
      if (officeId === undefined) firstOfficeName(accountId);
      else furtherOfficeName(accountId, officeId); // an unsafe id is not remembered
      const office = offices.of(accountId, officeId ?? null);
      const flight = flightFor(office, isForced);
      if (flight !== null) await wait(office, flight, isForced);
      return serve(office);
    },
    async storePracticeCredentials(accountId, credentials) {
      const { officeId } = credentials;
      const before = offices.of(accountId, officeId).known?.value ?? null;
      if (!isSameSecret(before?.secretKey ?? null, credentials.secretKey)) kept.forget(accountId, officeId);
      const stored = await store.storePracticeCredentials(accountId, credentials);
      const { own, first } = touch(accountId, officeId);
      const readAtMs = timing.nowMs();
      // In use if the store goes away now, but read at the next chance: the store may hold keys that we do not know.
      own.known = { value: credentialsToStore(before, credentials), readAtMs, freshUntilMs: readAtMs };
      if (first !== null && holds(first, officeId)) first.known = own.known;
      else if (first?.known?.value === null) first.known = null;
      return stored;
    },
    async updatePracticeTokens(accountId, officeId, tokens) {
      const { own, first } = touch(accountId, officeId);
      const replaced = own.known?.value?.requestKey ?? null;
      const records = [own, ...(first === null ? [] : [first])].filter((office) => holds(office, officeId));
      for (const office of records) renew(office, tokens);
      try {
        await kept.write(accountId, officeId, tokens, replaced);
      } catch (failure) {
        for (const office of records) office.known = null;
        throw failure;
      }
    },
    async close() {
      await kept.close();
      await store.close();
    },
  };
}

import { isSameSecret, type Secret } from '../domain/secret';
import { codeOf, SecretsError, SecretsErrorCode } from './errors';
import type { ObserveSecrets } from './events';
import type { PracticeCredentials, PracticeTokens, SecretStore } from './port';
import { backOffMs, endsWithin, withJitter, type Timing } from './timing';

export interface KeptTokensOptions {
  readonly store: SecretStore;
  readonly timing: Timing;
  readonly observe: ObserveSecrets;
  /** How long a caller waits for the store before the write goes on without them. */
  readonly patienceMs: number;
  /** Offices whose keys may wait to be stored; beyond it the keys that wait longest are dropped. */
  readonly maxOffices: number;
}

export interface KeptTokens {
  /**
   * Stores the keys, at once or as soon as the store is back. @param replaced the request key that they follow, as far
   * as it is known @throws SecretsError only when the office has no credentials to renew
   */
  write(accountId: string, officeId: string, tokens: PracticeTokens, replaced: Secret | null): Promise<void>;
  /** What was read, with keys of ours that the store does not have yet. */
  overlay(accountId: string, read: PracticeCredentials): PracticeCredentials;
  /** Forgets keys that must not be stored any more. */
  forget(accountId: string, officeId: string): void;
  /** Tries once more to store what is left, within the time that a caller would wait. */
  close(): Promise<void>;
}

interface Kept {
  readonly accountId: string;
  readonly officeId: string;
  readonly keptSinceMs: number;
  readonly replaced: Secret | null;
  tokens: PracticeTokens;
  failures: number;
  /** One write at a time, so that an older one cannot end after a newer one. Gives the failure, or null. */
  writing: Promise<unknown>;
  callOffRetry: () => void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** No later attempt can succeed: there is nothing left to renew, or the request was wrong from the start. */
const isFinal = (failure: unknown): boolean =>
  failure instanceof RangeError ||
  (failure instanceof SecretsError &&
    (failure.code === SecretsErrorCode.notFound || failure.code === SecretsErrorCode.scheduledForDeletion));

/** Another process renewed after us: what the store holds is neither what we replaced nor ours, and ends later. */
function isSuperseded({ tokens, replaced }: Kept, read: PracticeCredentials): boolean {
  if (isSameSecret(read.requestKey, replaced) || isSameSecret(read.requestKey, tokens.requestKey)) return false;
  return (read.requestKeyExpiresAt?.getTime() ?? 0) > tokens.requestKeyExpiresAt.getTime();
}

/**
 * Keys that Sikka granted and the store may not hold yet. A key that could not be stored is still a good key: the call
 * that needed it goes on, and the store is tried again behind it.
 */
export function createKeptTokens(options: KeptTokensOptions): KeptTokens {
  const { store, timing, observe, patienceMs, maxOffices } = options;
  const keptByOffice = new Map<string, Kept>();
  const nameOf = (accountId: string, officeId: string): string => JSON.stringify([accountId, officeId]);
  const isStillKept = (kept: Kept): boolean => keptByOffice.get(nameOf(kept.accountId, kept.officeId)) === kept;

  function release(kept: Kept): void {
    kept.callOffRetry();
    if (isStillKept(kept)) keptByOffice.delete(nameOf(kept.accountId, kept.officeId));
  }

  async function send(kept: Kept): Promise<void> {
    const { accountId, officeId, tokens } = kept;
    if (kept.failures > 0) {
      const read = await store.getPracticeCredentials(accountId, officeId, { isFresh: true });
      if (read !== null && isSuperseded(kept, read)) {
        observe({ type: 'tokens-dropped', reason: 'superseded' });
        release(kept);
        return;
      }
    }
    await store.updatePracticeTokens(accountId, officeId, tokens);
    if (kept.failures > 0) observe({ type: 'tokens-written', delayMs: timing.nowMs() - kept.keptSinceMs });
    kept.failures = 0;
    if (kept.tokens === tokens) release(kept);
  }

  /** @returns why it failed, or null */
  async function attempt(kept: Kept): Promise<unknown> {
    if (!isStillKept(kept)) return null;
    try {
      await send(kept);
      return null;
    } catch (failure) {
      kept.failures += 1;
      if (isFinal(failure)) {
        observe({ type: 'tokens-dropped', reason: 'refused' });
        release(kept);
      } else {
        observe({ type: 'tokens-kept', code: codeOf(failure) });
        const pauseMs = withJitter(timing, backOffMs(kept.failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS));
        kept.callOffRetry();
        if (isStillKept(kept)) kept.callOffRetry = timing.after(pauseMs, () => void enqueue(kept));
      }
      return failure;
    }
  }

  function enqueue(kept: Kept): Promise<unknown> {
    kept.callOffRetry();
    kept.writing = kept.writing.then(() => attempt(kept));
    return kept.writing;
  }

  function keep(accountId: string, officeId: string, tokens: PracticeTokens, replaced: Secret | null): Kept {
    const known = keptByOffice.get(nameOf(accountId, officeId));
    if (known !== undefined) return Object.assign(known, { tokens });
    const [oldest] = keptByOffice.values();
    if (keptByOffice.size >= maxOffices && oldest !== undefined) {
      observe({ type: 'tokens-dropped', reason: 'too-many' });
      release(oldest);
    }
    const kept: Kept = {
      accountId,
      officeId,
      tokens,
      replaced,
      keptSinceMs: timing.nowMs(),
      failures: 0,
      writing: Promise.resolve(null),
      callOffRetry: () => undefined,
    };
    keptByOffice.set(nameOf(accountId, officeId), kept);
    return kept;
  }

  return {
    async write(accountId, officeId, tokens, replaced) {
      const written = enqueue(keep(accountId, officeId, tokens, replaced));
      if (!(await endsWithin(timing, patienceMs, written))) return;
      const failure = await written;
      if (isFinal(failure)) throw failure;
    },
    overlay(accountId, read) {
      const kept = keptByOffice.get(nameOf(accountId, read.officeId));
      return kept === undefined || isSuperseded(kept, read) ? read : { ...read, ...kept.tokens };
    },
    forget(accountId, officeId) {
      const kept = keptByOffice.get(nameOf(accountId, officeId));
      if (kept !== undefined) release(kept);
    },
    async close() {
      await endsWithin(timing, patienceMs, Promise.all([...keptByOffice.values()].map(enqueue)));
      for (const kept of [...keptByOffice.values()]) {
        observe({ type: 'tokens-dropped', reason: 'closed' });
        release(kept);
      }
    },
  };
}

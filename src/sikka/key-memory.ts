import { isSameSecret, type Secret } from '../domain/secret';

const MARGIN_MS = 5 * 60_000;
/** However little life a key has, no call asks for another within it: at the worst Sikka calls it dead. */
const SHORTEST_USE_MS = 1_000;
/** Far more offices than one process serves; beyond it the one that was stored longest ago goes. */
const MAX_KEYS = 10_000;

interface RememberedKey {
  readonly key: Secret;
  readonly expiresAtMs: number;
  readonly renewAtMs: number;
}

export interface KeyMemory {
  /** A key that is not yet due for renewal, and not the one that is known to be dead. */
  usable(name: string, deadKey: Secret | null): Secret | null;
  /** The key whose renewal is due, whatever the store believes of its end; null when there is none. */
  due(name: string): Secret | null;
  /** @returns the key */
  remember(name: string, key: Secret, expiresAtMs: number): Secret;
  /** Sikka told the end of this key; an earlier one than we reckoned counts. */
  learnEnd(name: string, key: Secret, expiresAtMs: number): void;
}

/** Long enough from its end that a call under it will not find it dead. */
export const MIN_LIFE_MS = MARGIN_MS;

/**
 * Keys that this process knows. They are renewed five minutes before their end. One that comes with little life, as
 * Sikka may hand back the running key, is used for half of what is left; else every call would ask for another.
 */
export function createKeyMemory(nowMs: () => number): KeyMemory {
  const keys = new Map<string, RememberedKey>();

  function put(name: string, key: Secret, expiresAtMs: number): void {
    const lifeMs = expiresAtMs - nowMs();
    const [oldest] = keys.keys();
    if (keys.size >= MAX_KEYS && oldest !== undefined) keys.delete(oldest);
    keys.delete(name);
    const useMs = Math.max(lifeMs - Math.min(MARGIN_MS, lifeMs / 2), SHORTEST_USE_MS);
    keys.set(name, { key, expiresAtMs, renewAtMs: nowMs() + useMs });
  }

  return {
    usable(name, deadKey) {
      const known = keys.get(name);
      if (known === undefined || isSameSecret(known.key, deadKey)) return null;
      return nowMs() < known.renewAtMs ? known.key : null;
    },
    due: (name) => {
      const known = keys.get(name);
      return known !== undefined && nowMs() >= known.renewAtMs ? known.key : null;
    },
    remember(name, key, expiresAtMs) {
      put(name, key, expiresAtMs);
      return key;
    },
    learnEnd(name, key, expiresAtMs) {
      const known = keys.get(name);
      const isEarlier = known !== undefined && known.key === key && expiresAtMs < known.expiresAtMs;
      if (isEarlier && expiresAtMs > nowMs()) put(name, key, expiresAtMs);
    },
  };
}

import type { Secret } from '../domain/secret';

const MARGIN_MS = 5 * 60_000;
/** Far more offices than one process serves; beyond it the one that was stored longest ago goes. */
const MAX_KEYS = 10_000;

interface RememberedKey {
  readonly key: Secret;
  readonly renewAtMs: number;
}

export interface KeyMemory {
  /** A key that is not yet due for renewal, and not the one that is known to be dead. */
  usable(name: string, deadKey: Secret | null): Secret | null;
  /** @returns the key */
  remember(name: string, key: Secret, expiresAtMs: number): Secret;
}

export const isSameKey = (a: Secret | null, b: Secret | null): boolean => a?.expose() === b?.expose();

/** Long enough from its end that a call under it will not find it dead. */
export const hasMargin = (expiresAtMs: number, nowMs: number): boolean => expiresAtMs - MARGIN_MS > nowMs;

/**
 * Keys that this process knows. They are renewed five minutes before their end. One that comes with little life, as
 * Sikka may hand back the running key, is used for half of what is left; else every call would ask for another.
 */
export function createKeyMemory(nowMs: () => number): KeyMemory {
  const keys = new Map<string, RememberedKey>();
  return {
    usable(name, deadKey) {
      const known = keys.get(name);
      if (known === undefined || isSameKey(known.key, deadKey)) return null;
      return nowMs() < known.renewAtMs ? known.key : null;
    },
    remember(name, key, expiresAtMs) {
      const lifeMs = expiresAtMs - nowMs();
      const [oldest] = keys.keys();
      if (keys.size >= MAX_KEYS && oldest !== undefined) keys.delete(oldest);
      keys.delete(name);
      keys.set(name, { key, renewAtMs: expiresAtMs - Math.min(MARGIN_MS, lifeMs / 2) });
      return key;
    },
  };
}

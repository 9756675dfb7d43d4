import type { KnobBoard } from '../knobs/board';
import type { RequestKey, Store } from './store';

/** How long dead keys are remembered, so that they answer "expired" rather than "wrong". */
const MOST_REMEMBERED_KEYS = 500;

export interface IssuedKeys {
  readonly requestKey: RequestKey;
  /** Empty when the knob `refresh.rotates` says that a renewal gives none. */
  readonly refreshKey: string;
}

/** Request keys (a day) and refresh keys (until deleted) of the office. */
export interface KeyRing {
  /** The first grant, after the secret was checked. */
  issue(officeId: string): IssuedKeys;
  /** The refresh grant; null when the refresh key is not, or no longer, known. */
  renew(refreshKey: string): IssuedKeys | null;
  find(key: string): RequestKey | undefined;
  isExpired(key: RequestKey): boolean;
  /** Whether it was ended by its DELETE; forgotten at a restart, after which it is simply expired. */
  isRemoved(key: RequestKey): boolean;
  removeRequestKey(key: RequestKey): void;
  officeOfRefreshKey(key: string): string | undefined;
  removeRefreshKey(key: string): boolean;
  /** All refresh keys of the office die now. */
  removeRefreshKeysOf(officeId: string): void;
  /** All running request keys, or those of one office, die now; gives their number. */
  expireAll(officeId?: string): number;
}

export function createKeyRing(deps: {
  store: Store;
  knobs: KnobBoard;
  now: () => Date;
  /** 32 letters and digits. */
  newKey: () => string;
}): KeyRing {
  const { store, knobs } = deps;
  const removed = new WeakSet<RequestKey>();
  const nowMs = (): number => deps.now().getTime();
  const isExpired = (key: RequestKey): boolean => key.expiresAtMs <= nowMs();
  const expire = (key: RequestKey): void => {
    key.expiresAtMs = Math.min(key.expiresAtMs, nowMs());
  };

  function requestKeyFor(officeId: string): RequestKey {
    const running = store.state.requestKeys.findLast((key) => key.officeId === officeId && !isExpired(key));
    if (running !== undefined && knobs.of(officeId)['key.reissue'] === 'running') return running;
    const issuedAtMs = nowMs();
    const expiresAtMs = issuedAtMs + knobs.of(officeId)['key.lifeSeconds'] * 1_000;
    const key = { key: deps.newKey(), officeId, issuedAtMs, expiresAtMs, requestCount: 0 };
    store.state.requestKeys = [...store.state.requestKeys, key].slice(-MOST_REMEMBERED_KEYS);
    return key;
  }

  function newRefreshKey(officeId: string): string {
    const key = deps.newKey();
    store.state.refreshKeys = [...store.state.refreshKeys, { key, officeId }].slice(-MOST_REMEMBERED_KEYS);
    return key;
  }

  return {
    issue(officeId) {
      const issued = { requestKey: requestKeyFor(officeId), refreshKey: newRefreshKey(officeId) };
      store.changed();
      return issued;
    },
    renew(refreshKey) {
      const known = store.state.refreshKeys.find((one) => one.key === refreshKey);
      if (known === undefined) return null;
      const requestKey = requestKeyFor(known.officeId);
      if (knobs.of(known.officeId)['key.oldAfterRefresh'] === 'dead') {
        store.state.requestKeys.filter((key) => key.officeId === known.officeId && key !== requestKey).forEach(expire);
      }
      const rotates = knobs.of(known.officeId)['refresh.rotates'];
      if (rotates === 'rotate') {
        store.state.refreshKeys = store.state.refreshKeys.filter((one) => one !== known);
      }
      const next = { same: () => refreshKey, rotate: () => newRefreshKey(known.officeId), none: () => '' }[rotates]();
      store.changed();
      return { requestKey, refreshKey: next };
    },
    find: (key) => store.state.requestKeys.find((one) => one.key === key),
    isExpired,
    isRemoved: (key) => removed.has(key),
    removeRequestKey(key) {
      expire(key);
      removed.add(key);
      store.changed();
    },
    officeOfRefreshKey: (key) => store.state.refreshKeys.find((one) => one.key === key)?.officeId,
    removeRefreshKeysOf(officeId) {
      store.state.refreshKeys = store.state.refreshKeys.filter((one) => one.officeId !== officeId);
      store.changed();
    },
    removeRefreshKey(key) {
      const before = store.state.refreshKeys.length;
      store.state.refreshKeys = store.state.refreshKeys.filter((one) => one.key !== key);
      store.changed();
      return store.state.refreshKeys.length < before;
    },
    expireAll(officeId) {
      const running = store.state.requestKeys.filter(
        (key) => !isExpired(key) && (officeId === undefined || key.officeId === officeId),
      );
      running.forEach(expire);
      store.changed();
      return running.length;
    },
  };
}

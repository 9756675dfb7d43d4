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
  removeRequestKey(key: RequestKey): void;
  removeRefreshKey(key: string): boolean;
  /** All running request keys die now; gives their number. */
  expireAll(): number;
}

export function createKeyRing(deps: {
  store: Store;
  knobs: KnobBoard;
  now: () => Date;
  /** 32 letters and digits. */
  newKey: () => string;
}): KeyRing {
  const { store, knobs } = deps;
  const nowMs = (): number => deps.now().getTime();
  const isExpired = (key: RequestKey): boolean => key.expiresAtMs <= nowMs();
  const expire = (key: RequestKey): void => {
    key.expiresAtMs = Math.min(key.expiresAtMs, nowMs());
  };

  function requestKeyFor(officeId: string): RequestKey {
    const running = store.state.requestKeys.findLast((key) => key.officeId === officeId && !isExpired(key));
    if (running !== undefined && knobs.current['key.reissue'] === 'running') return running;
    const issuedAtMs = nowMs();
    const expiresAtMs = issuedAtMs + knobs.current['key.lifeSeconds'] * 1_000;
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
      if (knobs.current['key.oldAfterRefresh'] === 'dead') {
        store.state.requestKeys.filter((key) => key.officeId === known.officeId && key !== requestKey).forEach(expire);
      }
      const rotates = knobs.current['refresh.rotates'];
      if (rotates === 'rotate') {
        store.state.refreshKeys = store.state.refreshKeys.filter((one) => one !== known);
      }
      const next = { same: () => refreshKey, rotate: () => newRefreshKey(known.officeId), none: () => '' }[rotates]();
      store.changed();
      return { requestKey, refreshKey: next };
    },
    find: (key) => store.state.requestKeys.find((one) => one.key === key),
    isExpired,
    removeRequestKey(key) {
      expire(key);
      store.changed();
    },
    removeRefreshKey(key) {
      const before = store.state.refreshKeys.length;
      store.state.refreshKeys = store.state.refreshKeys.filter((one) => one.key !== key);
      store.changed();
      return store.state.refreshKeys.length < before;
    },
    expireAll() {
      const running = store.state.requestKeys.filter((key) => !isExpired(key));
      running.forEach(expire);
      store.changed();
      return running.length;
    },
  };
}

import type { OfficeRef } from './office-ref';

export type RenewalOutcome =
  | { readonly kind: 'renewed'; readonly expiresAt: Date }
  /** Another process had renewed the key by the time that it was our turn. */
  | { readonly kind: 'adopted' }
  /** Sikka gives this office no key: wrong secret, or access taken away. */
  | { readonly kind: 'refused' }
  /** An outage: somebody may try again at once. */
  | { readonly kind: 'failed' };

export type RenewalTurn =
  | { readonly kind: 'ours'; readonly finish: (outcome: RenewalOutcome) => Promise<void> }
  /** Another process is at it: ask again in a moment, then read what it stored. */
  | { readonly kind: 'others' }
  /** Sikka refused a moment ago, to whichever process: asking again would only be refused again. */
  | { readonly kind: 'refused' };

/** Lets one process at a time renew an office's key. A turn lapses by itself when its process dies. */
export interface RenewalDesk {
  /** Rejects when the desk cannot be reached; then who asks goes on alone. */
  takeTurn(owner: OfficeRef): Promise<RenewalTurn>;
}

/** For a process that shares its offices with no other. */
export const soleDesk: RenewalDesk = {
  takeTurn: () => Promise.resolve({ kind: 'ours', finish: () => Promise.resolve() }),
};

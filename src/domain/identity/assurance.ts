/** How surely we know whom we talk to, from nobody to name, date of birth and phone. */
export const AssuranceLevel = {
  /** Nobody. */
  L0: 'L0',
  /** The caller's number is on a patient's file. */
  L1: 'L1',
  /** Full name and date of birth match one patient. */
  L2: 'L2',
  /** Both. */
  L3: 'L3',
} as const;
export type AssuranceLevel = (typeof AssuranceLevel)[keyof typeof AssuranceLevel];

const RANK: Readonly<Record<AssuranceLevel, number>> = { L0: 0, L1: 1, L2: 2, L3: 3 };

/** Whether a level is enough for what requires another. */
export const meets = (level: AssuranceLevel, required: AssuranceLevel): boolean => RANK[level] >= RANK[required];

/** Failures after which a call is locked. */
export const MAX_FAILED_ATTEMPTS = 3;

/** What a call has shown so far; it is remembered for that call only. */
export interface Assurance {
  readonly level: AssuranceLevel;
  readonly failedAttempts: number;
  readonly isLocked: boolean;
}

export const INITIAL_ASSURANCE: Assurance = { level: AssuranceLevel.L0, failedAttempts: 0, isLocked: false };

export type AssuranceEvent =
  | { readonly kind: 'caller-number-on-file' }
  | { readonly kind: 'verified'; readonly level: 'L2' | 'L3' }
  | { readonly kind: 'verification-failed' };

/**
 * The state after an event. The third failure locks the call and takes its level away: from then on nothing unlocks it.
 * A success does not wipe earlier failures, or a patient could guess at others between proofs of being himself.
 */
export function afterEvent(state: Assurance, event: AssuranceEvent): Assurance {
  if (state.isLocked) return state;
  switch (event.kind) {
    case 'caller-number-on-file':
      return meets(state.level, AssuranceLevel.L1) ? state : { ...state, level: AssuranceLevel.L1 };
    case 'verified':
      return { ...state, level: event.level };
    case 'verification-failed': {
      const failedAttempts = state.failedAttempts + 1;
      if (failedAttempts < MAX_FAILED_ATTEMPTS) return { ...state, failedAttempts };
      return { level: AssuranceLevel.L0, failedAttempts, isLocked: true };
    }
  }
}

/** What a level can rest on, in the audit record's words. */
export type Evidence = 'caller-number' | 'guarantor-number' | 'full-name' | 'birth-date';

/** What each level rests on. */
export const EVIDENCE_OF = {
  L0: [],
  L1: ['caller-number'],
  L2: ['full-name', 'birth-date'],
  L3: ['full-name', 'birth-date', 'caller-number'],
} as const satisfies Record<AssuranceLevel, readonly Evidence[]>;

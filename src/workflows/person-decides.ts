import { LATER_LOOKS_MS, PERSON_DECIDES_MS } from './booking-delays';
import type { Decision, PersonsDecision } from './human-control';

/** `task`: nobody has decided, or what was decided is not possible any more, and the task stands. */
type Decided = 'confirmed' | 'released' | 'again' | 'task';

type Settle = (to: 'confirmed' | 'released') => Promise<{ readonly kind: string }>;

/** Waits until an operator has decided about what people do by hand, or about a write-back that never ends. */
export async function decideByPerson(person: PersonsDecision, settle: Settle, mayRetry: boolean): Promise<Decided> {
  for (;;) {
    const decision = await person.wait(PERSON_DECIDES_MS);
    if (decision === null) return 'task';
    if (decision !== 'retry') return settleAs(settle, decision);
    if (mayRetry) return 'again';
  }
}

/** What is done while nobody knows: looking, asking, and what a decision sets off. */
export interface UnknownSteps<Seen> {
  /** Says where it stands to whoever looks or asks. */
  readonly rest: () => void;
  readonly isAskedAgain: () => boolean;
  /** A fresh look; null: nothing was found. */
  readonly look: () => Promise<Seen | null>;
  /** A person vouches that it is not there: it may be sent again. */
  readonly allowAgain: () => Promise<unknown>;
  readonly settle: Settle;
}

/**
 * Waits for a person where nobody knows whether a write is in the practice's software, and goes on looking all the while:
 * reads lag by up to a day, and whoever asks again gets a fresh look. Only a person's word that it is not there leads to a
 * second send.
 */
export async function decideUnknown<Seen>(person: PersonsDecision, steps: UnknownSteps<Seen>): Promise<Decided | Seen> {
  const waits = LATER_LOOKS_MS.values();
  for (let wait = waits.next(); wait.done !== true; wait = steps.isAskedAgain() ? wait : waits.next()) {
    steps.rest();
    const decision = await person.wait(wait.value, steps.isAskedAgain);
    if (decision === 'retry') {
      await steps.allowAgain();
      return 'again';
    }
    if (decision !== null) return settleAs(steps.settle, decision);
    const seen = await steps.look();
    if (seen !== null) return seen;
  }
  return 'task';
}

async function settleAs(settle: Settle, decision: Exclude<Decision, 'retry'>): Promise<Decided> {
  const { kind } = await settle(decision === 'cancel' ? 'released' : 'confirmed');
  return kind === 'confirmed' || kind === 'released' ? kind : 'task';
}

import { condition, defineUpdate, setCurrentDetails, setHandler } from '@temporalio/workflow';

/** Who decided, by the opaque id of the identity provider. */
export interface DecidedBy {
  readonly by: string;
}

/** A person has looked, and what we wanted is not in the practice's software: send it again. */
export const operatorRetry = defineUpdate<null, [DecidedBy]>('operatorRetry');
/** A person has done it in the practice's software, or found it there. */
export const operatorMarkDone = defineUpdate<null, [DecidedBy]>('operatorMarkDone');
/** A person gives it up: it is not in the practice's software, and shall not be. */
export const operatorCancel = defineUpdate<null, [DecidedBy]>('operatorCancel');

export type Decision = 'retry' | 'done-by-hand' | 'cancel';

/**
 * Where a workflow waits for a person, and only there, an operator can decide. Each decision is an update of its own
 * name, so that Temporal's UI shows what was decided; at any other time it is rejected and leaves no trace in history.
 */
export class PersonsDecision {
  private decision: Decision | null = null;
  private isWaitingForOne = false;

  constructor() {
    this.offer(operatorRetry, 'retry');
    this.offer(operatorMarkDone, 'done-by-hand');
    this.offer(operatorCancel, 'cancel');
  }

  private offer(update: typeof operatorRetry, decision: Decision): void {
    const decide = (_by: DecidedBy): null => {
      this.decision = decision;
      return null;
    };
    const validator = (_by: DecidedBy): void => {
      if (!this.isWaiting) throw new Error('this workflow does not wait for a person');
    };
    setHandler(update, decide, { validator });
  }

  /** Whether a decision would be taken now; the first one counts. */
  get isWaiting(): boolean {
    return this.isWaitingForOne && this.decision === null;
  }

  /** Waits for a decision; null when nobody has decided in time, or something else has come up. */
  async wait(timeoutMs: number, isInterrupted: () => boolean = () => false): Promise<Decision | null> {
    this.isWaitingForOne = true;
    setCurrentDetails('Waits for a person: retry, mark done by hand, or cancel.');
    await condition(() => this.decision !== null || isInterrupted(), timeoutMs);
    const { decision } = this;
    this.isWaitingForOne = false;
    this.decision = null;
    setCurrentDetails('');
    return decision;
  }
}

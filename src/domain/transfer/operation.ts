import type { UnrecordedRows } from '../booking/operation';

/** What the workflow of a wish for a person, its activities and the webhook say to each other. Row ids and words from closed lists. */
export interface CallbackRef {
  readonly accountId: string;
  /** A row of `callbacks`, which holds what the caller wants under encryption. */
  readonly callbackId: string;
}

export interface TransferCallbackInput extends CallbackRef {
  readonly integrationId: string;
  /** False: authority `hold`; the practice's people call back and nobody is rung up. */
  readonly mayPutThrough: boolean;
  /** Vapi has asked where to and was told: it puts the caller through by itself, and how it ends is waited for. */
  readonly isUnderWay?: boolean;
}

/**
 * What the caller may be told. `transferring`: they are being put through, and nobody has answered yet; `task`: the wish
 * is a task of the practice's people.
 */
export interface TransferAnswer extends CallbackRef {
  readonly kind: 'transferring' | 'task' | 'working';
}

/** `not-started`: closed, no number, no way into the call, or refused. `unsure`: it may have begun. */
export interface TransferStart {
  readonly accountId: string;
  readonly kind: 'transferring' | 'not-started' | 'unsure';
  readonly unrecorded?: UnrecordedRows;
}

/** How Vapi says that a transfer ended; `unknown` where its report says nothing that we know. */
export type TransferEnd =
  'connected' | 'no-answer' | 'busy' | 'voicemail' | 'failed' | 'completed' | 'cancelled' | 'unknown';

/** A person has answered: of several tries one is enough. Vapi's own "forwarded" says only that it began. */
export const overallEnd = (ends: readonly TransferEnd[]): TransferEnd =>
  ends.includes('connected') ? 'connected' : (ends.at(-1) ?? 'unknown');

import type { BookingReason, UnrecordedRows } from '../booking/operation';
import type { ChangeRef } from './operation';

/** A step of a change's workflow. */
export interface ChangeStep extends ChangeRef {
  /** The second step of a move: whatever fails is told, and given to people, with the move. */
  readonly isPartOfMove?: boolean;
}

export type ChangeSendResult = { readonly accountId: string } & (
  | { readonly kind: 'sent' | 'confirmed' }
  /** Taken back by a person before it was sent. */
  | { readonly kind: 'released' }
  /** Left to the practice's people: its software does not take this. */
  | { readonly kind: 'task' }
  /** Another write, whose outcome this one hangs on, is still on its way. */
  | { readonly kind: 'waits' }
  /** The request left, or may have left, and we do not know what became of it. */
  | { readonly kind: 'unknown'; readonly unrecorded?: UnrecordedRows }
  /** Proof that nothing was taken; it may be sent again. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'failed'; readonly reasonCode: BookingReason }
);

/** A state that a look has found or brought about; `open`: as little is known as before. */
export type ChangeStand = {
  readonly accountId: string;
  readonly kind: 'open' | 'sent' | 'confirmed' | 'failed' | 'released';
};

/** `absent`: not to be seen, yet or at all. */
export type ChangeReadBack = { readonly accountId: string; readonly kind: 'matches' | 'absent' | 'differs' };

/** What people are asked to do: carry it out themselves, or look whether it is done. */
export type ChangeTask = 'by-hand' | 'check';

import type { OfficeRef } from '../../domain/office-ref';
import type { DailyCapCode } from '../../domain/rate-budget';
import type { CallPriority } from './port';

export type CircuitState = 'closed' | 'open' | 'half-open';
/** Why a request did not go out. */
export type RefusalReason = 'circuit-open' | 'paused' | 'daily-cap' | 'budget' | 'queue-full' | 'given-up';

/** Told of what an operator wants to see. All words come from closed lists; an office id is not PHI. */
export interface GovernorObserver {
  /** An alert, once per office and day: the practice's cap of bytes (API2011) or of requests (API2012) is used up. */
  dailyCap(office: OfficeRef, code: DailyCapCode): void;
  circuitChanged(office: OfficeRef, state: CircuitState): void;
  refused(priority: CallPriority, reason: RefusalReason): void;
  /** The shared row could not be read or written: for now this process knows only what it saw itself. */
  sharedBudgetFailed(operation: 'merge' | 'reserve'): void;
}

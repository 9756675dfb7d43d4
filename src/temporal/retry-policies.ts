import type { RetryPolicy } from '@temporalio/common';

/** Our own database, while a caller waits: it may be tried again and again, in quick steps. */
export const LOCAL_STEP: RetryPolicy = {
  initialInterval: '20ms',
  backoffCoefficient: 2,
  maximumInterval: '1s',
  maximumAttempts: 20,
};

/** A write to the PMS: one attempt. The workflow decides what a lost answer means. */
export const ONE_ATTEMPT: RetryPolicy = { maximumAttempts: 1 };

/** A read of the PMS in the background. */
export const BACKGROUND_READ: RetryPolicy = {
  initialInterval: '1s',
  backoffCoefficient: 2,
  maximumInterval: '30s',
  maximumAttempts: 5,
};

/** What must happen in the end: state changes and audit rows. Tried until it succeeds. */
export const UNTIL_DONE: RetryPolicy = { initialInterval: '100ms', backoffCoefficient: 2, maximumInterval: '1m' };

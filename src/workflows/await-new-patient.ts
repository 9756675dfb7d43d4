import { proxyActivities, sleep } from '@temporalio/workflow';
import type { BookingActivities } from '../activities/bookings';
import type { BookingRef } from '../domain/booking/operation';
import { FOLLOW_UP } from '../temporal/priorities';
import { UNTIL_DONE } from '../temporal/retry-policies';
import { WRITEBACK_POLL_DELAYS_MS } from './booking-delays';

const { checkNewPatient } = proxyActivities<BookingActivities>({
  startToCloseTimeout: '10s',
  retry: UNTIL_DONE,
  priority: FOLLOW_UP,
});

/** Waits for the new patient's chart as long as a write-back may take: a day. False: it never came about. */
export async function awaitNewPatient(booking: BookingRef): Promise<boolean> {
  for (const delayMs of WRITEBACK_POLL_DELAYS_MS) {
    const { kind } = await checkNewPatient(booking);
    if (kind !== 'waiting') return kind === 'ready';
    await sleep(delayMs);
  }
  return false;
}

import { executeChild, isCancellation, ParentClosePolicy, proxyActivities } from '@temporalio/workflow';
import type { BookingActivities } from '../activities/bookings';
import { BookingReason, type BookAppointmentInput, type BookingRef } from '../domain/booking/operation';
import type { ChangeAnswer, ChangeInput } from '../domain/changes/operation';
import { UNTIL_DONE } from '../temporal/retry-policies';

const { storeOldVisitCancel, openBookingTask } = proxyActivities<BookingActivities>({
  startToCloseTimeout: '10s',
  retry: UNTIL_DONE,
});

/**
 * The second step of a move: the old visit is cancelled as any other is, by a change of its own that an operator finds
 * under its own name. Whatever becomes of it, the new visit stands.
 */
export async function releaseOldVisit(booking: BookingRef, input: BookAppointmentInput): Promise<void> {
  const stored = await storeOldVisitCancel(booking);
  if (stored.changeId === null) return;
  const ended = await executeChild<(change: ChangeInput) => Promise<ChangeAnswer>>('cancelAppointment', {
    workflowId: stored.workflowId,
    args: [
      {
        accountId: input.accountId,
        integrationId: input.integrationId,
        changeId: stored.changeId,
        route: stored.route,
        isPartOfMove: true,
        lookupWindowSeconds: input.lookupWindowSeconds,
      },
    ],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  }).catch((error: unknown) => {
    if (isCancellation(error)) throw error;
    return null;
  });
  if (ended?.kind === 'confirmed') return;
  await openBookingTask({ ...booking, kind: 'release-old-visit', reasonCode: BookingReason.oldVisitRemains });
}

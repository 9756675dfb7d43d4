import { appendAudit } from '../audit/append';
import { eventRow } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { BookingRef } from '../domain/booking/operation';
import { ChangeKind } from '../domain/changes/operation';
import { mayWrite, PmsWrite } from '../domain/pms-capabilities';
import { findCapabilities } from '../persistence/capabilities';
import type { Database } from '../persistence/database';
import { BookingEntity } from '../persistence/entities/booking';
import { toCancelRequest } from '../persistence/old-visit';
import type { PhiCipher } from '../persistence/phi-cipher';
import { storeChange } from '../persistence/pms-changes';
import { changeWorkflowId } from '../temporal/ids';
import { loadBookingContext } from './booking-context';

interface ReleaseDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
}

export interface StoredCancel {
  readonly accountId: string;
  readonly changeId: string;
  readonly workflowId: string;
  readonly route: 'pms' | 'staff';
}

/** The booking moved the visit itself: there is no old one to cancel. */
export interface NothingToCancel {
  readonly accountId: string;
  readonly changeId: null;
}

/** Stores the second step of a move, the cancellation of the old visit, once per booking. */
export const storeOldVisitCancel =
  ({ database, cipher }: ReleaseDeps) =>
  (ref: BookingRef): Promise<StoredCancel | NothingToCancel> =>
    database.transaction(async (tx): Promise<StoredCancel | NothingToCancel> => {
      const { accountId, bookingId } = ref;
      const { booking, oldVisit, practice, scope } = await loadBookingContext(tx, cipher, ref);
      // By the booking's own kind: a workflow that is asked again may have been told another way.
      if (booking.writeKind === 'move') return { accountId, changeId: null };
      if (oldVisit === null) throw new Error('this booking replaces no visit');
      const known = await findCapabilities(tx, accountId, practice.integrationId);
      const capabilities = known?.capabilities ?? null;
      const mayCancel =
        mayWrite(capabilities, PmsWrite.changeAppointmentStatus) && typeof capabilities?.cancelWord === 'string';
      const operationKey = `release-${bookingId}`;
      const { replacesBookingId: id } = booking;
      const replaced = id === null ? null : await tx.findOneBy(BookingEntity, { accountId, id });
      const change = await storeChange(tx, cipher, {
        accountId,
        integrationId: booking.integrationId,
        callSessionId: booking.callSessionId,
        kind: ChangeKind.cancelAppointment,
        operationKey,
        workflowId: changeWorkflowId(ChangeKind.cancelAppointment, operationKey),
        // What is ours and not in the PMS yet is taken back, which asks nothing of the software.
        route: mayCancel || replaced?.state === 'held' || replaced?.state === 'sent' ? 'pms' : 'staff',
        patientIndex: booking.patientIndex,
        request: toCancelRequest(oldVisit),
        bookingId: booking.replacesBookingId,
        textConsent: false,
      });
      await appendAudit(tx, [eventRow(scope, { action: AuditAction.changeTransition, phiFields: [] }, 'success')]);
      return { accountId, changeId: change.id, workflowId: change.workflowId, route: change.route };
    });

import type { BlindIndex } from '../../../../crypto/blind-index';
import { BookingReason, type BookAppointmentInput, type BookingAnswer } from '../../../../domain/booking/operation';
import type { Phi } from '../../../../domain/phi';
import { findActiveBooking } from '../../../../persistence/bookings';
import type { CallPatient } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { OfferEntity } from '../../../../persistence/entities/offer';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import { openStaffTask, StaffTaskKind } from '../../../../persistence/staff-tasks';
import type { RequestBooking } from '../../../../temporal/request-booking';
import type { NoAnswer } from '../../../../temporal/request-operation';
import type { PromiseSubject, ToolContext } from '../../tool';
import { waitingCall } from './waiting-call';

export interface BookingDeskDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly requestBooking: RequestBooking;
  readonly lookupWindowSeconds: number;
}

/** What is asked for: an offered time, for a new visit or one that moves. */
export interface WantedBooking extends Pick<
  BookAppointmentInput,
  'tool' | 'operationKey' | 'route' | 'replaces' | 'awaitsChangeId' | 'textConsent'
> {
  readonly person: Pick<CallPatient, 'id' | 'patientIndex'>;
  readonly offer: OfferEntity;
  /** What people need who settle it by hand. */
  readonly details: Phi<string>;
}

/** What may be said of it now. `unreachable`: the engine is; nothing was sent, and the staff have a task. */
export type BookingStanding =
  | { readonly kind: 'sent' | 'confirmed' | 'task' | 'working'; readonly bookingId: string | null }
  | { readonly kind: 'taken'; readonly bookingId: string | null }
  | { readonly kind: 'unreachable'; readonly bookingId: null }
  | { readonly kind: 'not-done'; readonly bookingId: string | null; readonly reasonCode: BookingReason };

export type BookingDesk = ReturnType<typeof createBookingDesk>;

/** Has bookings carried out, for the tools that ask for them. */
export function createBookingDesk({ database, cipher, index, requestBooking, lookupWindowSeconds }: BookingDeskDeps) {
  /** Nobody can be asked to book now. What was wanted is written down, so that it is not lost with this call. */
  const leaveForStaff = (wanted: WantedBooking, { practice, now }: ToolContext): Promise<void> =>
    database.transaction((tx) =>
      openStaffTask(tx, cipher, {
        accountId: practice.accountId,
        integrationId: practice.integrationId,
        subject: { operationKey: wanted.operationKey },
        kind: StaffTaskKind.checkRequest,
        reasonCode: BookingReason.engineUnavailable,
        details: wanted.details,
        openedAt: now,
      }),
    );

  /** What goes on without a word of which booking it is: the one that there is by now. */
  const nameBooking = async (accountId: string, operationKey: string): Promise<string | null> => {
    const booking = await database.run((manager) => findActiveBooking(manager, accountId, operationKey));
    return booking?.id ?? null;
  };

  return {
    /**
     * The second key of idempotency: the same patient, visit and slot in the same call are one booking, however often it
     * is asked for.
     * @param visit the visit that moves, by what stands for it in this call
     */
    operationKey(
      { practice, session }: ToolContext,
      tool: BookAppointmentInput['tool'],
      { patientIndex }: Pick<CallPatient, 'patientIndex'>,
      offer: OfferEntity,
      ...visit: string[]
    ): string {
      const slot = [offer.providerId, offer.operatory, String(offer.startsAt.getTime())];
      return index('operation', practice.accountId, session.vapiCallId, tool, patientIndex, ...visit, ...slot);
    },

    /** Has it carried out, and answers with what is true by then. */
    async carryOut(wanted: WantedBooking, context: ToolContext): Promise<BookingStanding> {
      const { practice, session } = context;
      const { accountId, integrationId } = practice;
      const { tool, operationKey, route, replaces, awaitsChangeId, textConsent, person, offer } = wanted;
      const answer: BookingAnswer | NoAnswer = await requestBooking(
        {
          ...{ tool, accountId, integrationId, operationKey, route, replaces, awaitsChangeId, textConsent },
          callSessionId: session.id,
          vapiCallId: session.vapiCallId,
          callPatientId: person.id,
          offerId: offer.id,
          lookupWindowSeconds,
        },
        waitingCall(index, context),
      );
      if (answer === 'unreachable') {
        await leaveForStaff(wanted, context);
        return { kind: 'unreachable', bookingId: null };
      }
      // It may have begun, and nobody can tell: somebody looks, and the caller hears no more than that.
      if (answer === 'unsure') await leaveForStaff(wanted, context);
      if (answer === 'unsure' || answer === 'working' || (answer.kind === 'working' && answer.bookingId === null)) {
        return { kind: 'working', bookingId: await nameBooking(accountId, operationKey) };
      }
      return answer;
    },
  };
}

/** What an answer is about, for the ledger: by its operation as well, since there may be no booking of it. */
export const bookingPromise = (
  { bookingId }: BookingStanding,
  { person: { patientIndex }, operationKey }: Pick<WantedBooking, 'person' | 'operationKey'>,
): { readonly promise: PromiseSubject } => ({ promise: { bookingId, changeId: null, operationKey, patientIndex } });

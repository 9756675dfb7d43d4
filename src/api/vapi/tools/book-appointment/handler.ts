import { meets } from '../../../../domain/identity/assurance';
import { mayWrite, PmsWrite } from '../../../../domain/pms-capabilities';
import { TOOLS } from '../../../../domain/tools';
import {
  describeRequest,
  findOfferByCode,
  findPatientByCode,
  pendingChangeOf,
  type CallPatient,
} from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { OfferEntity } from '../../../../persistence/entities/offer';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import { plainReply, type Tool, type ToolContext, type ToolReply } from '../../tool';
import { bookingPromise, type BookingDesk, type WantedBooking } from '../common/booking-desk';
import { isAllowedToWrite } from '../common/may-write';
import type { OtherTimes } from '../common/other-times';
import { sayLocked, sayVerifyFirst } from '../common/say';
import { visitDisclosure } from '../common/visit-disclosure';
import { bookAppointmentArguments, type BookAppointmentArguments } from './schema';
import { sayPastSlot, sayTaken, sayUnknownSlot } from './say';
import type { SpeakBooking } from './speak-booking';

export interface BookAppointmentDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly bookings: BookingDesk;
  readonly speakBooking: SpeakBooking;
  readonly otherTimes: OtherTimes;
}

/** Books an offered slot for a verified patient: hold, send, and answer with what is true by then. */
export const bookAppointment = (deps: BookAppointmentDeps): Tool<BookAppointmentArguments> => ({
  name: 'book-appointment',
  arguments: bookAppointmentArguments,

  async handle(args, context): Promise<ToolReply> {
    const { session } = context;
    if (session.isLocked) return plainReply(sayLocked(), 'denied');
    const [person, offer] = await deps.database.run((manager) =>
      Promise.all([
        findPatientByCode(manager, deps.cipher, session, args.patient),
        findOfferByCode(manager, session, args.slot),
      ]),
    );
    const needed = TOOLS['book-appointment'].minimumLevel;
    if (person === null || !meets(person.level, needed)) return plainReply(sayVerifyFirst(), 'denied');
    if (offer === null) return plainReply(sayUnknownSlot(), 'failure');
    if (offer.startsAt <= context.now) return plainReply(sayPastSlot(), 'failure');

    const wanted = wantedFor(deps, context, person, offer, args.textConsent);
    const standing = await deps.bookings.carryOut(wanted, context);
    const promise = bookingPromise(standing, wanted);
    if (standing.kind === 'taken') {
      const text = sayTaken(await deps.otherTimes(offer, context));
      return { text, disclosure: visitDisclosure(person, standing, []), ...promise };
    }
    const { text, namesVisit } = await deps.speakBooking(standing, context);
    return {
      text,
      disclosure: visitDisclosure(person, standing, namesVisit ? VISIT_FIELDS : []),
      ...promise,
    };
  },
});

const VISIT_FIELDS = ['appointment.date', 'appointment.time', 'appointment.type'];

function wantedFor(
  { bookings }: BookAppointmentDeps,
  context: ToolContext,
  person: CallPatient,
  offer: OfferEntity,
  textConsent: boolean,
): WantedBooking {
  const canBeSent = isAllowedToWrite(context) && mayWrite(context.practice, PmsWrite.bookAppointment);
  return {
    tool: 'book-appointment',
    operationKey: bookings.operationKey(context, 'book-appointment', person, offer),
    route: canBeSent ? 'pms' : 'staff',
    replaces: null,
    awaitsChangeId: pendingChangeOf(person.patient),
    textConsent,
    person,
    offer,
    details: describeRequest(person, offer),
  };
}

import { namesOf } from '../../../../domain/disclosure/view';
import { mayWrite, PmsWrite } from '../../../../domain/pms-capabilities';
import {
  describeRequest,
  findOfferByCode,
  findPatientByCode,
  pendingChangeOf,
} from '../../../../persistence/call-codes';
import { listAppointmentTypes } from '../../../../persistence/appointment-types';
import type { Database } from '../../../../persistence/database';
import type { OfferEntity } from '../../../../persistence/entities/offer';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import { plainReply, type Tool, type ToolContext, type ToolReply } from '../../tool';
import { bookingPromise, type BookingDesk, type WantedBooking } from '../common/booking-desk';
import { isAllowedToWrite } from '../common/may-write';
import type { OtherTimes } from '../common/other-times';
import { personFor, type PersonFor } from '../common/person-for';
import { visitDisclosure } from '../common/visit-disclosure';
import { commonWords } from '../common/words';
import { isOtherType } from './other-type';
import { bookAppointmentArguments, type BookAppointmentArguments } from './schema';
import type { SpeakBooking } from './speak-booking';
import { bookWords } from './words';

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
    const { session, language } = context;
    const [say, shared] = [bookWords(language), commonWords(language)];
    if (session.isLocked) return plainReply(shared.locked(), 'denied');
    const [found, offer] = await deps.database.run((manager) =>
      Promise.all([
        findPatientByCode(manager, deps.cipher, session, args.patient),
        findOfferByCode(manager, session, args.slot),
      ]),
    );
    const person = personFor('book-appointment', found);
    if (person === null) return plainReply(shared.verifyFirst(), 'denied');
    if (offer === null) return plainReply(say.unknownSlot(), 'failure');
    if (offer.startsAt <= context.now) return plainReply(say.pastSlot(), 'failure');

    const { appointmentType } = args;
    if (appointmentType !== undefined) {
      const types = await deps.database.run((m) => listAppointmentTypes(m, context.practice.integrationId));
      const other = isOtherType(types, offer.appointmentTypeId, appointmentType);
      if (other !== null) return plainReply(say.otherType(other), 'failure');
    }

    const wanted = wantedFor(deps, context, person, offer, args.textConsent);
    const standing = await deps.bookings.carryOut(wanted, context);
    const promise = bookingPromise(standing, wanted);
    if (standing.kind === 'taken') {
      const text = say.taken(await deps.otherTimes(offer, context));
      return { text, disclosure: visitDisclosure(person, standing, []), ...promise };
    }
    const { text, namesVisit } = await deps.speakBooking(standing, context);
    return {
      text,
      disclosure: visitDisclosure(person, standing, namesVisit ? spokenOf(person) : []),
      ...promise,
    };
  },
});

const spokenOf = ({ level }: PersonFor<'book-appointment'>) =>
  namesOf('book-appointment', level, 'visit', ['date', 'time', 'typeName']);

function wantedFor(
  { bookings }: BookAppointmentDeps,
  context: ToolContext,
  person: PersonFor<'book-appointment'>,
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

import { isItsOwnTime } from '../../../../domain/changes/visit-time';
import type { ToolText } from '../../../../domain/status-words';
import { findActiveBooking } from '../../../../persistence/bookings';
import { findOfferByCode, pendingChangeOf } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { OfferEntity } from '../../../../persistence/entities/offer';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import type { VisitInCall } from '../../../../services/find-visit';
import { describeMove } from '../../../../services/visit-requests';
import { plainReply, type Tool, type ToolContext, type ToolReply } from '../../tool';
import type { BookedVisitReader } from '../common/booked-visit';
import { bookingPromise, type BookingDesk, type BookingStanding, type WantedBooking } from '../common/booking-desk';
import { findOwnVisit, identityOf, type OwnVisit } from '../common/find-own-visit';
import type { OtherTimes } from '../common/other-times';
import { sayNoSuchVisitAnyMore } from '../common/say';
import { visitDisclosure } from '../common/visit-disclosure';
import { chooseRoute, type MoveRoute } from './route';
import { rescheduleAppointmentArguments, type RescheduleAppointmentArguments } from './schema';
import {
  sayBeingCancelled,
  sayConfirmed,
  sayItsOwnTime,
  sayNotMoved,
  sayNotTaken,
  sayPastSlot,
  saySent,
  sayTaken,
  sayTask,
  sayUnknownSlot,
  sayWorking,
} from './say';

export interface RescheduleAppointmentDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly bookings: BookingDesk;
  readonly readVisit: BookedVisitReader;
  readonly otherTimes: OtherTimes;
}

/** Moves a visit of a verified patient to an offered time. Until the new time is confirmed the old one is kept. */
export const rescheduleAppointment = (deps: RescheduleAppointmentDeps): Tool<RescheduleAppointmentArguments> => ({
  name: 'reschedule-appointment',
  arguments: rescheduleAppointmentArguments,

  async handle(args, context): Promise<ToolReply> {
    const own = await findOwnVisit(deps, 'reschedule-appointment', args, context);
    if ('text' in own) return own;
    const offer = await deps.database.run((manager) => findOfferByCode(manager, context.session, args.slot));
    if (offer === null) return plainReply(sayUnknownSlot(), 'failure');
    if (offer.startsAt <= context.now) return plainReply(sayPastSlot(), 'failure');

    const move = await whichMoves(deps, context, own, offer);
    if ('text' in move) return move;
    const wanted = wantedFor(deps, context, own, move, args.textConsent);
    const standing = await deps.bookings.carryOut(wanted, context);
    const { text, phiFields } = await speak(deps, context, standing, move);
    return {
      text,
      disclosure: visitDisclosure(own.person, standing, phiFields),
      ...bookingPromise(standing, wanted),
    };
  },
});

const keyOf = (
  { bookings }: RescheduleAppointmentDeps,
  context: ToolContext,
  { person }: OwnVisit,
  visit: VisitInCall,
  offer: OfferEntity,
): string => bookings.operationKey(context, 'reschedule-appointment', person, offer, identityOf(visit));

interface Move extends MoveRoute {
  readonly visit: VisitInCall;
  readonly offer: OfferEntity;
}

/**
 * What is to move: what has become of the visit in the meantime. Asked for again, a move is the one that is there
 * already, by the way that it has taken, and not one of its own result.
 */
async function whichMoves(
  deps: RescheduleAppointmentDeps,
  context: ToolContext,
  own: OwnVisit,
  offer: OfferEntity,
): Promise<Move | ToolReply> {
  const { asked, current } = own;
  const { accountId } = context.practice;
  const asBefore = keyOf(deps, context, own, asked, offer);
  const known = await deps.database.run((manager) => findActiveBooking(manager, accountId, asBefore));
  if (known !== null) {
    const by = known.writeKind === 'move' ? 'move' : 'book-then-release';
    return { visit: asked, offer, by, route: known.route };
  }
  if (current.isCancelling) return plainReply(sayBeingCancelled(), 'failure');
  if (current.stand === 'gone') return plainReply(sayNoSuchVisitAnyMore(), 'failure');
  if (isItsOwnTime(current.visit, offer)) return plainReply(sayItsOwnTime(), 'failure');
  return { visit: current, offer, ...(await chooseRoute(deps.database, current, context)) };
}

function wantedFor(
  deps: RescheduleAppointmentDeps,
  context: ToolContext,
  own: OwnVisit,
  { visit, offer, by, route }: Move,
  textConsent: boolean,
): WantedBooking {
  return {
    tool: 'reschedule-appointment',
    operationKey: keyOf(deps, context, own, visit, offer),
    route,
    replaces: { ...visit.which, by },
    awaitsChangeId: pendingChangeOf(own.person.patient),
    textConsent,
    person: own.person,
    offer,
    details: describeMove(own.person, visit.visit, offer),
  };
}

const TIMES = ['appointment.date', 'appointment.time'];

async function speak(
  { readVisit, otherTimes }: RescheduleAppointmentDeps,
  context: ToolContext,
  standing: BookingStanding,
  { visit: old, offer }: Move,
): Promise<{ readonly text: ToolText; readonly phiFields: readonly string[] }> {
  const { kind, bookingId } = standing;
  if (kind === 'taken') return { text: sayTaken(await otherTimes(offer, context)), phiFields: [] };
  if (kind === 'not-done') return { text: sayNotMoved(standing.reasonCode), phiFields: [] };
  if (kind === 'unreachable') return { text: sayNotTaken(), phiFields: [] };
  if (kind === 'working' || bookingId === null) return { text: sayWorking(old), phiFields: TIMES };
  const to = await readVisit(context.practice.accountId, bookingId);
  const say = { sent: saySent, confirmed: sayConfirmed, task: sayTask }[kind];
  return { text: say(old, to), phiFields: TIMES };
}

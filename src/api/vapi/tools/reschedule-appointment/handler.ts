import { isItsOwnTime } from '../../../../domain/changes/visit-time';
import { namesOf } from '../../../../domain/disclosure/view';
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
import { visitDisclosure } from '../common/visit-disclosure';
import { commonWords } from '../common/words';
import { chooseRoute, type MoveRoute } from './route';
import { rescheduleAppointmentArguments, type RescheduleAppointmentArguments } from './schema';
import { moveWords } from './words';

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
    const say = moveWords(context.language);
    const offer = await deps.database.run((manager) => findOfferByCode(manager, context.session, args.slot));
    if (offer === null) return plainReply(say.unknownSlot(), 'failure');
    if (offer.startsAt <= context.now) return plainReply(say.pastSlot(), 'failure');

    const move = await whichMoves(deps, context, own, offer);
    if ('text' in move) return move;
    const wanted = wantedFor(deps, context, own, move, args.textConsent);
    const standing = await deps.bookings.carryOut(wanted, context);
    const { text, spoken } = await speak(deps, context, standing, move);
    return {
      text,
      disclosure: visitDisclosure(
        own.person,
        standing,
        namesOf('reschedule-appointment', own.person.level, 'visit', spoken),
      ),
      ...bookingPromise(standing, wanted),
    };
  },
});

type Own = OwnVisit<'reschedule-appointment'>;

const keyOf = (
  { bookings }: RescheduleAppointmentDeps,
  context: ToolContext,
  { person }: Own,
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
  own: Own,
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
  const say = moveWords(context.language);
  if (current.isCancelling) return plainReply(say.beingCancelled(), 'failure');
  if (current.stand === 'gone') return plainReply(commonWords(context.language).noSuchVisitAnyMore(), 'failure');
  if (isItsOwnTime(current.visit, offer)) return plainReply(say.itsOwnTime(), 'failure');
  return { visit: current, offer, ...(await chooseRoute(deps.database, current, context)) };
}

function wantedFor(
  deps: RescheduleAppointmentDeps,
  context: ToolContext,
  own: Own,
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

const TIMES = ['date', 'time'] as const;

async function speak(
  { readVisit, otherTimes }: RescheduleAppointmentDeps,
  context: ToolContext,
  standing: BookingStanding,
  { visit: old, offer }: Move,
): Promise<{ readonly text: ToolText; readonly spoken: readonly (typeof TIMES)[number][] }> {
  const { kind, bookingId } = standing;
  const say = moveWords(context.language);
  if (kind === 'taken') return { text: say.taken(await otherTimes(offer, context)), spoken: [] };
  if (kind === 'not-done') return { text: say.notMoved(standing.reasonCode), spoken: [] };
  if (kind === 'unreachable') return { text: say.notTaken(), spoken: [] };
  if (kind === 'working' || bookingId === null) return { text: say.working(old), spoken: TIMES };
  const to = await readVisit(context.practice.accountId, bookingId);
  return { text: say[kind](old, to), spoken: TIMES };
}

import type { BlindIndex } from '../../../../crypto/blind-index';
import { allows, Authority } from '../../../../domain/authority';
import { BookingReason, type BookAppointmentInput, type BookingAnswer } from '../../../../domain/booking/operation';
import { EVIDENCE_OF, meets } from '../../../../domain/identity/assurance';
import type { Phi } from '../../../../domain/phi';
import { mayWrite, PmsWrite } from '../../../../domain/pms-capabilities';
import type { ToolText } from '../../../../domain/status-words';
import { TOOLS } from '../../../../domain/tools';
import {
  describeRequest,
  findOfferByCode,
  findPatientByCode,
  type CallPatient,
} from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { OfferEntity } from '../../../../persistence/entities/offer';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import { openStaffTask } from '../../../../persistence/staff-tasks';
import type { RequestBooking } from '../../../../temporal/request-booking';
import { plainReply, type Disclosure, type Tool, type ToolContext, type ToolReply } from '../../tool';
import { sayLocked, sayVerifyFirst, sayWriteUnknown } from '../common/say';
import type { OtherTimes } from './other-times';
import { bookAppointmentArguments, type BookAppointmentArguments } from './schema';
import { sayNotTaken, sayPastSlot, sayUnknownSlot } from './say';
import type { SpeakBooking } from './speak-booking';

export interface BookAppointmentDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly requestBooking: RequestBooking;
  readonly speakBooking: SpeakBooking;
  readonly otherTimes: OtherTimes;
  readonly lookupWindowSeconds: number;
}

/** Left for putting the answer on record and on the wire. */
const ANSWER_RESERVE_MS = 400;
/** Left for what comes after a bad answer: finding other times, or a note for the staff. */
const AFTERMATH_RESERVE_MS = 2_000;

/** Books an offered slot for a verified patient: hold, send, and answer with what is true by then. */
export const bookAppointment = (deps: BookAppointmentDeps): Tool<BookAppointmentArguments> => ({
  name: 'book-appointment',
  arguments: bookAppointmentArguments,

  async handle(args, context): Promise<ToolReply> {
    const { session, practice } = context;
    if (session.isLocked) return plainReply(sayLocked(), 'denied');
    const { person, offer } = await deps.database.run(async (manager) => ({
      person: await findPatientByCode(manager, deps.cipher, session, args.patient),
      offer: await findOfferByCode(manager, session, args.slot),
    }));
    const needed = TOOLS['book-appointment'].minimumLevel;
    if (person === null || !meets(person.level, needed)) return plainReply(sayVerifyFirst(), 'denied');
    if (offer === null) return plainReply(sayUnknownSlot(), 'failure');
    if (offer.startsAt <= context.now) return plainReply(sayPastSlot(), 'failure');

    const input = inputFor(deps, context, person, offer);
    const answer = await deps.requestBooking(input, {
      toolCallKey: deps.index('tool-call', practice.accountId, session.vapiCallId, context.toolCallId),
      timeoutMs: Math.max(0, context.remainingMs() - ANSWER_RESERVE_MS - AFTERMATH_RESERVE_MS),
    });
    const disclosure = disclosureFor(person, answer);
    if (answer === 'working') return { text: sayWriteUnknown(), disclosure };
    if (answer === 'unreachable')
      return { text: await leaveForStaff(deps, context, input, describeRequest(person, offer)), disclosure };
    if (answer.kind === 'taken') return { text: await deps.otherTimes(offer, context), disclosure };
    return { text: await deps.speakBooking(answer, context), disclosure };
  },
});

/** The second key of idempotency: the same patient and slot in the same call are one booking, however often asked for. */
function inputFor(
  { index, lookupWindowSeconds }: BookAppointmentDeps,
  { practice, session, authority }: ToolContext,
  person: CallPatient,
  offer: OfferEntity,
): BookAppointmentInput {
  const { accountId, integrationId } = practice;
  const slot = [offer.providerId, offer.operatory, String(offer.startsAt.getTime())];
  const isAllowed = practice.mode === 'live' && allows(authority, Authority.write);
  const canBeSent = isAllowed && mayWrite(practice, PmsWrite.bookAppointment);
  return {
    tool: 'book-appointment',
    accountId,
    integrationId,
    callSessionId: session.id,
    vapiCallId: session.vapiCallId,
    callPatientId: person.id,
    offerId: offer.id,
    operationKey: index('operation', accountId, session.vapiCallId, 'book-appointment', person.patientIndex, ...slot),
    route: canBeSent ? 'pms' : 'staff',
    replaces: null,
    awaitsChangeId: null,
    textConsent: false,
    lookupWindowSeconds,
  };
}

/** Nobody can be asked to book now. What was wanted is written down, so that it is not lost with this call. */
async function leaveForStaff(
  { database, cipher }: BookAppointmentDeps,
  { now }: ToolContext,
  { accountId, integrationId, operationKey }: BookAppointmentInput,
  details: Phi<string>,
): Promise<ToolText> {
  await database.transaction((tx) =>
    openStaffTask(tx, cipher, {
      accountId,
      integrationId,
      subject: { operationKey },
      kind: 'check-request',
      reasonCode: BookingReason.engineUnavailable,
      details,
      openedAt: now,
    }),
  );
  return sayNotTaken();
}

function disclosureFor(person: CallPatient, answer: BookingAnswer | 'working' | 'unreachable'): Disclosure {
  const kind = typeof answer === 'string' ? answer : answer.kind;
  const isDone = kind === 'sent' || kind === 'confirmed' || kind === 'task';
  const known = kind === 'working' || kind === 'unreachable' ? 'unknown' : 'failure';
  return {
    outcome: isDone ? 'success' : known,
    level: person.level,
    evidence: [...EVIDENCE_OF[person.level]],
    patientRef: person.patientIndex,
    phiFields: isDone ? ['appointment.date', 'appointment.time', 'appointment.type'] : [],
  };
}

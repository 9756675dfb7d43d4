import type { EntityManager } from 'typeorm';
import type { BookingState } from '../domain/booking/states';
import type { ChangeKind } from '../domain/changes/operation';
import { cancelRequest, patientUpdateRequest } from '../domain/changes/request';
import type { Language } from '../domain/language';
import type { NewsSubject } from '../domain/messaging/news';
import { phi, reveal, type Phi } from '../domain/phi';
import type { LocalDate, LocalTime } from '../domain/pms';
import { toInstant } from '../domain/time/practice-time';
import { BOOKING_PATIENT, toPatientId, type BookedPatient } from './booking-patient';
import { getBookingWithPractice } from './bookings';
import type { PmsChangeEntity } from './entities/pms-change';
import type { PhiCipher } from './phi-cipher';
import { CHANGE_CREATED, CHANGE_REQUEST, getChangeWithPractice } from './pms-changes';
import type { Practice } from './practices';

/** A visit as it is told: its kind where it is a booking of ours. */
export interface ToldVisit {
  readonly typeName: string | null;
  readonly date: LocalDate;
  readonly time: LocalTime;
}

/** A booking or a change, as far as news about it needs it. Read afresh for each step. */
export interface NewsAbout {
  readonly what: 'booking' | 'move' | ChangeKind;
  readonly bookingId: string | null;
  readonly changeId: string | null;
  readonly practice: Practice;
  readonly callSessionId: string;
  readonly vapiCallId: string;
  /** What the call was last answered in. */
  readonly language: Language;
  readonly workflowId: string;
  readonly patientIndex: string;
  readonly code: string;
  readonly state: BookingState;
  readonly hasConsent: boolean;
  /** Null where it is about no visit. */
  readonly visit: Phi<ToldVisit> | null;
  /** When the visit begins that the patient is to come to; null where there is none. */
  readonly startsAt: Date | null;
  /** At the PMS; null for one who is not in it. */
  readonly patientId: Phi<string> | null;
}

export const loadNewsAbout = (tx: EntityManager, cipher: PhiCipher, subject: NewsSubject): Promise<NewsAbout> =>
  'bookingId' in subject
    ? loadBooking(tx, cipher, subject.accountId, subject.bookingId)
    : loadChange(tx, cipher, subject.accountId, subject.changeId);

async function loadBooking(tx: EntityManager, cipher: PhiCipher, accountId: string, id: string): Promise<NewsAbout> {
  const { booking, practice, appointmentType, vapiCallId, language } = await getBookingWithPractice(tx, accountId, id);
  const patient = await cipher.open<BookedPatient>(accountId, BOOKING_PATIENT, booking.patient);
  return {
    ...common(booking),
    what: booking.tool === 'reschedule-appointment' ? 'move' : 'booking',
    bookingId: id,
    changeId: null,
    practice,
    vapiCallId,
    language,
    visit: phi({ typeName: appointmentType.name, date: booking.localDate, time: booking.localTime }),
    startsAt: booking.startsAt,
    patientId: orNull(toPatientId(patient)),
  };
}

async function loadChange(tx: EntityManager, cipher: PhiCipher, accountId: string, id: string): Promise<NewsAbout> {
  const { change, practice, vapiCallId, language } = await getChangeWithPractice(tx, accountId, id);
  return {
    ...common(change),
    what: change.kind,
    bookingId: null,
    changeId: id,
    practice,
    vapiCallId,
    language,
    ...(await readRequest(cipher, change, practice.timeZone)),
  };
}

const common = (
  row: Pick<PmsChangeEntity, 'callSessionId' | 'workflowId' | 'patientIndex' | 'code' | 'state' | 'textConsent'>,
) => ({
  callSessionId: row.callSessionId,
  workflowId: row.workflowId,
  patientIndex: row.patientIndex,
  code: row.code,
  state: row.state,
  hasConsent: row.textConsent,
});

async function readRequest(
  cipher: PhiCipher,
  { accountId, kind, request, created }: PmsChangeEntity,
  timeZone: string,
): Promise<Pick<NewsAbout, 'visit' | 'startsAt' | 'patientId'>> {
  const none = { visit: null, startsAt: null };
  if (kind === 'create-patient') {
    const patientId = created === null ? null : await cipher.open<string>(accountId, CHANGE_CREATED, created);
    return { ...none, patientId };
  }
  const asked = reveal(await cipher.open<unknown>(accountId, CHANGE_REQUEST, request));
  if (kind === 'update-patient') return { ...none, patientId: phi(patientUpdateRequest.parse(asked).patientId) };
  const { visit } = cancelRequest.parse(asked);
  const startsAt = toInstant(timeZone, visit.date, visit.time);
  return {
    visit: phi({ typeName: null, date: visit.date, time: visit.time }),
    startsAt: startsAt.ok ? startsAt.value : null,
    patientId: visit.patientId === null ? null : phi(visit.patientId),
  };
}

const orNull = (patientId: Phi<string>): Phi<string> | null => (reveal(patientId) === '' ? null : patientId);

import { BookingReason } from '../../../../domain/booking/operation';
import { reveal } from '../../../../domain/phi';
import { toolText } from '../../../../domain/status-words';
import type { CallPatient } from '../../../../persistence/call-codes';

/** The code (`A1`) of the request, and the person with the code (`P1`) that a visit is booked under at once. */
export interface SpokenNewPatient {
  readonly code: string;
  readonly person: CallPatient;
}

export const nameOf = ({ person }: SpokenNewPatient): string => reveal(person.patient).firstName;

const bookingWords = ({ person }: SpokenNewPatient): string =>
  `A visit can be booked for them now: use ${person.code} as patient (${person.code}).`;

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: "the office's system cannot be reached",
  [BookingReason.pmsAccess]: "the office's system does not let us in",
};

export const english = {
  sent: (asked: SpokenNewPatient) =>
    toolText(
      'SENT',
      `the request to enter ${nameOf(asked)} as a new patient went to the office (${asked.code}). It is not confirmed yet; say just that. ${bookingWords(asked)}`,
    ),

  confirmed: (asked: SpokenNewPatient) =>
    toolText(
      'CONFIRMED',
      `${nameOf(asked)} is entered as a new patient in the office's system (${asked.code}). ${bookingWords(asked)}`,
    ),

  working: (asked: SpokenNewPatient) =>
    toolText(
      'WORKING',
      `the request to enter ${nameOf(asked)} as a new patient is still being worked on (${asked.code}), and nobody knows yet how it ends. Say just that. ${bookingWords(asked)}`,
    ),

  /**
   * The same words whether the practice's software takes no new patients or somebody like this may be on file: who is,
   * is not for a stranger to hear. Only where the practice's people are reached by a channel does it say that they will act.
   */
  task: (code: string, willOfficeAct: boolean) =>
    toolText(
      'TASK',
      willOfficeAct
        ? `the office will check the details and set it up (${code}). It is not set up yet, and no visit can be booked for them before. Say just that.`
        : `the details are written down for the office (${code}). It is not set up yet, and no visit can be booked for them before. Say just that, and offer a person at the office.`,
    ),

  notDone: (reasonCode: BookingReason) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? "the office's system refused the new patient"}, and nothing was done. Apologise and offer a person at the office.`,
    ),

  /** The engine cannot be reached; the wish is written down, and nobody may call it done. */
  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'the request could not be sent to the office now. Apologise, say that nothing is set up yet, and offer a person at the office.',
    ),
};

export type Words = typeof english;

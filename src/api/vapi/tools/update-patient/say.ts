import { BookingReason } from '../../../../domain/booking/operation';
import { toolText } from '../../../../domain/status-words';

/** What is to be changed, by name and not by value, and the code (`A1`) of the request. */
export interface SpokenChange {
  readonly code: string;
  readonly fields: readonly string[];
}

/** By the tool's names of the fields. */
const FIELDS: Readonly<Record<string, string>> = {
  phone: 'phone number',
  email: 'e-mail address',
  address: 'address',
  insurance: 'insurance',
  firstName: 'first name',
  middleName: 'middle name',
  lastName: 'last name',
  preferredName: 'preferred name',
  language: 'language',
};

const whatOf = ({ fields }: SpokenChange): string => {
  const words = fields.map((field) => FIELDS[field] ?? field);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
};

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: "the office's system cannot be reached",
  [BookingReason.pmsAccess]: "the office's system does not let us in",
};

export const english = {
  nothingToChange: () =>
    toolText(
      'NEED',
      'nothing to change was sent, and nothing was done. Ask the caller what is new, then send it as phone, email, address, insurance, firstName, middleName, lastName, preferredName or language.',
    ),

  sent: (change: SpokenChange) =>
    toolText(
      'SENT',
      `the request to change the ${whatOf(change)} went to the office (${change.code}). It is not confirmed yet; say just that.`,
    ),

  confirmed: (change: SpokenChange) =>
    toolText('CONFIRMED', `the new ${whatOf(change)} is in the office's system (${change.code}). Tell the caller.`),

  /** Only where the practice's people are reached by a channel does it say that they will act. */
  task: (change: SpokenChange, willOfficeAct: boolean) =>
    toolText(
      'TASK',
      willOfficeAct
        ? `the office will enter the new ${whatOf(change)} (${change.code}). It is not entered yet. Say just that.`
        : `the new ${whatOf(change)} is written down for the office (${change.code}). It is not entered yet. Say just that.`,
    ),

  working: (change: SpokenChange) =>
    toolText(
      'WORKING',
      `the request to change the ${whatOf(change)} is still being worked on (${change.code}), and nobody knows yet how it ends. Say just that.`,
    ),

  notDone: (reasonCode: BookingReason) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? "the office's system refused the change"}, and nothing was done. Apologise and offer a person at the office.`,
    ),

  /** The engine cannot be reached; the wish is written down, and nobody may call it done. */
  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'the request could not be sent to the office now. Apologise, say that nothing is changed yet, and offer a person at the office.',
    ),
};

export type Words = typeof english;

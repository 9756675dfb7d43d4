import { addDays } from '../../src/domain/time/practice-time';
import type { TestDatabase } from './database';
import { codesIn, type Heard } from './phone-call';
import type { TestStack } from './stack';

/** One of the simulator's practices, and the Vapi number that leads to it. */
export interface CalledPractice {
  readonly officeId: string;
  readonly practiceId: string;
  readonly phoneNumberId: string;
}

/** Practices of one office. */
export type CalledOffice = readonly [CalledPractice, ...CalledPractice[]];

export const OPEN_DENTAL_PRACTICES: CalledOffice = [
  { officeId: 'D00001', practiceId: '1-1', phoneNumberId: 'num-dev-0001' },
  { officeId: 'D00001', practiceId: '1-2', phoneNumberId: 'num-dev-0002' },
];
export const DENTRIX_PRACTICES: CalledOffice = [
  { officeId: 'E00001', practiceId: '1-1', phoneNumberId: 'num-dev-0003' },
];

/** The call of a verified patient who has heard times of one day, none of which touches another. */
export interface BookingCall {
  readonly callId: string;
  readonly slots: readonly string[];
  book(slot: string): Promise<Heard>;
}

const NUMBER_IN_FICTION = '602-555-0163';
const LETTERS = 'abdegilmno';

/** Letters only, as a name has them; another one for every number. */
const nameOf = (number: number): string => String(number).replace(/\d/g, (digit) => LETTERS.charAt(Number(digit)));

/** A patient of its own calls and asks for times of a day. @param number tells the patients of a practice apart */
export async function callAndAsk(
  stack: TestStack,
  { officeId, practiceId, phoneNumberId }: CalledPractice,
  { number, date }: { readonly number: number; readonly date: string },
): Promise<BookingCall> {
  const { simulator, database } = stack;
  const birthDate = addDays('1950-01-01', number * 37);
  const name = { firstName: `Quil${nameOf(number)}`, lastName: `Lostanswer${nameOf(number)}` };
  await simulator.post('/patients', { officeId, practiceId, ...name, birthDate, cell: NUMBER_IN_FICTION });

  const call = stack.call({ phoneNumberId, number: null });
  const verified = await call.tool('search-patients', { ...name, dateOfBirth: birthDate });
  const [patient] = codesIn(verified.text, 'P');
  if (patient === undefined) throw new Error(`the patient was not verified: ${verified.text}`);
  await call.tool('check-availability', { appointmentType: 'cleaning', startDate: date, endDate: date });
  const slots = await slotsApart(database, call.id);
  return { callId: call.id, slots, book: (slot) => call.tool('book-appointment', { patient, slot }) };
}

/** The call's offers, without those that overlap an earlier one: a booking would rightly find them taken. */
async function slotsApart(database: TestDatabase, callId: string): Promise<string[]> {
  const offers = await database.query<{ code: string; starts_at: Date; ends_at: Date }>(
    `SELECT o.code, o.starts_at, o.ends_at FROM offers o JOIN call_sessions s ON s.id = o.call_session_id
      WHERE s.vapi_call_id = $1 ORDER BY o.starts_at`,
    [callId],
  );
  let freeFromMs = 0;
  return offers.flatMap(({ code, starts_at, ends_at }) => {
    if (starts_at.getTime() < freeFromMs) return [];
    freeFromMs = ends_at.getTime();
    return [code];
  });
}

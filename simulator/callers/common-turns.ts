import { addDays } from '../time';
import { fullNameOf, MAYA, sayDate } from './cast';
import type { Heard } from './heard';
import { need, type Turn } from './script';

/** Far enough ahead that nobody's day is disturbed, and within what a practice has in its book. */
const DAYS_AHEAD = 10;
const DAYS_TO_LOOK_AT = 28;

const startOf = (today: string): string => addDays(today, DAYS_AHEAD);

/** The beginning of most calls: what the caller wants, and who they are. */
export const ASK_AND_BE_VERIFIED: readonly Turn[] = [
  {
    caller: 'Hello, I need a cleaning.',
    assistant: 'Happy to help. May I have your full name and your date of birth?',
  },
  {
    caller: `${fullNameOf(MAYA)}, ${sayDate(MAYA.birthDate, { withYear: true })}.`,
    asks: {
      tool: 'search-patients',
      arguments: () => ({ firstName: MAYA.firstName, lastName: MAYA.lastName, dateOfBirth: MAYA.birthDate }),
    },
  },
];

export const HEAR_TIMES: Turn = {
  caller: ({ today }) => `Any day from ${sayDate(startOf(today), { withYear: false })} on.`,
  asks: {
    tool: 'check-availability',
    arguments: ({ today }) => ({
      appointmentType: 'cleaning',
      startDate: startOf(today),
      endDate: addDays(startOf(today), DAYS_TO_LOOK_AT),
    }),
  },
};

/** Books the first of the times that were read out last. */
export const BOOK_FIRST: NonNullable<Turn['asks']> = {
  tool: 'book-appointment',
  arguments: ({ patient, slots }) => ({
    patient: need(patient, 'a verified patient'),
    slot: need(
      slots[0]?.code,
      'an open time (earlier demonstrations may have filled these weeks: npm run dev -- --fresh)',
    ),
  }),
};

/** The visit that was spoken of last, and whose it is. */
export const theirVisit = ({ patient, visit }: Heard): { readonly patient: string; readonly appointment: string } => ({
  patient: need(patient, 'a verified patient'),
  appointment: need(visit, 'a visit'),
});

/** Somebody else, such as a second demonstration, may have been quicker. */
export const BOOK_ANOTHER_IF_TAKEN: Turn = {
  onlyIf: ({ answers }) => answers.at(-1)?.status === 'NOT DONE',
  caller: 'Oh. Then the first of those.',
  asks: BOOK_FIRST,
};

export const SAY_GOODBYE: Turn = { caller: 'Thank you. Goodbye.', assistant: 'Goodbye.' };

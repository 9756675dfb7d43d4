import type { News } from '../../domain/messaging/news';
import { reveal } from '../../domain/phi';
import { speakAt, speakDateTime } from '../../domain/time/speak';
import { speakShortDate } from '../../domain/messaging/short-date';
import type { NewsAbout, ToldVisit } from '../../persistence/news-subject';

export type Told = Pick<NewsAbout, 'what' | 'code' | 'visit'>;

export type LiveFacts = Readonly<Record<Told['what'], Readonly<Record<News, (told: Told) => string>>>>;

export interface Words {
  /** What the assistant is told in the middle of a call. */
  readonly live: LiveFacts;
  /** The text about something that is confirmed: no name, no reason and no kind of visit, because anybody may read it. */
  readonly text: (practiceName: string, told: Pick<Told, 'what' | 'visit'>) => string;
}

const visitWords = ({ typeName, date, time }: ToldVisit): string =>
  `${typeName?.toLowerCase() ?? 'visit'} on ${speakDateTime({ date, time }, 'en')}`;

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const whenOf = ({ visit }: Told): string => (visit === null ? 'the new time' : speakDateTime(reveal(visit), 'en'));

/** "the cleaning on Tuesday, March 10 at 10:30 AM (A1)". */
const theVisit = ({ visit, code }: Told): string =>
  `the ${visit === null ? 'visit' : visitWords(reveal(visit))} (${code})`;

const live: LiveFacts = {
  booking: {
    confirmed: (told) => `The office has confirmed ${theVisit(told)}. Tell the caller now.`,
    'not-done': (told) =>
      `${capital(theVisit(told))} could not be booked, and is not in the office's book. Tell the caller now, apologise, and offer other times.`,
    'with-staff': (told) =>
      `${capital(theVisit(told))} is not confirmed: people at the office will look at the request. Tell the caller now that it is not booked yet.`,
  },
  move: {
    confirmed: (told) => `The office has confirmed the new time: ${theVisit(told)}. Tell the caller now.`,
    'not-done': (told) =>
      `The visit could not be moved to ${whenOf(told)} (${told.code}): the old time still stands. Tell the caller now, apologise, and offer other times.`,
    'with-staff': (told) =>
      `The new time, ${whenOf(told)} (${told.code}), is not confirmed: people at the office will look at it. Tell the caller now that the old time stands until the office confirms the new one.`,
  },
  'cancel-appointment': {
    confirmed: (told) => `The office has cancelled ${theVisit(told)}. Tell the caller now.`,
    'not-done': (told) =>
      `${capital(theVisit(told))} could not be cancelled, and still stands. Tell the caller now, and apologise.`,
    'with-staff': (told) =>
      `${capital(theVisit(told))} is not cancelled yet: people at the office will look at it. Tell the caller now.`,
  },
  'create-patient': {
    confirmed: ({ code }) => `The office's system has taken the new patient (${code}). Tell the caller now.`,
    'not-done': ({ code }) =>
      `The new patient (${code}) could not be entered in the office's system. Tell the caller now, and apologise.`,
    'with-staff': ({ code }) =>
      `The new patient (${code}) is not in the office's system yet: people at the office will look at it. Tell the caller now.`,
  },
  'update-patient': {
    confirmed: ({ code }) => `The office's system has taken the change of the chart (${code}). Tell the caller now.`,
    'not-done': ({ code }) =>
      `The change of the chart (${code}) could not be made: the chart is as it was. Tell the caller now, and apologise.`,
    'with-staff': ({ code }) =>
      `The change of the chart (${code}) is not made yet: people at the office will look at it. Tell the caller now.`,
  },
};

const TEXTS: Readonly<Record<Told['what'], (when: string) => string>> = {
  booking: (when) => `your visit on ${when} is confirmed.`,
  move: (when) => `your visit is now on ${when}.`,
  'cancel-appointment': (when) => `your visit on ${when} is cancelled.`,
  'create-patient': () => 'you are now on file with us.',
  'update-patient': () => 'the change that you asked for is made.',
};

function shortly(visit: Told['visit']): string {
  if (visit === null) return '';
  const { date, time } = reveal(visit);
  return speakAt(speakShortDate(date, 'en'), time, 'en');
}

export const english: Words = {
  live,
  text: (practiceName, { what, visit }) => `${practiceName}: ${TEXTS[what](shortly(visit))} Reply STOP to opt out.`,
};

import { heardOf, statusOf, type IntendedWrite } from '../callers/ledger';
import type { Evidence } from './evidence';
import type { BookingRecord } from './our-records';
import { createLinks, type Links } from './links';

/** How an intended write ended. The last three are none of the ends that are promised. */
export const OUTCOMES = [
  'landed once',
  'landed once, and a task says so',
  'a task for the staff',
  'not done, and told so',
  'taken back by the caller',
  'never arrived, nothing heard',
  'arrived, nothing done, nothing heard',
  'promised, and nothing came of it',
  'landed more than once',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

const TOLD_NOT_DONE = ['NOT DONE', 'NEED', 'NOT FOUND', 'UNAVAILABLE'];

/** Said where our own record was out of reach: nothing is promised, and nothing denied of what was asked before. */
export const LEAVES_OPEN = 'may still be under way';

/** What the caller heard last says that nothing was done. */
export function wasToldNotDone(write: IntendedWrite): boolean {
  const last = heardOf(write).at(-1);
  return last !== undefined && TOLD_NOT_DONE.includes(statusOf(last.text));
}

/** The same, of everything that was asked for, so that it must not have been done either. */
export const wasDenied = (write: IntendedWrite): boolean =>
  wasToldNotDone(write) && heardOf(write).at(-1)?.text.includes(LEAVES_OPEN) !== true;

export function outcomesOf(evidence: Evidence): ReadonlyMap<IntendedWrite, Outcome> {
  const links = createLinks(evidence);
  return new Map(evidence.intended.map((write) => [write, outcomeOf(evidence, links, write)]));
}

/** Cancelled or moved before it was in the book, or before the practice's people had seen to it. */
const isTakenBack = ({ changes }: Evidence['ours'], bookings: readonly BookingRecord[]): boolean =>
  bookings.some(
    ({ id, reasonCode }) =>
      reasonCode === 'withdrawn' ||
      reasonCode === 'moved' ||
      changes.some((change) => change.bookingId === id && change.state === 'confirmed'),
  );

function outcomeOf({ ours }: Evidence, links: Links, write: IntendedWrite): Outcome {
  const done = links.writebacksOf(write).filter(({ state }) => state === 'done');
  const rows = [...links.bookingsOf(write), ...links.changesOf(write)];
  // A visit that had not reached the practice's book yet is cancelled without any write.
  const isConfirmed = rows.some(({ state }) => state === 'confirmed');
  const hasTask = links.openTasksOf(write).length > 0;
  if (done.length > 1) return 'landed more than once';
  if (done.length === 1 || isConfirmed) return hasTask ? 'landed once, and a task says so' : 'landed once';
  if (hasTask) return 'a task for the staff';
  if (isTakenBack(ours, links.bookingsOf(write))) return 'taken back by the caller';
  if (wasToldNotDone(write)) return 'not done, and told so';
  if (heardOf(write).length > 0) return 'promised, and nothing came of it';
  const ids = new Set(write.deliveries.map(({ toolCallId }) => toolCallId));
  return ours.toolCalls.some(({ toolCallId }) => ids.has(toolCallId))
    ? 'arrived, nothing done, nothing heard'
    : 'never arrived, nothing heard';
}

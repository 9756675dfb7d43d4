import { heardOf, statusOf } from '../../callers/ledger';
import type { Check, Violation } from '../evidence';
import { createLinks } from '../links';

const OPEN_ENDED = ['WORKING'];
const ENDED = ['confirmed', 'failed', 'released'];

/** Whoever was left waiting hears how it ended: in the call, by text, or from somebody who has it as a task. */
export const checkTold: Check = (evidence) => {
  const { ours } = evidence;
  const links = createLinks(evidence);
  return evidence.intended.flatMap((write): Violation[] => {
    const last = heardOf(write).at(-1);
    if (last === undefined || !OPEN_ENDED.includes(statusOf(last.text))) return [];
    const row = [...links.bookingsOf(write), ...links.changesOf(write)].at(-1);
    if (row === undefined || !ENDED.includes(row.state)) return [];
    // What the caller has taken back themselves is no news.
    if (row.reasonCode === 'withdrawn' || row.reasonCode === 'moved') return [];
    const isTold =
      ours.promises.some(({ subjectId, channel }) => subjectId === row.id && channel !== 'answer') ||
      ours.tasks.some(({ bookingId, changeId }) => bookingId === row.id || changeId === row.id);
    if (isTold) return [];
    return [
      {
        guarantee: 'whoever was left waiting hears how it ended',
        about: `${write.callId} ${write.tool} (write ${write.number}), row ${row.id}`,
        what: `heard WORKING; it is ${row.state}, and nobody was told`,
      },
    ];
  });
};

import { heardOf, statusOf, type IntendedWrite } from '../../callers/ledger';
import type { Check, Evidence, Violation } from '../evidence';
import { createLinks, type Links } from '../links';
import { wasDenied } from '../outcomes';

const GUARANTEE = 'what was said was true when it was said';

/** Callers heard CONFIRMED only of what stood in the book by then, and SENT only of what was on its way. */
export const checkSaid: Check = (evidence) => {
  const links = createLinks(evidence);
  return [
    ...evidence.intended.flatMap((write) => [
      ...untrueAnswers(evidence, links, write),
      ...deniedAlthoughDone(links, write),
    ]),
    ...untruePromises(evidence),
  ];
};

const lie = (write: IntendedWrite, what: string): Violation => ({
  guarantee: GUARANTEE,
  about: `${write.callId} ${write.tool} ${write.slot ?? ''}${write.visit ?? ''} (write ${write.number})`,
  what,
});

function untrueAnswers({ ours }: Evidence, links: Links, write: IntendedWrite): Violation[] {
  const ids = new Set([...links.bookingsOf(write), ...links.changesOf(write)].map(({ id }) => id));
  const moves = ours.moves.filter(({ subjectId }) => ids.has(subjectId));
  const written = links.writebacksOf(write);
  return heardOf(write).flatMap(({ text, endedAtMs }) => {
    const status = statusOf(text);
    const wasReached = (states: readonly string[]): boolean =>
      moves.some(({ to, atMs }) => states.includes(to) && atMs <= endedAtMs);
    if (status === 'SENT' && !wasReached(['sent', 'confirmed'])) return [lie(write, 'SENT, and nothing was sent')];
    if (status !== 'CONFIRMED') return [];
    if (!wasReached(['confirmed'])) return [lie(write, 'CONFIRMED, and the state was another')];
    const isDone = written.some(({ completedAt }) => completedAt !== null && completedAt <= endedAtMs);
    const isTakenBack = write.tool === 'cancel-appointment';
    return isDone || isTakenBack ? [] : [lie(write, 'CONFIRMED, and it was not in the practice’s book')];
  });
}

function deniedAlthoughDone(links: Links, write: IntendedWrite): Violation[] {
  if (!wasDenied(write) || links.openTasksOf(write).length > 0) return [];
  const isDone = links.writebacksOf(write).some(({ state }) => state === 'done');
  return isDone ? [lie(write, 'told that it was not done, and it is done')] : [];
}

/** Answers, messages into the call and texts, as the ledger of promises has them. */
function untruePromises({ ours }: Evidence): Violation[] {
  return ours.promises
    .filter(({ statusWord }) => statusWord.toLowerCase() === 'confirmed')
    .filter(
      ({ subjectId, atMs }) =>
        !ours.moves.some((move) => move.subjectId === subjectId && move.to === 'confirmed' && move.atMs <= atMs),
    )
    .map(({ subjectId, channel }) => ({
      guarantee: GUARANTEE,
      about: `booking or change ${subjectId ?? 'none'}`,
      what: `promised as confirmed (${channel}) before it was`,
    }));
}

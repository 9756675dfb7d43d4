import { heardOf } from '../../callers/ledger';
import type { Check } from '../evidence';
import { LEAVES_OPEN } from '../outcomes';

/**
 * Said where an answer could not be put on record, or is still being made: it leaves the outcome open, and may be
 * followed by the answer itself.
 */
const OPEN = ['nobody knows yet how it ends. Say just that, and not that it is done', LEAVES_OPEN];
const isOpen = (text: string): boolean => OPEN.some((words) => text.includes(words));

/** A tool call that comes again hears the same words. */
export const checkSameWords: Check = ({ intended }) =>
  intended.flatMap((write) => {
    const heard = heardOf(write).filter(({ text }) => !isOpen(text));
    const ids = [...new Set(heard.map(({ toolCallId }) => toolCallId))];
    return ids
      .filter((id) => new Set(heard.filter(({ toolCallId }) => toolCallId === id).map(({ text }) => text)).size > 1)
      .map((id) => ({
        guarantee: 'a repeated tool call hears the same words',
        about: `${write.callId} ${id}`,
        what: 'two different answers',
      }));
  });

import { offeredSlots, type ToolAnswer } from './heard';
import { wordVisitReply } from './visit-replies';

const MOST_SPOKEN_SLOTS = 3;

function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join('; ')}; or ${words.at(-1) ?? ''}`;
}

const offer = (text: string): string =>
  listWords(
    offeredSlots(text)
      .slice(0, MOST_SPOKEN_SLOTS)
      .map(({ words }) => words),
  );

const partOf = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? 'visit';

/** About a new chart or a person at the office, where the words are others than those about a visit. */
function wordOther({ tool, status, text }: ToolAnswer): string | null {
  const name = partOf(text, /to enter (.+?) as a new patient/);
  switch (`${tool} ${status}`) {
    case 'create-patient SENT':
      return `Thank you, ${name}. Your details were sent to the office, which will confirm them. Which days suit you?`;
    case 'create-patient WORKING':
      return `Thank you, ${name}. Your details are still on their way to the office. Which days suit you?`;
    case 'create-patient CONFIRMED':
      return 'Thank you, your details are with the office. Which days suit you?';
    case 'create-patient TASK':
      return 'Thank you. Your details are with the office, and nothing is set up yet.';
    case 'update-patient SENT':
      return 'Your request was sent to the office. It is not changed yet: the office will confirm it.';
    case 'update-patient CONFIRMED':
      return 'That is changed.';
    case 'update-patient TASK':
      return 'I wrote that down for the office. It is not entered yet.';
    case 'transfer-to-human OK':
      return 'I am putting you through to the office now. Goodbye.';
    case 'transfer-to-human TASK':
      if (text.includes('will call back'))
        return 'Nobody can take the call now. Somebody at the office will call you back.';
      return 'Nobody can take the call now. I wrote your request down for the office.';
    default:
      return null;
  }
}

/** What a well-behaved model says when a tool has answered so: the truth of the answer, and nothing beyond it. */
export function wordReply(answer: ToolAnswer): string {
  return wordOther(answer) ?? wordVisitReply(answer, offer(answer.text)) ?? wordOfVisit(answer);
}

function wordOfVisit({ tool, status, text }: ToolAnswer): string {
  switch (status) {
    case 'OK':
      if (tool === 'search-patients')
        return `Thank you, ${partOf(text, /^OK: (.+?) is verified/)}. Which days suit you?`;
      return `I can offer ${offer(text)}. Which one suits you?`;
    case 'SENT':
      return `Your request for the ${partOf(text, /the request for the (.+?) went to/)} was sent to the office. It is not booked yet: the office will confirm it.`;
    case 'CONFIRMED':
      return `Your ${partOf(text, /: the (.+?) is in the office's book/)} is in the office's book.`;
    case 'TASK':
      return 'I wrote your request down for the office. It is not booked yet.';
    case 'WORKING':
      return 'I am still working on that, and it is not booked yet.';
    case 'NOT FOUND':
      if (tool !== 'search-patients') return 'There is no open time in those days. Would other days suit you?';
      return 'I cannot find anybody with that name and date of birth. Could you say both again?';
    case 'NOT DONE':
      if (offer(text) === '') return 'I am sorry, that did not work, and nothing was booked.';
      return `I am sorry, that time was just taken, and nothing was booked. I can offer ${offer(text)}.`;
    case 'NEED':
      if (text.includes('could not be verified')) {
        return 'I am sorry, I cannot verify you in this call. I can take you to a person at the office.';
      }
      return 'I need a little more from you: your full name and your date of birth, please.';
    default:
      return "I am sorry, the office's system does not answer right now, and nothing was done.";
  }
}

import type { ToolAnswer } from './heard';

const partOf = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? 'visit';
const withoutCodes = (text: string): string => text.replaceAll(/ \(A\d+\)/g, '');

/** What the assistant says of visits that are there; null where the answer is none of those. `times`: what it offers. */
export function wordVisitReply({ tool, status, text }: ToolAnswer, times: string): string | null {
  const plain = withoutCodes(text);
  if (tool === 'get-patient-info' && status === 'OK') {
    const visits = partOf(plain, /upcoming visits: (.+?)\. (?:And|Use)/);
    return visits === 'visit' ? 'You have no upcoming visits.' : `You have these visits: ${visits}.`;
  }
  if (tool === 'cancel-appointment') return wordCancellation(status, plain);
  return tool === 'reschedule-appointment' ? wordMove(status, plain, times) : null;
}

function wordCancellation(status: string, text: string): string | null {
  const visit = partOf(text, /(?:cancel |: )the (visit on .+?) (?:went|was|is)/);
  switch (status) {
    case 'SENT':
      return `Your request to cancel the ${visit} was sent to the office. It is not cancelled yet: the office will confirm it.`;
    case 'CONFIRMED':
      return `Your ${visit} is cancelled.`;
    case 'TASK':
      return 'I wrote your request down for the office. The visit is not cancelled yet.';
    case 'WORKING':
      return 'I am still working on that, and the visit is not cancelled yet.';
    case 'NOT DONE':
      return 'I am sorry, that did not work, and nothing was cancelled.';
    default:
      return null;
  }
}

function wordMove(status: string, text: string, times: string): string | null {
  switch (status) {
    case 'SENT':
      return `Your request to move ${partOf(text, /request to move (the visit .+?) went to/)} was sent to the office. It is not moved yet: the old time stays until the office confirms it.`;
    case 'CONFIRMED':
      return `Your visit is in the office's book on ${partOf(text, /(?:moved to|new time on) (.+?) (?:in|is in) the office's book/)}.`;
    case 'TASK':
      return 'I wrote your request down for the office. The visit is not moved yet.';
    case 'WORKING':
      return 'I am still working on that, and the visit is not moved yet.';
    case 'NOT DONE':
      if (times === '') return 'I am sorry, that did not work, and nothing was moved.';
      return `I am sorry, that time was just taken, and your visit stays as it is. I can offer ${times}.`;
    default:
      return null;
  }
}

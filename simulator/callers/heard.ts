/** The tools that the callers' assistant uses, by the names that Vapi calls. */
export type ToolName =
  | 'search-patients'
  | 'get-patient-info'
  | 'check-availability'
  | 'book-appointment'
  | 'reschedule-appointment'
  | 'cancel-appointment'
  | 'create-patient'
  | 'update-patient'
  | 'transfer-to-human';

/** One answer of the back end to one delivery of a tool call. */
export interface ToolAnswer {
  readonly tool: ToolName;
  readonly toolCallId: string;
  /** Whose call it belongs to: the one that the story is about, or another one at the same time. */
  readonly from: 'caller' | 'other-caller';
  /** The words before the first colon, such as `SENT` or `NOT DONE`. */
  readonly status: string;
  readonly text: string;
  /** From the webhook's first byte to the parsed answer. */
  readonly durationMs: number;
}

export interface OfferedSlot {
  readonly code: string;
  /** Such as "Tuesday, March 10 at 10:30 AM" or "martes 10 de marzo a las 10:30 de la mañana". */
  readonly words: string;
}

/** What the assistant knows by now: the answers of the call, and the codes that they hold. */
export interface Heard {
  readonly callId: string;
  /** The date on the practice's calendar, `YYYY-MM-DD`. */
  readonly today: string;
  readonly answers: readonly ToolAnswer[];
  readonly patient: string | null;
  /** Of the latest answer that offered any. */
  readonly slots: readonly OfferedSlot[];
  readonly visit: string | null;
}

export const heardNothing = (today: string, callId = ''): Heard => ({
  ...{ callId, today, answers: [], patient: null, slots: [], visit: null },
});

export const statusOf = (text: string): string => text.slice(0, Math.max(0, text.indexOf(':')));

const IN_ENGLISH = String.raw`(?:today, |tomorrow, )?[A-Z][a-z]+, [A-Z][a-z]+ \d{1,2}(?:, \d{4})? at \d{1,2}:\d{2} [AP]M`;
const SPANISH_DAY = String.raw`(?:hoy, |mañana, )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo) (?:\d{1,2}|primero) de [a-z]+(?: de \d{4})?`;
const SPANISH_TIME = String.raw`(?:a las? \d{1,2}:\d{2} de la [a-zñ]+|al mediodía|a la medianoche)`;
const SLOT = new RegExp(String.raw`(${IN_ENGLISH}|${SPANISH_DAY} ${SPANISH_TIME}) \((S\d+)\)`, 'g');

/** The times that an answer offers, each with its code. */
export const offeredSlots = (text: string): OfferedSlot[] =>
  [...text.matchAll(SLOT)].map(([, words = '', code = '']) => ({ code, words }));

const codeIn = (text: string, letter: 'P' | 'A'): string | null =>
  new RegExp(`\\((${letter}\\d+)\\)`).exec(text)?.[1] ?? null;

/** The state of knowledge after one more answer. Another caller's codes mean nothing in this call. */
export function hear(heard: Heard, answer: ToolAnswer): Heard {
  const answers = [...heard.answers, answer];
  if (answer.from === 'other-caller') return { ...heard, answers };
  const slots = offeredSlots(answer.text);
  return {
    ...heard,
    answers,
    patient: codeIn(answer.text, 'P') ?? heard.patient,
    visit: codeIn(answer.text, 'A') ?? heard.visit,
    slots: slots.length > 0 ? slots : heard.slots,
  };
}

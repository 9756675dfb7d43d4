import { toolText, type ToolText } from '../../domain/status-words';
import { fitAnswer } from './answers/fit';
import type { VapiToolCallsMessage } from './envelope/message';

export interface ToolAnswer {
  readonly toolCallId: string;
  readonly name: string;
  readonly text: ToolText;
}

/** Always text in `result` or `error`: Vapi drops other forms, and the model may then invent a success. */
type VapiResult = { readonly toolCallId: string; readonly name: string } & (
  { readonly result: string } | { readonly error: string }
);

export interface VapiResponse {
  readonly results: readonly VapiResult[];
  /** Only for the legacy forms, which read this instead of `results`. */
  readonly result?: string;
}

const TOO_MANY = toolText(
  'NOT DONE',
  'too many requests came at once, and this one was not started. Send it again by itself.',
);
const MISSING = toolText(
  'UNAVAILABLE',
  'there is no answer to this request, so do not say that it was done. Offer to connect the caller with the office.',
);

/**
 * The body that answers a message, always with HTTP 200: one entry for each call of it, in its order. A call that the
 * answers lack gets an error of its own rather than silence. Send it with `res.json`.
 */
export function toVapiResponse(message: VapiToolCallsMessage, answers: readonly ToolAnswer[]): VapiResponse {
  const textOf = new Map(answers.map(({ toolCallId, text }) => [toolCallId, text]));
  const results = [
    ...message.toolCalls.map(({ id, name }) => toResult(id, name, textOf.get(id) ?? MISSING)),
    ...message.overflow.map(({ id, name }) => toResult(id, name, TOO_MANY)),
  ];
  const [first] = results;
  if (!message.isLegacy || first === undefined) return { results };
  return { results, result: 'result' in first ? first.result : first.error };
}

function toResult(toolCallId: string, name: string, { channel, text }: ToolText): VapiResult {
  const line = fitAnswer(text);
  return channel === 'result' ? { toolCallId, name, result: line } : { toolCallId, name, error: line };
}

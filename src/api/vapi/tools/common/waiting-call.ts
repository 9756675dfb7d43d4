import type { BlindIndex } from '../../../../crypto/blind-index';
import type { WaitingCall } from '../../../../temporal/request-operation';
import type { ToolContext } from '../../tool';

/** Left for putting the answer on record and on the wire. */
const ANSWER_RESERVE_MS = 400;
/** Left for what comes after a bad answer: finding other times, or a note for the staff. */
const AFTERMATH_RESERVE_MS = 2_000;

/** The caller who waits for a write: under which key, and for how long the engine may take. */
export const waitingCall = (
  index: BlindIndex,
  { practice, session, toolCallId, remainingMs }: ToolContext,
): WaitingCall => ({
  toolCallKey: index('tool-call', practice.accountId, session.vapiCallId, toolCallId),
  timeoutMs: Math.max(0, remainingMs() - ANSWER_RESERVE_MS - AFTERMATH_RESERVE_MS),
});

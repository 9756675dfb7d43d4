import type { OfficeTraffic } from './office';
import type { Admission } from './circuit';
import { judgeOutcome } from './outcome';
import type { CallPriority, SentReply } from './port';

export interface DispatchDeps {
  readonly nowMs: () => number;
  readonly limits: { readonly minTimeoutMs: number };
}

export interface Departure {
  readonly priority: CallPriority;
  readonly admission: Admission;
  readonly send: () => Promise<SentReply>;
}

/** Without a status there was no answer, so that it has no headers says nothing about headers. */
const isAnswer = (reply: SentReply | null): reply is SentReply =>
  reply !== null && (reply.ok || reply.error.httpStatus !== null);

/** Sends a request that holds a slot of the lane, learns from its reply, and gives the slot back. */
export async function dispatch(
  { nowMs, limits }: DispatchDeps,
  { lane, circuit, window, pauses, merger }: OfficeTraffic,
  { priority, admission, send }: Departure,
): Promise<SentReply> {
  const ticket = window.take(nowMs());
  if (priority === 'in-call') merger.countSpent();
  let reply: SentReply | null = null;
  try {
    reply = await send();
    return reply;
  } finally {
    // Before the slot goes to the next one, who is to see what this reply told. Null only when `send` threw, a bug.
    const atMs = nowMs();
    const endsInMs = window.view(atMs)?.endsInMs ?? null;
    window.settle(ticket, isAnswer(reply) ? reply.hints : null, atMs);
    if (reply !== null) merger.tell(pauses.learn(reply, endsInMs));
    const outcome = reply === null ? 'nothing' : judgeOutcome(reply, atMs - ticket.sentAtMs, limits.minTimeoutMs);
    circuit.settle(admission, outcome);
    lane.leave(priority);
  }
}

import type { OfficeRef } from '../../domain/office-ref';
import type { SikkaAnswer } from '../envelope';
import type { AnswerHints } from '../answer-hints';
import type { SikkaReply } from '../reply';

/** `in-call`: somebody waits on the telephone. `background`: polls, refreshes, reconciliation. */
export type CallPriority = 'in-call' | 'background';

/** One exchange with what its headers told. */
export type SentReply = SikkaReply<SikkaAnswer> & { readonly hints: AnswerHints };

export interface SikkaGovernor {
  /**
   * Lets one request of an office out when its turn has come, and learns from the answer. When it may not go out in
   * time, the reply is an error that proves that nothing was sent: `rateLimited` (with `retryAfterMs`), `unavailable`
   * while the office's circuit is open, `timeout` when the signal fires first. Never throws.
   */
  run(
    office: OfficeRef,
    priority: CallPriority,
    signal: AbortSignal,
    send: () => Promise<SentReply>,
  ): Promise<SentReply>;
}

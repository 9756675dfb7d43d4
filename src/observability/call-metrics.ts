import { Counter, type Registry } from 'prom-client';

/** Why a tool call was answered without being run. */
export type ToolCallRefusal = 'line' | 'account' | 'equal-calls' | 'calls-of-tool' | 'calls-in-all';

export interface CallMetrics {
  /** @param toolCalls how many at once */
  countRefusedToolCalls: (reason: ToolCallRefusal, toolCalls: number) => void;
  /** Vapi says that an assistant is stuck. */
  countHang: () => void;
  countTurnedAway: () => void;
}

/** What goes wrong in calls, without a word about whose they are. */
export function createCallMetrics(registry: Registry): CallMetrics {
  const refused = new Counter({
    name: 'parlae_tool_calls_refused_total',
    help: 'Tool calls that were answered and not run, by the limit (line, account) or the circle of the model that they were over.',
    labelNames: ['reason'],
    registers: [registry],
  });
  const hangs = new Counter({
    name: 'parlae_call_hangs_total',
    help: 'Messages of Vapi that an assistant is stuck in a call. Alarm on any.',
    registers: [registry],
  });
  const turnedAway = new Counter({
    name: 'parlae_sign_ins_turned_away_total',
    help: 'Requests answered with 429 because their sender had failed to sign in too often.',
    registers: [registry],
  });
  return {
    countRefusedToolCalls(reason, toolCalls) {
      refused.inc({ reason }, toolCalls);
    },
    countHang() {
      hangs.inc();
    },
    countTurnedAway() {
      turnedAway.inc();
    },
  };
}

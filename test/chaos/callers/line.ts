import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { LINE } from '../../../simulator/callers/cast';

/** A phone line as Vapi serves it: it waits so long for an answer, and takes none for none. */
export interface Line {
  /** The answer's text; null when there was none. */
  tool(call: CallFacts, request: ToolRequest): Promise<string | null>;
  /** Tells that the caller has hung up, once. */
  hangUp(call: CallFacts): Promise<void>;
}

export interface CallFacts {
  readonly callId: string;
  readonly phoneNumberId: string;
  readonly number: string | null;
}

export interface ToolRequest {
  readonly tool: string;
  readonly toolCallId: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** By our tool settings at Vapi. */
const TIMEOUT_MS = 15_000;

const answered = z.object({
  results: z.tuple([
    z.object({ toolCallId: z.string(), result: z.string().optional(), error: z.string().optional() }).refine(
      // Vapi drops an answer of another form.
      ({ result, error }) => (result === undefined) !== (error === undefined),
    ),
  ]),
});

export interface LineOptions {
  readonly apiUrl: string;
  readonly webhookSecret: string;
  /** Where messages for live calls are taken. */
  readonly controlBaseUrl: string;
}

export function createLine({ apiUrl, webhookSecret, controlBaseUrl }: LineOptions): Line {
  const post = async (path: string, message: object): Promise<unknown> => {
    const response = await fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-vapi-secret': webhookSecret },
      body: JSON.stringify({ message }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status !== 200) throw new Error(`HTTP ${String(response.status)}`);
    return response.json();
  };
  const callOf = ({ callId, phoneNumberId, number }: CallFacts): object => ({
    id: callId,
    type: 'inboundPhoneCall',
    assistantId: LINE.assistantId,
    phoneNumberId,
    ...(number === null ? {} : { customer: { number } }),
    monitor: { controlUrl: `${controlBaseUrl}/${callId}/control` },
  });
  return {
    async tool(call, { tool, toolCallId, arguments: args }) {
      const toolCall = { id: toolCallId, type: 'function', function: { name: tool, arguments: args } };
      try {
        const reply = await post(`/vapi/tools/${tool}`, {
          type: 'tool-calls',
          toolCallList: [toolCall],
          call: callOf(call),
        });
        const [{ result, error, ...echo }] = answered.parse(reply).results;
        return echo.toolCallId === toolCallId ? (result ?? error ?? null) : null;
      } catch {
        return null;
      }
    },
    async hangUp(call) {
      const report = { type: 'end-of-call-report', endedReason: 'customer-ended-call', call: callOf(call) };
      await post('/vapi/webhook', report).catch(() => delay(0));
    },
  };
}

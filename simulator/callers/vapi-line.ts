import { z } from 'zod';
import type { ToolName } from './heard';
import { ScriptError } from './script';
import { endOfCallBody, toolCallsBody, type CallFacts, type SpokenLine } from './vapi-messages';

export interface VapiLineOptions {
  readonly apiUrl: string;
  readonly webhookSecret: string;
  /** Where messages for live calls are taken; without it nobody takes them. */
  readonly controlBaseUrl?: string | undefined;
  readonly now: () => Date;
  /** Milliseconds of a clock that only goes forward. */
  readonly clockMs: () => number;
  /** Gives up every request that is under way. */
  readonly signal: AbortSignal;
}

export interface DialledCall {
  /** Notes what was said: later messages carry it, as Vapi's do. */
  heard(role: SpokenLine['role'], message: string): void;
  /** Delivers one tool call and waits for its answer. @throws ScriptError when there is no well-formed one */
  ask(request: {
    readonly tool: ToolName;
    readonly toolCallId: string;
    readonly arguments: Readonly<Record<string, string>>;
  }): Promise<{ readonly text: string; readonly durationMs: number }>;
  /** Sends the end-of-call report. */
  hangUp(): Promise<void>;
}

export type VapiLine = (callId: string, callerNumber: string) => DialledCall;

/** As long as Vapi waits for a write by our tool settings; the back end always answers before. */
const TIMEOUT_MS = 15_000;

const text = z.string().min(1);
const answerSchema = z.object({
  results: z.tuple([
    z
      .object({ toolCallId: text, name: text, result: text.optional(), error: text.optional() })
      .refine(({ result, error }) => (result === undefined) !== (error === undefined)),
  ]),
});

/** Stands where Vapi stands: posts its messages to the api, with the shared secret, and reads the answers. */
export const createVapiLine =
  ({ apiUrl, webhookSecret, controlBaseUrl, now, clockMs, signal }: VapiLineOptions): VapiLine =>
  (callId, callerNumber) => {
    const startedAt = now();
    const spoken: SpokenLine[] = [];
    const facts = (): CallFacts => ({ callId, callerNumber, startedAt, sentAt: now(), spoken, controlBaseUrl });

    const post = async (url: string, body: object): Promise<unknown> => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Vapi-Secret': webhookSecret },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      if (response.status !== 200) throw new ScriptError(`The api answered HTTP ${response.status} instead of 200.`);
      return response.json();
    };

    return {
      heard: (role, message) => {
        spoken.push({ role, message, time: now().getTime() });
      },
      async ask({ tool, toolCallId, arguments: args }) {
        const url = `${apiUrl}/vapi/tools/${tool}`;
        const body = toolCallsBody(facts(), { id: toolCallId, name: tool, arguments: args }, url);
        const startMs = clockMs();
        const answer = answerSchema.safeParse(await post(url, body));
        const durationMs = clockMs() - startMs;
        if (!answer.success) throw new ScriptError('The api gave an answer that Vapi could not read.');
        const [{ result, error, ...echo }] = answer.data.results;
        if (echo.toolCallId !== toolCallId)
          throw new ScriptError('The api answered another tool call than it was asked.');
        return { text: result ?? error ?? '', durationMs };
      },
      async hangUp() {
        await post(`${apiUrl}/vapi/webhook`, endOfCallBody(facts()));
      },
    };
  };

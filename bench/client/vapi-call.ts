import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ToolName } from '../../src/domain/tools';
import type { HttpClient } from './http';

export interface Caller {
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth: string;
  readonly number: string;
}

/** A patient that the simulator has under every seed; the number is one kept for fiction. */
export const CALLER: Caller = {
  firstName: 'Maya',
  lastName: 'Brightwater',
  dateOfBirth: '1988-04-12',
  number: '+16025550142',
};
/** The line of the first sample practice. */
const PHONE_NUMBER_ID = 'num-dev-0001';

export interface ToolAnswer {
  readonly text: string;
  readonly elapsedMs: number;
}

export interface VapiCall {
  readonly id: string;
  /** Calls a tool as Vapi does, under a fresh tool call id. Throws unless the answer is a result with this status word. */
  tool(name: ToolName, args: Readonly<Record<string, unknown>>, status: 'OK' | 'SENT'): Promise<ToolAnswer>;
}

export interface VapiOptions {
  readonly apiUrl: string;
  readonly webhookSecret: string;
  readonly http: HttpClient;
  /** The line that is called; without it that of the first sample practice. */
  readonly phoneNumberId?: string;
  /** Where messages for live calls are taken; without it nobody takes them. */
  readonly controlBaseUrl?: string;
}

const answerSchema = z.object({ results: z.tuple([z.object({ result: z.string() })]) });

/** A phone call under a call id of its own. */
export function startVapiCall(options: VapiOptions): VapiCall {
  const { apiUrl, webhookSecret, http, phoneNumberId = PHONE_NUMBER_ID, controlBaseUrl } = options;
  const id = `call-${randomUUID()}`;
  const envelope = {
    id,
    type: 'inboundPhoneCall',
    phoneNumberId,
    customer: { number: CALLER.number },
    ...(controlBaseUrl === undefined
      ? {}
      : { monitor: { controlUrl: `${controlBaseUrl}/vapi-control/${id}/control` } }),
  };
  return {
    id,
    async tool(name, args, status) {
      const toolCall = { id: `call_${randomUUID()}`, type: 'function', function: { name, arguments: args } };
      const message = { type: 'tool-calls', toolCallList: [toolCall], call: envelope };
      const headers = { 'X-Vapi-Secret': webhookSecret };
      const answer = await http.post(`${apiUrl}/vapi/tools/${name}`, { message }, headers);
      const parsed = answerSchema.safeParse(answer.status === 200 ? JSON.parse(answer.body) : null);
      const text = parsed.data?.results[0].result ?? '';
      if (!text.startsWith(`${status}: `)) {
        throw new Error(`${name} was to answer ${status}, not ${answer.status} ${answer.body.slice(0, 300)}`);
      }
      return { text, elapsedMs: answer.elapsedMs };
    },
  };
}

/** The first short code of this kind in an answer's text, such as `S1` in "(S1)". */
export function firstCode(text: string, letter: 'P' | 'S'): string {
  const code = new RegExp(`\\((${letter}\\d+)\\)`).exec(text)?.[1];
  if (code === undefined) throw new Error(`no ${letter} code in "${text}"`);
  return code;
}

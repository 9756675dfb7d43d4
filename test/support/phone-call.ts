import { randomUUID } from 'node:crypto';
import { WEBHOOK_SECRET } from './environment';

export interface Heard {
  /** The whole text, and its first word up to the colon. */
  readonly text: string;
  readonly status: string;
  readonly channel: 'result' | 'error';
  readonly toolCallId: string;
}

export const MAYA = { firstName: 'Maya', lastName: 'Brightwater', dateOfBirth: '1988-04-12' };
export const MAYAS_NUMBER = '+16025550142';

interface CallOptions {
  readonly phoneNumberId?: string;
  readonly number?: string | null;
  /** What the assistant listens for, as Vapi says it beside the call. */
  readonly transcriberLanguage?: string;
  /** Where Vapi takes messages for this call; without it there is no way into it. */
  readonly controlUrl?: (callId: string) => string;
}

/** A phone call as Vapi reports it: tool calls under one call id, each answered in `results`. */
export class PhoneCall {
  readonly id = `call-${randomUUID()}`;

  constructor(
    private readonly apiUrl: string,
    private readonly options: CallOptions = {},
  ) {}

  get envelope(): Record<string, unknown> {
    const { phoneNumberId = 'num-dev-0001', number = MAYAS_NUMBER, controlUrl } = this.options;
    return {
      id: this.id,
      type: 'inboundPhoneCall',
      phoneNumberId,
      ...(number === null ? {} : { customer: { number } }),
      ...(controlUrl === undefined ? {} : { monitor: { controlUrl: controlUrl(this.id) } }),
    };
  }

  async tool(name: string, args: unknown, toolCallId = `call_${randomUUID()}`): Promise<Heard> {
    const toolCall = { id: toolCallId, type: 'function', function: { name, arguments: args } };
    const { transcriberLanguage: language } = this.options;
    const assistant = language === undefined ? {} : { assistant: { transcriber: { language } } };
    const message = { type: 'tool-calls', toolCallList: [toolCall], call: this.envelope, ...assistant };
    const response = await this.post(`/vapi/tools/${name}`, { message });
    expect(response.status).toBe(200);
    const { results } = (await response.json()) as { results: Record<string, string>[] };
    expect(results).toHaveLength(1);
    return heard(results[0] ?? {});
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-vapi-secret': WEBHOOK_SECRET, ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Verifies Maya and hears times for a cleaning; gives the codes that were spoken. */
  async verifyAndAsk(args: Record<string, unknown> = {}): Promise<{ patient: string; slots: string[] }> {
    const verified = await this.tool('search-patients', MAYA);
    const offered = await this.tool('check-availability', { appointmentType: 'cleaning', ...args });
    return { patient: codesIn(verified.text, 'P')[0] ?? '', slots: codesIn(offered.text, 'S') };
  }
}

export const codesIn = (text: string, letter: 'P' | 'S' | 'A'): string[] =>
  [...text.matchAll(new RegExp(`\\((${letter}\\d+)\\)`, 'g'))].map((match) => match[1] ?? '');

export function heard(entry: Record<string, string>): Heard {
  const channel = 'result' in entry ? 'result' : 'error';
  const text = entry[channel] ?? '';
  expect(text).not.toMatch(/[\r\n]/);
  return { text, channel, status: text.slice(0, text.indexOf(':')), toolCallId: entry['toolCallId'] ?? '' };
}

import { z } from 'zod';
import { startSimulator, type RunningSimulator, type SimulatorOptions } from './server';

/** Tuesday 4 March 2031, 10:00 in the practice's zone. */
const START_AT_MS = Date.UTC(2031, 2, 4, 15);
export const APP_HEADERS = { 'App-Id': 'sim-app-id', 'App-Key': 'sim-app-key' } as const;

const rowSchema = z.record(z.string(), z.string());
const pageSchema = z.object({ total_count: z.string(), items: z.array(rowSchema) });

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The flat JSON object of a statement or an error. */
  body(): Record<string, string>;
  /** The rows of a list, whichever way the envelope is wrapped; none for 204. */
  rows(): Record<string, string>[];
}

/** A simulator on a free port, with a clock that stands still until it is moved. For tests only. */
export interface TestSimulator extends RunningSimulator {
  advance(ms: number): void;
  /** A call below /v4 with the running request key, unless other headers are given. */
  call(method: string, path: string, options?: { headers?: Record<string, string>; body?: unknown }): Promise<Answer>;
  /** The headers with a new request key of the second office. */
  asSecondOffice(): Promise<Record<string, string>>;
  /** A call below /__sim; gives the parsed JSON. */
  control(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  /** Of one office, or of all without a setting of their own. */
  setKnobs(knobs: Record<string, unknown>, officeId?: string): Promise<void>;
  readonly requestKey: string;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: () => rowSchema.parse(JSON.parse(text)),
    rows: () => {
      if (text === '') return [];
      const parsed: unknown = JSON.parse(text);
      return pageSchema.parse(Array.isArray(parsed) ? parsed[0] : parsed).items;
    },
  };
}

const send = (url: string, method: string, headers: Record<string, string>, body: unknown): Promise<Response> =>
  fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

/** For the request key of the first office. */
export const FIRST_GRANT = {
  grant_type: 'request_key',
  office_id: 'D00001',
  secret_key: 'sim-secret-00001',
  app_id: 'sim-app-id',
  app_key: 'sim-app-key',
} as const;

/** For the request key of the second office, which is another customer's. */
export const SECOND_GRANT = { ...FIRST_GRANT, office_id: 'E00001', secret_key: 'sim-secret-e00001' } as const;

export async function openTestSimulator(options: SimulatorOptions = {}): Promise<TestSimulator> {
  let atMs = START_AT_MS;
  const simulator = await startSimulator({ now: () => new Date(atMs), writeDelayMs: 1_000, ...options });
  const granted = await answerOf(await send(`${simulator.baseUrl}/request_key`, 'POST', {}, FIRST_GRANT));
  const requestKey = granted.status === 200 ? (granted.body()['request_key'] ?? '') : '';
  const control: TestSimulator['control'] = async (method, path, body) => {
    const response = await send(`${simulator.controlUrl}${path}`, method, {}, body);
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  return {
    ...simulator,
    requestKey,
    advance(ms) {
      atMs += ms;
    },
    call: async (method, path, { headers = { 'Request-Key': requestKey }, body } = {}) =>
      answerOf(await send(`${simulator.baseUrl}${path}`, method, headers, body)),
    asSecondOffice: async () => {
      const answer = await answerOf(await send(`${simulator.baseUrl}/request_key`, 'POST', {}, SECOND_GRANT));
      return { 'Request-Key': answer.body()['request_key'] ?? '' };
    },
    control,
    setKnobs: async (knobs, officeId) => {
      const query = officeId === undefined ? '' : `?officeId=${officeId}`;
      const { status, json } = await control('PUT', `/knobs${query}`, knobs);
      if (status !== 200) throw new Error(`Knobs refused: ${JSON.stringify(json)}`);
    },
  };
}

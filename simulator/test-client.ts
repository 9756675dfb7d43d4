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
  /** A call below /__sim; gives the parsed JSON. */
  control(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  setKnobs(knobs: Record<string, unknown>): Promise<void>;
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

export const FIRST_GRANT = {
  grant_type: 'request_key',
  office_id: 'D00001',
  secret_key: 'sim-secret-00001',
  app_id: 'sim-app-id',
  app_key: 'sim-app-key',
} as const;

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
    control,
    setKnobs: async (knobs) => {
      const { status, json } = await control('PUT', '/knobs', knobs);
      if (status !== 200) throw new Error(`Knobs refused: ${JSON.stringify(json)}`);
    },
  };
}

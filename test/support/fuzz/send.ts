import { createRandom, type Random } from '../../../simulator/seed/prng';
import { WEBHOOK_SECRET } from '../environment';
import { otherBody, pickTool, toolCallBody } from './bodies';
import { encode, mutate } from './mutate';

/** One request, made from its seed and number alone, so that what failed can be sent again. */
export interface Mutant {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly isAuthentic: boolean;
  /** It says truly that it is JSON, so that nothing but the body decides what is answered. */
  readonly isDeclaredWell: boolean;
}

const GOOD: readonly [Record<string, string>, ...Record<string, string>[]] = [
  { 'x-vapi-secret': WEBHOOK_SECRET },
  { 'x-vapi-signature': WEBHOOK_SECRET },
];
const BAD: readonly [Record<string, string>, ...Record<string, string>[]] = [
  {},
  { 'x-vapi-secret': '' },
  { 'x-vapi-secret': WEBHOOK_SECRET.slice(0, -1) },
  { 'x-vapi-secret': `${WEBHOOK_SECRET}0` },
  { 'x-vapi-secret': WEBHOOK_SECRET.toUpperCase() },
  { 'x-vapi-secret': 'w'.repeat(5_000) },
  { 'x-vapi-signature': `sha256=${'0'.repeat(64)}` },
  { authorization: `Bearer ${WEBHOOK_SECRET}` },
];
const ILL_DECLARED: readonly [Record<string, string>, ...Record<string, string>[]] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  { 'content-type': 'application/json; charset=utf-16' },
];
const WELL_DECLARED: readonly [Record<string, string>, ...Record<string, string>[]] = [
  { 'content-type': 'application/json' },
  { 'content-type': 'application/json; charset=utf-8' },
];
const ODD_TOOLS: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'drop%20tables',
  '%F0%9F%98%80',
  'x'.repeat(300),
];

function pathFor(random: Random, tool: string): string {
  if (random.chance(0.25)) return '/vapi/webhook';
  if (random.chance(0.05)) return `/vapi/tools/${random.pick(ODD_TOOLS)}`;
  return `/vapi/tools/${random.chance(0.05) ? pickTool(random) : tool}`;
}

/** Calls of a few requests each: some ask more than once, as models do. */
const callIdFor = (random: Random, run: string): string => `call-fuzz-${run}-${String(random.integer(0, 2_000))}`;

/** @param run sets one run's calls apart from another's on the same stack */
export function mutantOf(seed: number, number: number, run: string): Mutant {
  const random = createRandom(seed, number);
  const tool = pickTool(random);
  const callId = callIdFor(random, run);
  const body = random.chance(0.1) ? otherBody(random, callId) : toolCallBody(random, tool, callId);
  const isAuthentic = random.chance(0.75);
  const isDeclaredWell = random.chance(0.97);
  return {
    path: pathFor(random, tool),
    headers: {
      ...random.pick(isAuthentic ? GOOD : BAD),
      ...random.pick(isDeclaredWell ? WELL_DECLARED : ILL_DECLARED),
    },
    bytes: encode(mutate(body, random), random),
    isAuthentic,
    isDeclaredWell,
  };
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly durationMs: number;
}

/** As long as Vapi waits unless it is told otherwise. */
const PATIENCE_MS = 20_000;

export async function send(apiUrl: string, { path, headers, bytes }: Mutant): Promise<Answered> {
  const startMs = performance.now();
  const post = (): Promise<Response> =>
    fetch(`${apiUrl}${path}`, { method: 'POST', headers, body: bytes, signal: AbortSignal.timeout(PATIENCE_MS) });
  // A connection kept alive may be closed by the server in the moment of its next use: once more, on a new one.
  const response = await post().catch((error: unknown) => {
    if (error instanceof TypeError) return post();
    throw error;
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, durationMs: performance.now() - startMs };
}

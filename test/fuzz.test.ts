import { findCanaries, phoneCanary, birthDateCanary, textCanary } from './support/canaries';
import { createTestProcesses } from './support/child-processes';
import { CANARIES } from './support/fuzz/bodies';
import { faultsOfAnswer, isAskingForTools, owedIds } from './support/fuzz/judge';
import { mutantOf, send, type Answered, type Mutant } from './support/fuzz/send';
import { placeOfText } from './support/places';
import { startStack } from './support/stack';

const SEED = 20_310_304;
const BODIES = 5_000;
const AT_A_TIME = 8;

/** What must not be found in any log, however a body is torn. */
const canaries = [
  textCanary('first name', CANARIES.firstName, 'zaphquillia'),
  textCanary('last name', CANARIES.lastName),
  textCanary('reason', CANARIES.reason, 'wisdomtoothish', 'glockenspiel'),
  textCanary('transcript', CANARIES.transcript, 'xylomandible'),
  textCanary('address', 'Wobblefangle'),
  textCanary('control URL', CANARIES.control),
  phoneCanary('phone', CANARIES.phone),
  birthDateCanary('birth date', CANARIES.birthDate),
];

/** The faults of one answer, each with the number by which its request can be made again. */
function faultsOf(number: number, mutant: Mutant, { status, text, headers }: Answered): string[] {
  const faults: string[] = [];
  if (mutant.isAuthentic && mutant.isDeclaredWell) faults.push(...faultsOfAnswer(mutant.bytes, status, text));
  else if (mutant.isAuthentic && status >= 500) faults.push(`HTTP ${String(status)}`);
  else if (!mutant.isAuthentic && !isRefused(status, headers, mutant.headers))
    faults.push(`HTTP ${String(status)} to a stranger`);
  return faults.map((fault) => `mutant ${String(number)}, ${mutant.path}: ${fault}`);
}

/** Who tries again and again may be told to wait. A packed body is refused before anybody unpacks or looks at it. */
const isRefused = (status: number, answered: Headers, sent: Mutant['headers']): boolean =>
  status === 401 ||
  (status === 429 && answered.has('retry-after')) ||
  (status === 415 && sent['content-encoding'] !== undefined);

describe('5,000 mutated bodies', () => {
  jest.setTimeout(300_000);

  const ends: (() => unknown)[] = [];
  const faults: string[] = [];
  const heard = new Map<string, number>();
  const refusals = new Set<string>();
  let answers = 0;
  let owed = 0;
  let slowestMs = 0;
  let output: readonly string[] = [];
  let metrics = '';

  const note = (mutant: Mutant, answered: Answered): void => {
    slowestMs = Math.max(slowestMs, answered.durationMs);
    if (!mutant.isAuthentic && answered.status === 401) refusals.add(answered.text);
    else if (mutant.isDeclaredWell) owed += owedIds(mutant.bytes).length;
    for (const [, word] of answered.text.matchAll(/"(?:result|error)":"([A-Z ]+): /g)) {
      answers += 1;
      heard.set(word ?? '', (heard.get(word ?? '') ?? 0) + 1);
    }
  };

  beforeAll(async () => {
    const stack = await startStack();
    ends.push(() => stack.stop());
    const processes = createTestProcesses();
    ends.push(() => processes.close());
    const api = await processes.start('api', { ...stack.env, LOG_LEVEL: 'trace' });
    output = api.output;
    let next = 0;
    const sendOnes = async (): Promise<void> => {
      for (let number = next++; number < BODIES; number = next++) {
        const mutant = mutantOf(SEED, number, 'all');
        const answered = await send(api.url, mutant).catch((error: unknown) => String(error));
        if (typeof answered === 'string')
          faults.push(`mutant ${String(number)}, ${mutant.path}: no answer, ${answered}`);
        else {
          note(mutant, answered);
          faults.push(...faultsOf(number, mutant, answered));
        }
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, sendOnes));
    metrics = await (await fetch(`${api.url}/metrics`)).text();
    await api.stop();
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  it('are all answered as they must be: no 5xx, and every id once, in one line that begins with a status word', () => {
    expect(faults.slice(0, 20)).toEqual([]);
  });

  it('reach the tools and are not all turned away at the door', () => {
    expect(owed).toBeGreaterThan(BODIES / 3);
    expect(answers).toBeGreaterThanOrEqual(owed);
    expect([...heard.keys()]).toEqual(expect.arrayContaining(['OK', 'NOT FOUND', 'NEED', 'NOT DONE', 'UNAVAILABLE']));
  });

  it('are answered before Vapi gives up waiting, the slowest of them too', () => {
    expect(slowestMs).toBeLessThan(15_000);
  });

  it('get one and the same refusal where they are not authenticated, whatever they hold', () => {
    expect(refusals.size).toBe(1);
  });

  it('leave nothing of the caller in logs and metrics', () => {
    const places = [placeOfText('log', output.join('\n')), placeOfText('metrics', metrics)];
    expect(output.join('\n')).toContain('started');
    expect(metrics).toContain('tool="book-appointment"');
    expect(findCanaries(places, canaries)).toEqual([]);
  });
});

describe('the judge of mutants', () => {
  const bytes = (body: unknown): Buffer => Buffer.from(JSON.stringify(body));
  const asked = bytes({ message: { type: 'tool-calls', toolCallList: [{ id: 'a' }, { id: 'b' }, { id: 'a' }, null] } });
  const results = (...entries: object[]): string => JSON.stringify({ results: entries });
  const one = { toolCallId: 'a', name: 'x', result: 'OK: fine.' };
  const two = { toolCallId: 'b', name: 'x', error: 'NEED: more.' };

  it('knows the ids that are owed an answer', () => {
    expect(owedIds(asked)).toEqual(['a', 'b']);
    expect(owedIds(bytes({ message: { type: 'hang', toolCallList: [{ id: 'a' }] } }))).toEqual([]);
    expect(owedIds(Buffer.from('{'))).toEqual([]);
    expect(isAskingForTools(bytes({ message: { functionCall: {} } }))).toBe(true);
  });

  it('is content with what is right', () => {
    expect(faultsOfAnswer(asked, 200, results(one, two))).toEqual([]);
    expect(faultsOfAnswer(Buffer.from('{'), 400, '')).toEqual([]);
  });

  it.each([
    ['an id that is missing', 200, results(one)],
    ['an id that is answered twice', 200, results(one, one, two)],
    ['another order', 200, results(two, one)],
    ['neither result nor error', 200, results(one, { toolCallId: 'b', name: 'x' })],
    ['both', 200, results(one, { ...two, result: 'OK: fine.' })],
    ['a word of no list', 200, results(one, { ...two, error: 'SORRY: more.' })],
    ['a word of the other channel', 200, results(one, { ...two, error: 'OK: more.' })],
    ['two lines', 200, results(one, { ...two, error: 'NEED: more\nthan that.' })],
    ['too many words', 200, results(one, { ...two, error: `NEED: ${'w'.repeat(500)}` })],
    ['no JSON', 200, 'fine'],
    ['a failure', 500, results(one, two)],
    ['a refusal', 400, ''],
  ])('is not content with %s', (_what, status, text) => {
    expect(faultsOfAnswer(asked, status, text)).not.toEqual([]);
  });
});

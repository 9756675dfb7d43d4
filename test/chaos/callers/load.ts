import type { Random } from '../../../simulator/seed/prng';
import { createRandom } from '../../../simulator/seed/prng';
import type { SimulatorControl } from '../storm/simulator-control';
import { KINDS, type CallKind, type Kind } from './kinds';
import { createLedger, type IntendedWrite, type Ledger } from './ledger';
import type { Line } from './line';
import { enterPatient, type Patient } from './people';
import { PhoneCall } from './phone-call';
import { PRACTICES, type CalledPractice } from './practices';

export interface Load {
  /** Calls that came to no write: nobody was verified, or no time was heard. */
  readonly barrenCalls: number;
  readonly calls: number;
  readonly intended: readonly IntendedWrite[];
}

const CALLERS_AT_ONCE = 10;

export interface LoadPlan {
  readonly line: Line;
  readonly control: SimulatorControl;
  readonly seed: number;
  readonly writes: number;
  readonly kinds: readonly CallKind[];
  /** By then no new call begins. */
  readonly untilMs: number;
  readonly onProgress: (intended: number) => void;
}

/** Which kinds can be played: those whose tools the api has. A tool that it has wants its arguments. */
export async function findPlayable(line: Line, mix: readonly Kind[] | null): Promise<readonly CallKind[]> {
  const wanted = KINDS.filter(({ kind }) => mix === null || mix.includes(kind));
  const tools = [...new Set(wanted.flatMap(({ needs }) => needs))];
  const call = { callId: 'call-probe', phoneNumberId: PRACTICES[0].phoneNumberId, number: null };
  const answers = await Promise.all(
    tools.map(async (tool) => {
      const text = await line.tool(call, { tool, toolCallId: `probe-${tool}`, arguments: {} });
      return [tool, text?.startsWith('NEED:') ?? false] as const;
    }),
  );
  const known = new Set(answers.filter(([, isKnown]) => isKnown).map(([tool]) => tool));
  return wanted.filter(({ needs }) => needs.every((tool) => known.has(tool)));
}

/** Callers, several at a time, until so many writes were wanted or the time is over. */
export async function playCallers(plan: LoadPlan): Promise<Load> {
  const random = createRandom(plan.seed, 'callers');
  const ledger = createLedger();
  let calls = 0;
  const hasMore = (): boolean => ledger.intended.length < plan.writes && performance.now() < plan.untilMs;

  async function keepCalling(): Promise<void> {
    while (hasMore()) {
      calls += 1;
      const { kind, call } = await nextCall(plan, ledger, random, calls);
      await kind.play(call);
      await call.hangUp();
      plan.onProgress(ledger.intended.length);
    }
  }

  await Promise.all(Array.from({ length: CALLERS_AT_ONCE }, keepCalling));
  const fertile = new Set(ledger.intended.map(({ callId }) => callId)).size;
  return { calls, barrenCalls: calls - fertile, intended: ledger.intended };
}

async function nextCall(
  { line, control, seed, kinds }: LoadPlan,
  ledger: Ledger,
  random: Random,
  number: number,
): Promise<{ readonly kind: CallKind; readonly call: PhoneCall }> {
  const kind = drawKind(kinds, random);
  const practice = random.pick(PRACTICES);
  const person = await enterPatiently(control, practice, number);
  const heardNumber = kind.isKnownNumber ? person.number : null;
  const call = new PhoneCall(line, ledger, createRandom(seed, 'call', number), number, practice, person, heardNumber);
  return { kind, call };
}

/** The simulator may be away for some seconds. */
async function enterPatiently(control: SimulatorControl, practice: CalledPractice, number: number): Promise<Patient> {
  for (;;) {
    try {
      return await enterPatient(control, practice, number);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

function drawKind(kinds: readonly CallKind[], random: Random): CallKind {
  let lot = random.next() * kinds.reduce((sum, { weight }) => sum + weight, 0);
  for (const kind of kinds) {
    lot -= kind.weight;
    if (lot < 0) return kind;
  }
  throw new Error('no kind of call can be played');
}

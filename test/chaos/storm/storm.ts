import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Random } from '../../../simulator/seed/prng';
import { pollUntil } from '../../../src/cli/dev/poll';
import type { ChaosStack } from '../stack/start-stack';
import type { Blow, Supervised } from '../stack/supervised';
import type { SimulatorControl } from './simulator-control';
import type { Climate } from './weather';

export interface Storm {
  /** No more blows; resolves when the last has been struck. */
  end(): Promise<void>;
  /** Blows by part: `Postgres (SIGKILL)` → 12. */
  struck(): ReadonlyMap<string, number>;
}

export interface StormPlan {
  readonly stack: ChaosStack;
  readonly control: SimulatorControl;
  readonly climate: Climate;
  readonly random: Random;
  readonly say: (line: string) => void;
}

const GAP_MS = [2_000, 9_000] as const;
const PAUSE_MS = [100, 3_000] as const;
const TWO_AT_ONCE = 0.15;
const DEPLOYS = 0.35;
/** Blows that wait for a write to be in flight, and how long they wait at most. */
const AIMED = 0.5;
const AIM_MS = 4_000;
const LOOK_MS = 20;
/** Of those, so many come as the practices' computers go off: what was taken shows nowhere when it is asked after. */
const DARK = 0.5;
const DARK_MS = [25_000, 45_000] as const;

type Victims = (stack: ChaosStack, random: Random) => readonly Supervised[];

const oneWorker: Victims = ({ workers }, random) => {
  const worker = workers[random.integer(0, workers.length - 1)];
  return worker === undefined ? [] : [worker];
};

/** By lot; what is here twice is hit twice as often. */
const ANYBODY: readonly [Victims, ...Victims[]] = [
  ({ api }) => [api],
  ({ api }) => [api],
  oneWorker,
  oneWorker,
  ({ temporal }) => [temporal],
  ({ postgres }) => [postgres],
  ({ simulator }) => [simulator],
];
/** Nobody knows which worker sends it. */
const WHO_SENDS: readonly [Victims, ...Victims[]] = [
  ({ workers }) => workers,
  ({ workers }) => workers,
  ({ postgres }) => [postgres],
  ({ simulator }) => [simulator],
];

/** Strikes parts of the stack at random moments, many of them while a write is in flight, until it is ended. */
export function startStorm({ stack, control, climate, random, say }: StormPlan): Storm {
  const struck = new Map<string, number>();
  const calm = new AbortController();

  const strike = (victim: Supervised, mark: string): void => {
    const canBeDeployed = victim === stack.api || stack.workers.includes(victim);
    const blow: Blow = canBeDeployed && mark === '' && random.chance(DEPLOYS) ? 'deploy' : 'kill';
    if (!victim.strike(blow, random.integer(...PAUSE_MS))) return;
    const name = `${victim.name} (${blow === 'kill' ? 'SIGKILL' : 'SIGTERM'}${mark})`;
    struck.set(name, (struck.get(name) ?? 0) + 1);
    say(`    ${new Date().toISOString().slice(11, 19)}  ${name}`);
  };

  async function rage(): Promise<void> {
    while (await nextMoment(random.integer(...GAP_MS), calm.signal)) {
      const isAimed = random.chance(AIMED);
      const victims = random.pick(isAimed ? WHO_SENDS : ANYBODY)(stack, random);
      const hasAim = isAimed && (await waitForWriteInFlight(control, calm.signal));
      if (hasAim && random.chance(DARK)) climate.darken(random.integer(...DARK_MS));
      for (const victim of victims) strike(victim, hasAim ? ', mid-write' : '');
      if (random.chance(TWO_AT_ONCE)) for (const other of random.pick(ANYBODY)(stack, random)) strike(other, '');
    }
  }

  const raging = rage();
  return {
    struck: () => struck,
    async end() {
      calm.abort();
      await raging;
    },
  };
}

const request = z.object({ durationMs: z.number().nullable() });

/** Whether the simulator works on a booking at this moment; false where none came in time. */
async function waitForWriteInFlight(control: SimulatorControl, signal: AbortSignal): Promise<boolean> {
  // A long list would take long to read, and the write would be over.
  await control.forgetRequests().catch(() => undefined);
  const isOneInFlight = async (): Promise<boolean> => {
    const requests = await control.list('/requests?method=POST&path=/appointment', request);
    return requests.some(({ durationMs }) => durationMs === null);
  };
  return pollUntil(isOneInFlight, { timeoutMs: AIM_MS, intervalMs: LOOK_MS, signal });
}

/** False once it is calm. */
const nextMoment = (ms: number, signal: AbortSignal): Promise<boolean> =>
  delay(ms, true, { signal }).catch(() => false);

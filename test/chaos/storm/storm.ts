import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../../simulator/seed/prng';
import type { ChaosStack } from '../stack/start-stack';
import type { Blow, Supervised } from '../stack/supervised';

export interface Storm {
  /** No more blows; resolves when the last has been struck. */
  end(): Promise<void>;
  /** Blows by part: `Postgres` → 12. */
  struck(): ReadonlyMap<string, number>;
}

const GAP_MS = [3_000, 12_000] as const;
const PAUSE_MS = [100, 3_000] as const;
const TWO_AT_ONCE = 0.15;
const DEPLOYS = 0.35;

type Victim = (stack: ChaosStack, random: Random) => Supervised;

/** By lot; what is here twice is hit twice as often. */
const VICTIMS: readonly [Victim, ...Victim[]] = [
  ({ api }) => api,
  ({ api }) => api,
  ({ workers }, random) => workers[random.integer(0, workers.length - 1)] ?? fail(),
  ({ workers }, random) => workers[random.integer(0, workers.length - 1)] ?? fail(),
  ({ temporal }) => temporal,
  ({ postgres }) => postgres,
  ({ simulator }) => simulator,
];

const fail = (): never => {
  throw new Error('there is no worker');
};

/** Strikes parts of the stack at random moments until it is ended. */
export function startStorm(stack: ChaosStack, random: Random, say: (line: string) => void): Storm {
  const struck = new Map<string, number>();
  const calm = new AbortController();

  const strike = (): void => {
    const victim = random.pick(VICTIMS)(stack, random);
    const canBeDeployed = victim === stack.api || stack.workers.includes(victim);
    const blow: Blow = canBeDeployed && random.chance(DEPLOYS) ? 'deploy' : 'kill';
    if (!victim.strike(blow, random.integer(...PAUSE_MS))) return;
    const name = `${victim.name} (${blow === 'kill' ? 'SIGKILL' : 'SIGTERM'})`;
    struck.set(name, (struck.get(name) ?? 0) + 1);
    say(`    ${new Date().toISOString().slice(11, 19)}  ${name}`);
  };

  async function rage(): Promise<void> {
    while (await nextMoment(random.integer(...GAP_MS), calm.signal)) {
      strike();
      if (random.chance(TWO_AT_ONCE)) strike();
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

/** False once it is calm. */
const nextMoment = (ms: number, signal: AbortSignal): Promise<boolean> =>
  delay(ms, true, { signal }).catch(() => false);

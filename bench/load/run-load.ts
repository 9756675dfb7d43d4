import type { ManagedProcess } from '../../src/cli/dev/managed-process';
import type { Say } from '../../src/cli/dev/output';
import { startBenchStack, type StackPlan } from '../stack/start-stack';
import { runAtCapacity, sustainedPerSecond, type CapacityRound } from './at-capacity';
import { runFlood, type FloodPlan, type FloodRound } from './flood';
import { FLOOD_SHARE, OTHERS_SHARE, type LoadPlan } from './load-plan';
import { nameOf, withCrew, type Crew, type CrewedScene } from './processes';
import { costTable, floodTable, throughputTable, type Measured } from './report';
import { openScene, type Scene } from './scene';
import { throttle } from './throttle';

export interface LoadOptions {
  readonly stackPlan: StackPlan;
  readonly load: LoadPlan;
  readonly say: Say;
}

const CREWS: readonly Crew[] = [
  { api: 1, worker: 1 },
  { api: 1, worker: 2 },
  { api: 2, worker: 2 },
];
/** Of the time, for each worker: so little that the rest of the machine keeps up with two of them. */
const SMALL_SHARE = 0.2;
/** What the flooding practice's office takes for every answer, where it is slow. */
const SLOW_MS = 1_500;

/** Many bookings at once: what the machine sustains, what each costs, and what practices feel of one that floods. */
export async function measureLoad({ stackPlan, load, say }: LoadOptions): Promise<string[]> {
  const pids = new Map<string, readonly number[]>();
  const onStarted = (part: ManagedProcess): void => {
    pids.set(part.name, [part.pid]);
    stackPlan.onStarted(part);
  };
  const watched: StackPlan = { ...stackPlan, onStarted, beside: 'front' };
  const stack = await startBenchStack(watched);
  const scene = await openScene({ stack, stackPlan: watched, load, pids, say });
  say(`${load.practices} practices; warming up`);
  await runAtCapacity({ ...scene, load: { ...load, bookings: load.warmUp } }, [scene.apiUrl]);

  const free = await measureCrews({ ...scene, pids }, CREWS, (work) => work());
  const [first] = free;
  if (first === undefined) throw new Error('nothing was measured');
  const small = await measureCrews({ ...scene, pids }, CREWS.slice(0, 2), (work) => inSmallShares(pids, work));
  const capacity = first.rounds.reduce((sum, round) => sum + sustainedPerSecond(round), 0) / first.rounds.length;
  const parts = [
    `Throughput (wanted: two workers ≥ 1.7 × one where cores allow)\n${throughputTable(free)}`,
    `Each worker on ${SMALL_SHARE * 100}% of a core, so that it is what there is too little of\n${throughputTable(small)}`,
    `Processor time of a booking, ${first.name}\n${costTable(first)}`,
    await measureFlood(scene, capacity, 0, 'One practice floods (wanted: p99 of the others ≤ 1.5 × alone)'),
    await measureFlood(
      scene,
      capacity,
      SLOW_MS,
      `The same, and the office of the one that floods takes ${SLOW_MS} ms for each answer`,
    ),
  ];
  await scene.close();
  return parts;
}

type Around = <T>(work: () => Promise<T>) => Promise<T>;

/** Each round has every crew in turn. */
async function measureCrews(scene: CrewedScene, crews: readonly Crew[], around: Around): Promise<Measured[]> {
  const measured = crews.map((crew) => ({ name: nameOf(crew), rounds: [] as CapacityRound[] }));
  for (let round = 1; round <= scene.load.rounds; round++) {
    for (const [at, crew] of crews.entries()) {
      const one = await withCrew(scene, crew, (apiUrls) => around(() => runAtCapacity(scene, apiUrls)));
      measured[at]?.rounds.push(one);
      scene.say(`${nameOf(crew)}, round ${round}: ${sustainedPerSecond(one).toFixed(1)} bookings a second`);
    }
  }
  return measured;
}

async function inSmallShares<T>(pids: ReadonlyMap<string, readonly number[]>, work: () => Promise<T>): Promise<T> {
  const release = throttle(pids.get('worker') ?? [], SMALL_SHARE);
  try {
    return await work();
  } finally {
    release();
  }
}

async function measureFlood(scene: Scene, capacityPerSecond: number, slowMs: number, title: string): Promise<string> {
  const { load, say } = scene;
  const quiet: FloodRound[] = [];
  const flooded: FloodRound[] = [];
  const othersPerSecond = capacityPerSecond * OTHERS_SHARE;
  const floodPerSecond = capacityPerSecond * FLOOD_SHARE;
  for (let round = 1; round <= load.rounds; round++) {
    const plan: FloodPlan = { othersPerSecond, floodPerSecond, seconds: load.seconds, seed: round, slowMs };
    quiet.push(await runFlood(scene, { ...plan, floodPerSecond: 0 }));
    flooded.push(await runFlood(scene, plan));
    say(`${title}: round ${round} of ${load.rounds}`);
  }
  const rates = `${(load.practices - 1).toFixed(0)} practices with ${othersPerSecond.toFixed(1)} bookings a second between them, one with ${floodPerSecond.toFixed(1)}`;
  return `${title}\n${rates}\n${floodTable(quiet, flooded)}`;
}

import { driveAtOnce, type Driven } from './drive';
import { interleave } from './prepare-bookings';
import { readProcessorTimes } from './processor-time';
import type { Scene } from './scene';

/** Everything that is busy while bookings are made, in the order of the report. */
export const PARTS = ['api', 'worker', 'Temporal', 'Postgres', 'simulator', 'callers'] as const;
export type Part = (typeof PARTS)[number];

/** One round at capacity: bookings that come as fast as they are answered. */
export interface CapacityRound extends Driven {
  /** From the first request until no workflow had anything left to do. */
  readonly untilDoneMs: number;
  /** Processor time of each part, in milliseconds, over all of it. */
  readonly processorMs: Readonly<Record<Part, number>>;
  /** The part of it that ran on the first threads of api and worker: a process of each has one. */
  readonly mainThreadMs: Readonly<Record<'api' | 'worker', number>>;
}

/** The wait before the first look at a write-back: nothing is done in it. */
const IDLE_MS = 1_000;

/** Bookings a second that are made and seen to their end. */
export const sustainedPerSecond = ({ answersMs, untilDoneMs }: CapacityRound): number =>
  answersMs.length / ((untilDoneMs - IDLE_MS) / 1_000);

/** @param apiUrls the processes of the api that take the calls */
export async function runAtCapacity(scene: Scene, apiUrls: readonly string[]): Promise<CapacityRound> {
  const { load, practices, prepare, drain } = scene;
  const byPractice = await prepare(practices, Math.ceil(load.bookings / practices.length), apiUrls);
  const bookings = interleave(byPractice);
  await drain();
  const before = readParts(scene);
  const startedAt = performance.now();
  const driven = await driveAtOnce(bookings, load.callers);
  await drain();
  const untilDoneMs = performance.now() - startedAt;
  const after = readParts(scene);
  const spent = (part: Part, what: 'allMs' | 'mainThreadMs'): number => after[part][what] - before[part][what];
  return {
    ...driven,
    untilDoneMs,
    processorMs: Object.fromEntries(PARTS.map((part) => [part, spent(part, 'allMs')])) as Record<Part, number>,
    mainThreadMs: { api: spent('api', 'mainThreadMs'), worker: spent('worker', 'mainThreadMs') },
  };
}

type PartTimes = Record<Part, { readonly allMs: number; readonly mainThreadMs: number }>;

function readParts({ pids }: Scene): PartTimes {
  const ofPart = (part: Part): readonly number[] => (part === 'callers' ? [process.pid] : (pids.get(part) ?? []));
  const times = PARTS.map((part): [Part, PartTimes[Part]] => {
    const each = readProcessorTimes(ofPart(part));
    const sum = (what: 'allMs' | 'mainThreadMs'): number => each.reduce((total, time) => total + time[what], 0);
    // What the benchmark started is not its own work.
    return [part, { allMs: sum(part === 'callers' ? 'mainThreadMs' : 'allMs'), mainThreadMs: sum('mainThreadMs') }];
  });
  return Object.fromEntries(times) as PartTimes;
}

import { arrivals } from './arrivals';
import { driveArrivals, type Driven } from './drive';
import { interleave } from './prepare-bookings';
import type { Scene } from './scene';

/** What two rounds with the same callers are held against each other by. */
export interface FloodRound {
  readonly others: Driven;
  /** Null in a round without it. */
  readonly flood: Driven | null;
}

export interface FloodPlan {
  /** Bookings a second of all others together, and of the practice that floods; 0 is a round without a flood. */
  readonly othersPerSecond: number;
  readonly floodPerSecond: number;
  readonly seconds: number;
  readonly seed: number;
  /** What the office of the practice that floods takes for every answer meanwhile. */
  readonly slowMs: number;
}

/** The practices book at a slow steady rate, each in its turn; the first one floods, or is silent. */
export async function runFlood(scene: Scene, plan: FloodPlan): Promise<FloodRound> {
  const { othersPerSecond, floodPerSecond, seconds, seed, slowMs } = plan;
  const { practices, prepare, drain, simulator, floodingOfficeId } = scene;
  const [flooding, ...others] = practices;
  if (flooding === undefined) throw new Error('there are no practices');
  const othersAtMs = arrivals(othersPerSecond, seconds, seed);
  const floodAtMs = floodPerSecond === 0 ? [] : arrivals(floodPerSecond, seconds, seed + 1_000);
  const inTurn = interleave(await prepare(others, Math.ceil(othersAtMs.length / others.length)));
  const [flood = []] = await prepare([flooding], floodAtMs.length);
  await drain();
  await simulator.slowOffice(floodingOfficeId, slowMs);
  const [ofOthers, ofFlood] = await Promise.all([driveArrivals(inTurn, othersAtMs), driveArrivals(flood, floodAtMs)]);
  await simulator.slowOffice(floodingOfficeId, 0);
  await drain();
  return { others: ofOthers, flood: floodPerSecond === 0 ? null : ofFlood };
}

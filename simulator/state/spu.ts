import type { Knobs } from '../knobs/board';

type Outages = Knobs['spu.outages'];

/** Whether the practice's utility is there at the instant, by switch and by schedule. */
export const isSpuOnline = (settings: Readonly<Knobs>, atMs: number): boolean =>
  settings['spu.online'] &&
  !settings['spu.outages'].some(({ from, to }) => Date.parse(from) <= atMs && atMs < Date.parse(to));

/** When a write of that delay is done: whatever an outage interrupts starts over when the utility is back. */
export function dueAfterOutages(startMs: number, delayMs: number, outages: Outages): number {
  const inOrder = outages
    .map(({ from, to }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) }))
    .sort((one, other) => one.fromMs - other.fromMs);
  let dueAtMs = startMs + delayMs;
  for (const { fromMs, toMs } of inOrder) {
    const isInTheWay = dueAtMs >= fromMs && dueAtMs - delayMs < toMs;
    if (isInTheWay) dueAtMs = toMs + delayMs;
  }
  return dueAtMs;
}

/** A generator of equal numbers for equal seeds, from 0 to below 1 (mulberry32). */
function createLots(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * When callers who know nothing of each other arrive: milliseconds from the start, in order, on average `perSecond` of
 * them, with gaps of an exponential distribution. The same for the same seed, so that two rounds can have the same callers.
 */
export function arrivals(perSecond: number, seconds: number, seed: number): number[] {
  const next = createLots(seed);
  const times: number[] = [];
  for (let atMs = 0; ;) {
    atMs += (-Math.log(1 - next()) / perSecond) * 1_000;
    if (atMs >= seconds * 1_000) return times;
    times.push(atMs);
  }
}

import type { IANAZone } from 'luxon';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** Milliseconds by which a wall clock is ahead of UTC at an instant. */
export type OffsetAt = (atMs: number) => number;

/** A zone's own offsets. Each question costs microseconds: it goes through the runtime's date formatting. */
export const offsetsOf =
  (zone: IANAZone): OffsetAt =>
  (atMs) =>
    zone.offset(atMs) * MS_PER_MINUTE;

/**
 * The instants that a wall-clock time may mean. `once`: one, so both are equal. `twice`: the clocks went back, both
 * happen. `never`: the clocks went forward over it; the two are the time read with the offset after and before the
 * change, and `resumesAtMs`, between them, is the instant at which the clock jumped past it.
 */
export type WallReading =
  | { readonly kind: 'once' | 'twice'; readonly earliestMs: number; readonly latestMs: number }
  | {
      readonly kind: 'never';
      readonly earliestMs: number;
      readonly latestMs: number;
      readonly resumesAtMs: number;
    };

/** The instant in (fromMs, toMs] at which the one change of offset between the two falls; changes fall on minutes. */
export function changeBetween(offsetAt: OffsetAt, fromMs: number, toMs: number): number {
  const after = offsetAt(toMs);
  let before = fromMs;
  let reached = toMs;
  while (reached - before > MS_PER_MINUTE) {
    const middle = before + Math.floor((reached - before) / 2 / MS_PER_MINUTE) * MS_PER_MINUTE;
    if (offsetAt(middle) === after) reached = middle;
    else before = middle;
  }
  return reached;
}

/**
 * Reads a wall-clock time. `naiveMs` is that time as if the clock ran on UTC. A day on either side has the offsets from
 * before and after any change of the clocks near it; no zone changes twice within three days.
 */
export function readWallTime(offsetAt: OffsetAt, naiveMs: number): WallReading {
  const withBefore = naiveMs - offsetAt(naiveMs - MS_PER_DAY);
  const withAfter = naiveMs - offsetAt(naiveMs + MS_PER_DAY);
  const isReal = (atMs: number): boolean => atMs + offsetAt(atMs) === naiveMs;
  const earliestMs = Math.min(withBefore, withAfter);
  const latestMs = Math.max(withBefore, withAfter);
  if (isReal(earliestMs)) {
    if (earliestMs !== latestMs && isReal(latestMs)) return { kind: 'twice', earliestMs, latestMs };
    return { kind: 'once', earliestMs, latestMs: earliestMs };
  }
  if (isReal(latestMs)) return { kind: 'once', earliestMs: latestMs, latestMs };
  return { kind: 'never', earliestMs, latestMs, resumesAtMs: changeBetween(offsetAt, earliestMs, latestMs) };
}

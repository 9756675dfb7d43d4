const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const repeat = (times: number, delayMs: number): number[] => Array.from({ length: times }, () => delayMs);

/** After proof that a write was not taken: quick while the caller waits, then for about ten minutes. */
export const SEND_RETRY_DELAYS_MS = [250, SECOND, 2 * SECOND, 5 * SECOND, ...repeat(20, 30 * SECOND)];

/** Write-backs take from seconds to as long as the practice's computer is off: seconds, then minutes, up to a day. */
export const WRITEBACK_POLL_DELAYS_MS = [
  SECOND,
  ...repeat(10, 2 * SECOND),
  ...repeat(8, 10 * SECOND),
  ...repeat(30, MINUTE),
  ...repeat(282, 5 * MINUTE),
];

/** Reads lag behind the PMS by minutes to a day (Sikka's default refresh is nightly). */
export const READ_BACK_DELAYS_MS = [10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 21 * HOUR];

/** How long a person may take to decide. After it the task alone stands, in our own database. */
export const PERSON_DECIDES_MS = 30 * 24 * HOUR;

/** After the window of look-ups: a visit may show as late as Sikka's next nightly refresh, or the one after. */
export const LATER_LOOKS_MS = [HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR, PERSON_DECIDES_MS];

/** Back-off from half a second to a minute, until the window is used up. */
export function lookUpDelaysMs(windowMs: number): number[] {
  const delays: number[] = [];
  let spentMs = 0;
  for (let nextMs = 500; spentMs < windowMs; nextMs = Math.min(nextMs * 2, MINUTE)) {
    delays.push(Math.min(nextMs, windowMs - spentMs));
    spentMs += nextMs;
  }
  return delays;
}

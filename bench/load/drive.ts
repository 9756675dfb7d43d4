import type { PreparedBooking } from './prepare-bookings';

export interface Driven {
  /** First answers with SENT, in milliseconds. */
  readonly answersMs: readonly number[];
  /** Answers that said something else. */
  readonly others: number;
  /** From the first request to the last answer. */
  readonly elapsedMs: number;
}

const countOf = (answers: readonly (number | null)[], startedAt: number): Driven => ({
  answersMs: answers.filter((ms) => ms !== null),
  others: answers.filter((ms) => ms === null).length,
  elapsedMs: performance.now() - startedAt,
});

/** So many callers at a time, each asking again as soon as it was answered: as much as there is room for. */
export async function driveAtOnce(bookings: readonly PreparedBooking[], callers: number): Promise<Driven> {
  const startedAt = performance.now();
  const left = [...bookings];
  const answers: (number | null)[] = [];
  const call = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) answers.push(await next());
  };
  await Promise.all(Array.from({ length: callers }, call));
  return countOf(answers, startedAt);
}

/** Callers who arrive when they arrive, whether or not those before them were answered. */
export async function driveArrivals(bookings: readonly PreparedBooking[], atMs: readonly number[]): Promise<Driven> {
  const startedAt = performance.now();
  const answers: Promise<number | null>[] = [];
  for (const [n, time] of atMs.entries()) {
    const booking = bookings[n];
    if (booking === undefined) throw new Error('there are more arrivals than bookings were prepared');
    const waitMs = startedAt + time - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    answers.push(booking());
  }
  return countOf(await Promise.all(answers), startedAt);
}

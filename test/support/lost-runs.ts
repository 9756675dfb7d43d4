import type { Random } from '../../simulator/seed/prng';
import { addDays } from '../../src/domain/time/practice-time';
import { bookingsOf, type BookingRow } from './bookings';
import { drawCircumstances } from './lost-circumstances';
import { callAndAsk, type BookingCall, type CalledOffice } from './lost-practice';
import { readPostedCodes } from './lost-records';
import type { TestStack } from './stack';
import { waitFor } from './wait';

/** A booking under circumstances that were drawn by lot. */
export interface Run {
  readonly booking: BookingRow;
  /** The status word that the caller heard; the answer may come long after the request to the office. */
  readonly said: Promise<string>;
}

/** Bookings of one office that are under way at a time. */
const BATCH_SIZE = 4;
/** Batches in which a request key dies. More of them within a minute, and the office would be left alone for a while. */
const DEAD_KEY_BATCHES: readonly number[] = [1, 5];
const POSTED_TIMEOUT_MS = 60_000;
/** Counted from today: the simulator's books begin to be free from here, and end before the last. */
const FIRST_DAY = 2;
const LAST_DAY = 150;

/**
 * Books at the practices of one office until there are `count` runs: a call for each day, the times of a call together
 * and under one draw. No caller is waited for: the next draw is made as soon as the requests have reached the office.
 */
export async function playRuns(
  stack: TestStack,
  practices: CalledOffice,
  { random, count }: { readonly random: Random; readonly count: number },
): Promise<Run[]> {
  const [{ officeId }] = practices;
  const today = new Date().toISOString().slice(0, 10);
  const runs: Run[] = [];
  for (let day = FIRST_DAY, batch = 0; runs.length < count; day += 1) {
    if (day > LAST_DAY) throw new Error(`the office has no time for ${String(count)} visits`);
    const practice = practices[day % practices.length] ?? practices[0];
    const call = await callAndAsk(stack, practice, { number: day, date: addDays(today, day) });
    const slots = call.slots.slice(0, Math.min(BATCH_SIZE, count - runs.length));
    if (slots.length === 0) continue;
    const circumstances = drawCircumstances(random, { hasDeadKey: DEAD_KEY_BATCHES.includes(batch) });
    await stack.simulator.put(`/knobs?officeId=${officeId}`, circumstances);
    runs.push(...(await bookAtOnce(stack, call, slots)));
    batch += 1;
  }
  return runs;
}

async function bookAtOnce(
  { database, simulator }: TestStack,
  call: BookingCall,
  slots: readonly string[],
): Promise<Run[]> {
  const said = new Map(slots.map((slot) => [slot, call.book(slot).then(({ status }) => status)]));
  const bookings = await waitFor(
    'the requests to reach the office',
    async () => {
      const held = await bookingsOf(database, call.callId);
      if (held.length < slots.length) return null;
      const posted = await readPostedCodes(simulator);
      return held.every((booking) => posted.has(booking.reference_code)) ? held : null;
    },
    POSTED_TIMEOUT_MS,
  );
  const offered = await database.query<{ id: string; code: string }>(
    'SELECT b.id, o.code FROM bookings b JOIN offers o ON o.id = b.offer_id WHERE b.id = ANY($1)',
    [bookings.map(({ id }) => id)],
  );
  return bookings.map((booking) => {
    const slot = offered.find(({ id }) => id === booking.id)?.code ?? '';
    return { booking, said: said.get(slot) ?? Promise.resolve('nothing') };
  });
}

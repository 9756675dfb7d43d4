import { addDays, weekdayOf } from '../../src/domain/time/practice-time';
import type { SimulatedOffice } from '../stack/simulator-control';

/** The days from tomorrow on that the practice works, over and over: bookings spread out, as each takes a time away. */
export function* openDays({ today, lastDate, holidays }: SimulatedOffice): Generator<string, never> {
  const days: string[] = [];
  for (let date = addDays(today, 1); date <= lastDate; date = addDays(date, 1)) {
    if (!['saturday', 'sunday'].includes(weekdayOf(date)) && !holidays.includes(date)) days.push(date);
  }
  for (;;) yield* days;
}

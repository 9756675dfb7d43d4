import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { z } from 'zod';
import { addDays, timeOfMinutes, toInstant } from '../../src/domain/time/practice-time';
import { CALLER, firstCode, startVapiCall, type VapiCall, type VapiOptions } from '../client/vapi-call';
import type { LoadPractice } from './practice';

/** One booking that only has to be asked for: the milliseconds until its first answer, or null where that is not SENT. */
export type PreparedBooking = () => Promise<number | null>;

const FIRST_DAY = '2040-01-02';
const DAYS_OF_A_PRACTICE = 400;
const FIRST_MINUTE = 8 * 60;
const STEP_MINUTES = 30;
const TIMES_A_DAY = 16;
/** Bookings of one call. They take turns, as they count on the call's own row. */
const BOOKINGS_PER_CALL = 8;
const PREPARED_AT_ONCE = 4;

const sessionSchema = z.object({ id: z.uuid() });

/**
 * Prepares bookings as callers do, with a call that is verified by search-patients, except for the offers: those are put
 * on record here, at times that nobody else has, far from now. So there are as many free times as a load needs.
 */
export function createPreparer(api: VapiOptions, owner: Client) {
  /** Times that were given out, by practice. */
  const taken = new Map<number, number>();

  const nextTime = ({ index, timeZone }: LoadPractice) => {
    const count = taken.get(index) ?? 0;
    taken.set(index, count + 1);
    const date = addDays(FIRST_DAY, index * DAYS_OF_A_PRACTICE + Math.floor(count / TIMES_A_DAY));
    const time = timeOfMinutes(FIRST_MINUTE + (count % TIMES_A_DAY) * STEP_MINUTES);
    const startsAt = toInstant(timeZone, date, time);
    if (!startsAt.ok) throw new RangeError('a working hour exists on every day');
    return { date, time, startsAt: startsAt.value };
  };

  async function offer(practice: LoadPractice, vapiCallId: string, code: string): Promise<void> {
    const { date, time, startsAt } = nextTime(practice);
    const endsAt = new Date(startsAt.getTime() + practice.durationMinutes * 60_000);
    const { rows } = await owner.query(
      `INSERT INTO offers (id, account_id, call_session_id, code, provider_id, operatory, starts_at, ends_at, local_date,
           local_time, appointment_type_id)
         SELECT $1, account_id, id, $2, $3, $4, $5, $6, $7, $8, $9 FROM call_sessions
          WHERE account_id = $10 AND vapi_call_id = $11 RETURNING id`,
      [
        ...[randomUUID(), code, practice.providerId, practice.operatory, startsAt, endsAt, date, time],
        ...[practice.appointmentTypeId, practice.accountId, vapiCallId],
      ],
    );
    sessionSchema.parse(rows[0]);
  }

  async function prepareCall(practice: LoadPractice, count: number, apiUrl: string): Promise<PreparedBooking[]> {
    const { firstName, lastName, dateOfBirth } = CALLER;
    const call = startVapiCall({ ...api, apiUrl, phoneNumberId: practice.phoneNumberId });
    const verified = await call.tool('search-patients', { firstName, lastName, dateOfBirth }, 'OK');
    const patient = firstCode(verified.text, 'P');
    const bookings: PreparedBooking[] = [];
    for (let at = 1; at <= count; at++) {
      await offer(practice, call.id, `S${at}`);
      bookings.push(() => book(call, { patient, slot: `S${at}` }));
    }
    return bookings;
  }

  /** So many bookings of each practice; its calls are shared out among the api's processes. */
  return async function prepare(
    practices: readonly LoadPractice[],
    each: number,
    apiUrls: readonly string[] = [api.apiUrl],
  ): Promise<PreparedBooking[][]> {
    const prepared = practices.map((): PreparedBooking[][] => []);
    const calls = practices.flatMap((practice, at) =>
      Array.from({ length: Math.ceil(each / BOOKINGS_PER_CALL) }, (_, n) => ({
        practice,
        at,
        apiUrl: apiUrls[(at + n) % apiUrls.length] ?? api.apiUrl,
        count: Math.min(BOOKINGS_PER_CALL, each - n * BOOKINGS_PER_CALL),
      })),
    );
    const work = async (): Promise<void> => {
      for (let next = calls.shift(); next !== undefined; next = calls.shift()) {
        prepared[next.at]?.push(await prepareCall(next.practice, next.count, next.apiUrl));
      }
    };
    await Promise.all(Array.from({ length: PREPARED_AT_ONCE }, work));
    return prepared.map(interleave);
  };
}
export type Prepare = ReturnType<typeof createPreparer>;

async function book(call: VapiCall, args: { readonly patient: string; readonly slot: string }): Promise<number | null> {
  try {
    return (await call.tool('book-appointment', args, 'SENT')).elapsedMs;
  } catch {
    return null;
  }
}

/** One of each list after the other, over and over: what belongs together is as far apart as can be. */
export const interleave = <T>(lists: readonly (readonly T[])[]): T[] =>
  Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) }, (_, n) =>
    lists.flatMap((list) => list.slice(n, n + 1)),
  ).flat();

import type { TestSimulator, SimulatedVisit } from './simulator';
import type { TestDatabase } from './database';
import { waitFor } from './wait';

export interface BookingRow {
  readonly id: string;
  readonly state: string;
  readonly reason_code: string | null;
  readonly reference_code: string;
  readonly workflow_id: string;
  readonly local_date: string;
  readonly local_time: string;
  readonly provider_id: string;
  readonly operatory: string;
  readonly hold_expires_at: Date | null;
}

/** The bookings of one phone call as our own database has them, oldest first. */
export const bookingsOf = (database: TestDatabase, callId: string): Promise<BookingRow[]> =>
  database.query<BookingRow>(
    `SELECT b.* FROM bookings b JOIN call_sessions s ON s.id = b.call_session_id
      WHERE s.vapi_call_id = $1 ORDER BY b.created_at`,
    [callId],
  );

/** Waits until the call's first booking is in this state. */
export const waitForState = (
  database: TestDatabase,
  callId: string,
  state: string,
  timeoutMs?: number,
): Promise<BookingRow> =>
  waitFor(
    `a booking that is ${state}`,
    async () => (await bookingsOf(database, callId)).find((booking) => booking.state === state),
    timeoutMs,
  );

/** What the practice's own book holds under the booking's reference code. */
export async function visitsOf(simulator: TestSimulator, booking: BookingRow): Promise<SimulatedVisit[]> {
  const visits = await simulator.visitsOn(booking.local_date);
  return visits.filter(({ description }) => description.includes(booking.reference_code));
}

/** What the staff are asked to settle about a booking; that somebody tell the patient, whom no call could, left out. */
export const tasksOf = (database: TestDatabase, booking: BookingRow) =>
  database.query(`SELECT kind, reason_code, status FROM staff_tasks WHERE booking_id = $1 AND kind <> 'tell-patient'`, [
    booking.id,
  ]);

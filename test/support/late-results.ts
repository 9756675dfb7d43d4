import { createHmac } from 'node:crypto';
import { bookingsOf, waitForState, type BookingRow } from './bookings';
import { APP_URL, TWILIO_TOKEN } from './environment';
import type { PhoneCall } from './phone-call';
import type { TestStack } from './stack';
import { waitFor } from './wait';

export interface ArrivedText {
  readonly to: string;
  readonly body: string;
}

export interface ArrivedMessage {
  readonly callId: string;
  readonly body: { readonly type: string; readonly message?: { readonly role: string; readonly content: string } };
}

export const textsAt = async ({ simulator }: TestStack): Promise<readonly ArrivedText[]> =>
  ((await simulator.get('/texts')) as { items: ArrivedText[] }).items;

export const messagesFor = async ({ simulator }: TestStack, callId: string): Promise<readonly ArrivedMessage[]> =>
  ((await simulator.get(`/control?callId=${callId}`)) as { items: ArrivedMessage[] }).items;

/** A zone without summer time in which it is this hour now. */
export function zoneWhereItIs(hour: number): string {
  const offset = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  if (offset === 0) return 'Etc/UTC';
  // The sign in these names is the other way round.
  return `Etc/GMT${offset > 0 ? '-' : '+'}${String(Math.abs(offset))}`;
}

export interface Circumstances {
  readonly hasConsent: boolean;
  /** What the practice's clock shows when the news comes. */
  readonly hour?: number;
  readonly hasHungUp?: boolean;
  /** Done just before the news comes. */
  readonly beforeNews?: () => Promise<unknown>;
}

/**
 * Books while the practice's computer is off; what is to be so when the news comes is made so in between. The news comes
 * when it is on again, and this gives the booking as it is confirmed.
 */
export async function bookAndConfirm(stack: TestStack, call: PhoneCall, at: Circumstances): Promise<BookingRow> {
  const { database, simulator } = stack;
  await database.query(`UPDATE pms_integrations SET time_zone = 'America/Phoenix'`);
  // Days ahead: whenever this runs, the next morning is before the visit.
  const startDate = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const { patient, slots } = await call.verifyAndAsk({ startDate });
  await simulator.put('/spu', { online: false });
  const sent = await call.tool('book-appointment', { patient, slot: slots[0] });
  expect(sent.status).toBe('SENT');
  const [booking] = await bookingsOf(database, call.id);
  await database.query('UPDATE bookings SET text_consent = $2 WHERE id = $1', [booking?.id, at.hasConsent]);
  if (at.hasHungUp === true) await hangUp(call);
  await database.query('UPDATE pms_integrations SET time_zone = $1', [zoneWhereItIs(at.hour ?? 12)]);
  await at.beforeNews?.();
  await simulator.put('/spu', { online: true });
  return waitForState(database, call.id, 'confirmed');
}

export async function hangUp(call: PhoneCall): Promise<void> {
  const message = { type: 'end-of-call-report', endedReason: 'customer-ended-call', call: call.envelope };
  expect((await call.post('/vapi/webhook', { message })).status).toBe(200);
}

export const promisesOf = ({ database }: TestStack, booking: BookingRow, channel: string) =>
  database.query<{ status_word: string; promised_at: Date }>(
    'SELECT status_word, promised_at FROM promises WHERE booking_id = $1 AND channel = $2',
    [booking.id, channel],
  );

export const auditOf = ({ database }: TestStack, booking: BookingRow, action: string) =>
  database.query<{ kind: string; outcome: string; created_at: Date; response_status: number | null }>(
    `SELECT kind, outcome, created_at, response_status FROM pms_audit_logs WHERE workflow_id = $1 AND action = $2
      ORDER BY chain_seq`,
    [booking.workflow_id, action],
  );

const tellTasksOf = ({ database }: TestStack, booking: BookingRow) =>
  database.query<{ reason_code: string }>(
    `SELECT reason_code FROM staff_tasks WHERE booking_id = $1 AND kind = 'tell-patient'`,
    [booking.id],
  );

/** Waits for the task that asks somebody to tell the patient. */
export const waitForTellTask = (stack: TestStack, booking: BookingRow) =>
  waitFor('a task to tell the patient', async () => (await tellTasksOf(stack, booking))[0]);

export const hasTellTask = async (stack: TestStack, booking: BookingRow): Promise<boolean> =>
  (await tellTasksOf(stack, booking)).length > 0;

/** A text that somebody sends us, as Twilio delivers it. */
export function textUs({ apiUrl }: TestStack, from: string, words: string, token = TWILIO_TOKEN): Promise<Response> {
  const form = new URLSearchParams({ AccountSid: 'ACsimulator', Body: words, From: from, MessageSid: 'SMinvented' });
  const signed = [...form.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).flat();
  const signature = createHmac('sha1', token)
    .update(`${APP_URL}/twilio/inbound${signed.join('')}`)
    .digest('base64');
  return fetch(`${apiUrl}/twilio/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body: form.toString(),
  });
}

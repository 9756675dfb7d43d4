import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { temporal } from '@temporalio/proto';
import {
  auditOf,
  bookAndConfirm,
  hasTellTask,
  messagesFor,
  promisesOf,
  textsAt,
  textUs,
  waitForTellTask,
} from './support/late-results';
import type { BookingRow } from './support/bookings';
import { findCanaries, phoneCanary, textCanary } from './support/canaries';
import { MAYAS_NUMBER } from './support/phone-call';
import { placeOfText, placesInDatabase } from './support/places';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const SOMEBODY_ELSES = '+14805550199';

describe('a booking that is confirmed later', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());
  afterEach(async () => {
    await stack.simulator.put('/phone', { texts: 'queued', control: 'taken' });
  });

  const onTheLine = (callId: string): string => stack.simulator.controlUrlOf(callId);
  const settled = (booking: BookingRow, action: string) =>
    waitFor(`the record of ${action}`, async () => {
      const rows = await auditOf(stack, booking, action);
      return rows.some(({ kind }) => kind === 'outcome') ? rows : null;
    });

  it('is told once into a call that is still on, after the words are in the ledger and on record', async () => {
    const call = stack.call({ controlUrl: onTheLine });
    const booking = await bookAndConfirm(stack, call, { hasConsent: false });
    const record = await settled(booking, 'call.message');

    const messages = await messagesFor(stack, call.id);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.body).toEqual({
      type: 'add-message',
      message: {
        role: 'system',
        content: expect.stringMatching(/^The office has confirmed the cleaning on .+ \(A1\)\./),
      },
      triggerResponseEnabled: true,
    });
    expect(record.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['attempt', 'pending'],
      ['outcome', 'success'],
    ]);
    const promises = await promisesOf(stack, booking, 'live-call');
    expect(promises).toMatchObject([{ status_word: 'confirmed' }]);
    const arrivedAtMs = (messages[0] as unknown as { atMs: number }).atMs;
    expect(promises[0]!.promised_at.getTime()).toBeLessThanOrEqual(arrivedAtMs);
    expect(await textsAt(stack)).toEqual([]);
    expect(await hasTellTask(stack, booking)).toBe(false);
  });

  it('is told by text, with consent, to the number on the chart and not to the one that called', async () => {
    const call = stack.call({ number: SOMEBODY_ELSES, controlUrl: onTheLine });
    const booking = await bookAndConfirm(stack, call, { hasConsent: true, hasHungUp: true });
    await settled(booking, 'text.send');

    const texts = await textsAt(stack);
    expect(texts).toHaveLength(1);
    expect(texts[0]?.to).toBe(MAYAS_NUMBER);
    expect(texts[0]?.body).toMatch(
      /: your visit on \w{3} \w{3} \d+ at \d+:\d\d [AP]M is confirmed\. Reply STOP to opt out\.$/,
    );
    expect(texts[0]?.body).not.toMatch(/Maya|Brightwater|cleaning/i);
    expect(await messagesFor(stack, call.id)).toEqual([]);
    expect(await promisesOf(stack, booking, 'text')).toHaveLength(1);
    expect((await auditOf(stack, booking, 'pms.patient.read')).map(({ kind }) => kind)).toEqual(['attempt', 'outcome']);
    const rows = await stack.database.query('SELECT state, message_sid FROM text_messages');
    expect(rows).toEqual([{ state: 'sent', message_sid: expect.stringMatching(/^SM/) }]);
    expect(await hasTellTask(stack, booking)).toBe(false);
  });

  it('is told by text as well where the caller heard it and wanted it in writing', async () => {
    const before = (await textsAt(stack)).length;
    const call = stack.call({ controlUrl: onTheLine });
    const booking = await bookAndConfirm(stack, call, { hasConsent: true });
    await settled(booking, 'text.send');
    expect(await messagesFor(stack, call.id)).toHaveLength(1);
    expect(await textsAt(stack)).toHaveLength(before + 1);
  });

  it('is left to a person without consent, and no text is asked for', async () => {
    const before = (await textsAt(stack)).length;
    const booking = await bookAndConfirm(stack, stack.call(), { hasConsent: false, hasHungUp: true });
    expect(await waitForTellTask(stack, booking)).toMatchObject({ reason_code: 'news-not-told' });
    expect(await textsAt(stack)).toHaveLength(before);
  });

  it('is left to a person where the number has answered STOP, until it answers START', async () => {
    const before = (await textsAt(stack)).length;
    expect((await textUs(stack, MAYAS_NUMBER, ' Stop. ')).status).toBe(200);
    const held = await bookAndConfirm(stack, stack.call(), { hasConsent: true, hasHungUp: true });
    await waitForTellTask(stack, held);
    expect(await textsAt(stack)).toHaveLength(before);

    expect((await textUs(stack, MAYAS_NUMBER, 'START')).status).toBe(200);
    const told = await bookAndConfirm(stack, stack.call(), { hasConsent: true, hasHungUp: true });
    await settled(told, 'text.send');
    expect(await textsAt(stack)).toHaveLength(before + 1);
  });

  it('asks Twilio once when its answer is lost, and leaves it to a person', async () => {
    const before = (await textsAt(stack)).length;
    await stack.simulator.put('/phone', { texts: 'lost' });
    const booking = await bookAndConfirm(stack, stack.call(), { hasConsent: true, hasHungUp: true });
    expect(await waitForTellTask(stack, booking)).toMatchObject({ reason_code: 'news-unsure' });
    expect(await textsAt(stack)).toHaveLength(before + 1);
    const [row] = await stack.database.query(`SELECT state FROM text_messages WHERE dedupe_key LIKE $1`, [
      `${booking.id}%`,
    ]);
    expect(row).toEqual({ state: 'unknown' });
  });

  it('remembers a number that Twilio says has opted out', async () => {
    await stack.simulator.put('/phone', { texts: 'opted-out' });
    const booking = await bookAndConfirm(stack, stack.call(), { hasConsent: true, hasHungUp: true });
    await waitForTellTask(stack, booking);
    expect(await stack.database.query('SELECT is_out FROM text_opt_outs')).toEqual([{ is_out: true }]);
    expect((await textUs(stack, MAYAS_NUMBER, 'start')).status).toBe(200);
  });

  it.each(['complains', 'call-over', 'lost'])('is not taken for told when Vapi answers: %s', async (control) => {
    await stack.simulator.put('/phone', { control });
    const call = stack.call({ controlUrl: onTheLine });
    const booking = await bookAndConfirm(stack, call, { hasConsent: false });
    await waitForTellTask(stack, booking);
    expect(await messagesFor(stack, call.id)).toHaveLength(1);
  });

  it('is never told to a host that we do not name, and nothing says that it was', async () => {
    const call = stack.call({ controlUrl: (callId) => `https://control.invalid.example/${callId}/control` });
    const booking = await bookAndConfirm(stack, call, { hasConsent: false });
    await waitForTellTask(stack, booking);
    expect(await promisesOf(stack, booking, 'live-call')).toEqual([]);
    expect(await auditOf(stack, booking, 'call.message')).toEqual([]);
  });

  it('is told by text all the same when the chart could not be read at first', async () => {
    const before = (await textsAt(stack)).length;
    const faults = [{ method: 'GET', path: '/patients', status: 503, count: 1 }];
    const booking = await bookAndConfirm(stack, stack.call(), {
      hasConsent: true,
      hasHungUp: true,
      beforeNews: () => stack.simulator.put('/knobs', { 'api.faults': faults }),
    });
    await settled(booking, 'text.send');
    expect(await textsAt(stack)).toHaveLength(before + 1);
    const reads = await auditOf(stack, booking, 'pms.patient.read');
    expect(reads.filter(({ kind }) => kind === 'attempt').length).toBeGreaterThan(1);
    expect(await promisesOf(stack, booking, 'text')).toHaveLength(1);
  });

  it('waits by night for eight in the morning', async () => {
    const before = (await textsAt(stack)).length;
    const booking = await bookAndConfirm(stack, stack.call(), { hasConsent: true, hasHungUp: true, hour: 23 });
    const hours = await waitFor('the timer of the night', () => longestTimerHours(stack, booking));
    expect(hours).toBeGreaterThan(8);
    expect(hours).toBeLessThanOrEqual(9);
    expect(await textsAt(stack)).toHaveLength(before);
    expect(await hasTellTask(stack, booking)).toBe(false);
  });

  it('leaves neither the number nor the way into the call in clear, in our database or in Temporal', async () => {
    const call = stack.call({ controlUrl: onTheLine });
    const booking = await bookAndConfirm(stack, call, { hasConsent: true });
    await settled(booking, 'text.send');
    const places = [
      ...(await placesInDatabase(stack.database)),
      placeOfText('history', historyToJSON(await historyOf(stack, booking))),
    ];
    const canaries = [phoneCanary('number', '6025550142'), textCanary('control URL', '/vapi-control/')];
    expect(findCanaries(places, canaries)).toEqual([]);
    expect(findCanaries(places, [textCanary('workflow', booking.workflow_id)])).not.toEqual([]);
  });
});

async function historyOf(stack: TestStack, { workflow_id: workflowId }: BookingRow) {
  const connection = await Connection.connect({ address: stack.env['TEMPORAL_ADDRESS'] ?? '' });
  try {
    return await new Client({ connection }).workflow.getHandle(workflowId).fetchHistory();
  } finally {
    await connection.close();
  }
}

/** The longest timer that the booking's workflow has set, in hours, once there is one of hours. */
async function longestTimerHours(stack: TestStack, booking: BookingRow): Promise<number | null> {
  const { events } = await historyOf(stack, booking);
  const timers = (events ?? [])
    .filter(({ eventType }) => eventType === temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED)
    .map(({ timerStartedEventAttributes }) => Number(timerStartedEventAttributes?.startToFireTimeout?.seconds ?? 0));
  const longest = Math.max(0, ...timers) / 3_600;
  return longest >= 1 ? longest : null;
}

import { randomUUID } from 'node:crypto';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';

/** A long write delay: what is said while a booking is sent must not change under the test. */
const SLOW_OFFICE = { simulator: { writeDelayMs: 60_000 } };

describe('the same request, repeated', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack(SLOW_OFFICE);
  });
  afterAll(() => stack.stop());

  const bookings = (callId: string) =>
    stack.database.query(
      'SELECT b.id FROM bookings b JOIN call_sessions s ON s.id = b.call_session_id WHERE s.vapi_call_id = $1',
      [callId],
    );

  it('books once, in the same words, when the same webhook arrives five times at once', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const id = `call_${randomUUID()}`;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call.tool('book-appointment', { patient, slot: slots[0] }, id)),
    );
    expect(answers[0]).toMatchObject({ status: 'SENT', toolCallId: id });
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(await bookings(call.id)).toHaveLength(1);
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before + 1);

    const later = await call.tool('book-appointment', { patient, slot: slots[0] }, id);
    expect(later.text).toBe(answers[0]?.text);
  });

  it('books once, in the same words, when the model asks again under new tool call ids', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const first = await call.tool('book-appointment', { patient, slot: slots[1] });
    const again = await Promise.all(
      Array.from({ length: 4 }, () => call.tool('book-appointment', { patient, slot: slots[1] })),
    );
    expect(first.status).toBe('SENT');
    expect(again.map((answer) => answer.text)).toEqual(Array.from({ length: 4 }, () => first.text));
    expect(await bookings(call.id)).toHaveLength(1);
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before + 1);
  });

  it('books once when the same slot is asked for under two codes', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk({ date: 'December 15' });
    const second = await call.verifyAndAsk({ date: 'December 15' });
    expect(second.patient).toBe(patient);
    expect(second.slots).not.toEqual(slots);
    await call.tool('book-appointment', { patient, slot: slots[0] });
    const again = await call.tool('book-appointment', { patient, slot: second.slots[0] });
    expect(again.status).toBe('SENT');
    expect(await bookings(call.id)).toHaveLength(1);
  });

  it('gives a slot to one of two callers who want it at the same moment', async () => {
    const calls = [stack.call(), stack.call()];
    const asked = await Promise.all(calls.map((call) => call.verifyAndAsk({ date: 'December 16' })));
    const answers = await Promise.all(
      calls.map((call, i) => call.tool('book-appointment', { patient: asked[i]?.patient, slot: asked[i]?.slots[0] })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual(['NOT DONE', 'SENT']);
  });

  it('refuses the same tool call id with other arguments, and does nothing', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk({ date: 'December 17' });
    const id = `call_${randomUUID()}`;
    await call.tool('book-appointment', { patient, slot: slots[0] }, id);
    const other = await call.tool('book-appointment', { patient, slot: slots[1] }, id);
    expect(other).toMatchObject({ status: 'NOT DONE', channel: 'error' });
    expect(await bookings(call.id)).toHaveLength(1);
  });

  it('counts one failed verification when the same wrong search arrives five times', async () => {
    const call = stack.call();
    const id = `call_${randomUUID()}`;
    const wrong = { ...MAYA, dateOfBirth: '1988-04-13' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => call.tool('search-patients', wrong, id)));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    const [session] = await stack.database.query<{ failed_attempts: number }>(
      'SELECT failed_attempts FROM call_sessions WHERE vapi_call_id = $1',
      [call.id],
    );
    expect(session?.failed_attempts).toBe(1);
  });
});

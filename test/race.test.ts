import { codesIn } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const CALLERS = 20;

describe('twenty callers who want the same time', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());

  it('get one visit between them: one is sent, nineteen hear that it is gone, and other times', async () => {
    const callers = [];
    for (let i = 0; i < CALLERS; i += 1) {
      const call = stack.call();
      callers.push({ call, ...(await call.verifyAndAsk()) });
    }
    const offered = await stack.database.query<{ starts_at: Date; provider_id: string }>(
      `SELECT DISTINCT o.starts_at, o.provider_id, o.operatory FROM offers o WHERE o.code = 'S1'`,
    );
    expect(offered).toHaveLength(1);

    // On a busy machine some hear WORKING at first, and ask again until they know.
    const heard = await Promise.all(
      callers.map(({ call, patient, slots }) =>
        waitFor('the answer', async () => {
          const answer = await call.tool('book-appointment', { patient, slot: slots[0] });
          return answer.status === 'WORKING' ? null : answer;
        }),
      ),
    );
    const lost = heard.filter(({ status }) => status === 'NOT DONE');
    expect(heard.filter(({ status }) => status === 'SENT' || status === 'CONFIRMED')).toHaveLength(1);
    expect(lost).toHaveLength(CALLERS - 1);
    for (const { text } of lost) {
      expect(text).toContain('nothing was booked');
      expect(codesIn(text, 'S').length).toBeGreaterThan(0);
    }
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(1);
    const live = await stack.database.query(`SELECT id FROM bookings WHERE state IN ('held', 'sent', 'confirmed')`);
    expect(live).toHaveLength(1);
  });
});

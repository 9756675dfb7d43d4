import fc from 'fast-check';
import { bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { openTestSimulator } from '../test-client';
import { dueAfterOutages } from './spu';

const at = (ms: number): string => new Date(Date.UTC(2031, 2, 4) + ms).toISOString();
const anyOutages = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 200 }))
    .map(([from, length]) => ({ from: at(from), to: at(from + length) })),
  { maxLength: 5 },
);

describe('a write and the outages of the utility', () => {
  it('is done after its full delay without an outage in between, and never while the utility is away', () => {
    fc.assert(
      fc.property(
        anyOutages,
        fc.integer({ min: 0, max: 1_200 }),
        fc.integer({ min: 0, max: 100 }),
        (outages, start, delayMs) => {
          const startMs = Date.UTC(2031, 2, 4) + start;
          const dueAtMs = dueAfterOutages(startMs, delayMs, outages);
          expect(dueAtMs).toBeGreaterThanOrEqual(startMs + delayMs);
          const inTheWay = outages.filter(
            ({ from, to }) => Date.parse(from) <= dueAtMs && dueAtMs - delayMs < Date.parse(to),
          );
          expect(inTheWay).toEqual([]);
          const isUndisturbed = outages.every(
            ({ from, to }) => Date.parse(from) > startMs + delayMs || Date.parse(to) <= startMs,
          );
          if (isUndisturbed) expect(dueAtMs).toBe(startMs + delayMs);
        },
      ),
    );
  });

  it('waits for the end of an outage on schedule, and is refused meanwhile if it asks with check_spu', async () => {
    const simulator = await openTestSimulator();
    const calls = bookingCalls(simulator);
    const outage = { from: '2031-03-04T15:00:00.500Z', to: '2031-03-04T15:30:00Z' };
    await simulator.setKnobs({ 'spu.outages': [outage] });
    const id = idOf(await calls.post({ check_spu: 'true' }));
    simulator.advance(29 * 60_000);
    expect((await calls.statusOf(id))['is_completed']).toBe('False');
    expect((await calls.post({ check_spu: 'true' })).status).toBe(412);
    simulator.advance(60_000 + DELAY_MS);
    expect(await calls.statusOf(id)).toMatchObject({
      is_completed: 'True',
      completed_time: '2031-03-04 10:30:01',
    });
    await simulator.close();
  });

  it.each([
    ['either', [412, 412]],
    ['text', [412, 201]],
    ['boolean', [201, 412]],
    ['ignored', [201, 201]],
  ])('understands check_spu as spu.checkValue = %s says', async (setting, statuses) => {
    const simulator = await openTestSimulator();
    await simulator.setKnobs({ 'spu.checkValue': setting, 'spu.online': false });
    const post = async (check_spu: unknown) => (await bookingCalls(simulator).post({ check_spu })).status;
    expect([await post('true'), await post(true)]).toEqual(statuses);
    expect([await post('false'), await post(false)]).toEqual([201, 201]);
    await simulator.close();
  });
});

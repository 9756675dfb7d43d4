import type { DeskVisit, Office } from '../../../simulator/callers/office';
import { createBackstage } from './backstage';
import type { CallRecord, RecordedBooking } from './call-record';

/** A booking whose state depends on how much time has passed; waiting moves the clock. */
function open(stateAt: (ms: number) => string | null) {
  let nowMs = 0;
  const told: string[] = [];
  const desk: DeskVisit[] = [];
  const office = {
    writeDelayMs: () => Promise.resolve(8_000),
    bookAtDesk: (visit: DeskVisit) => Promise.resolve(void desk.push(visit)),
  } as unknown as Office;
  const record = {
    practice: { office: { practiceId: '1-1' } },
    listBookings: () => {
      const state = stateAt(nowMs);
      return Promise.resolve(
        state === null ? [] : ([{ booking: { code: 'A1', state } }] as unknown as RecordedBooking[]),
      );
    },
    findOffer: (code: string) =>
      Promise.resolve(
        code === 'S1'
          ? {
              localDate: '2031-03-10',
              localTime: '10:30',
              startsAt: new Date('2031-03-10T14:30:00Z'),
              endsAt: new Date('2031-03-10T15:30:00Z'),
              providerId: 'HYG1',
              operatory: 'OP3',
            }
          : null,
      ),
  } as unknown as CallRecord;
  const backstage = createBackstage({
    office,
    record,
    tell: (text) => told.push(text),
    clockMs: () => nowMs,
    wait: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
  });
  return { backstage, told, desk, nowMs: () => nowMs };
}

describe('backstage', () => {
  it('waits until the booking is confirmed, and says how it goes meanwhile', async () => {
    const { backstage, told } = open((ms) => (ms < 5_000 ? 'sent' : 'confirmed'));
    await backstage.untilSettled();
    expect(told.map((line) => line.trim())).toEqual([
      "2.0 s  the booking is sent; no word from the office's system yet",
      "4.0 s  the booking is sent; no word from the office's system yet",
      '5.0 s  the booking is confirmed',
    ]);
  });

  it.each(['failed', 'released'])('does not wait on when the booking is %s', async (state) => {
    const { backstage, nowMs } = open(() => state);
    await backstage.untilSettled();
    expect(nowMs()).toBe(0);
  });

  it.each([['sent'], [null]])('gives up within bounds on a booking that is %s for ever', async (state) => {
    const { backstage, told, nowMs } = open(() => state);
    await backstage.untilSettled();
    expect(nowMs()).toBeLessThan(60_000);
    expect(told.at(-1)).toContain('no end after 48.0 s');
  });

  it('waits until the booking of a code is no more', async () => {
    const { backstage, nowMs } = open((ms) => (ms < 5_000 ? 'confirmed' : 'released'));
    await backstage.untilGone('A1');
    expect(nowMs()).toBe(5_000);
    await backstage.untilGone('A9');
    expect(nowMs()).toBeGreaterThan(40_000);
  });

  it('sees whether a booking stayed sent for all of a time', async () => {
    expect(await open(() => 'sent').backstage.staysUnconfirmed(6_000)).toBe(true);
    const early = open((ms) => (ms < 5_000 ? 'sent' : 'confirmed'));
    expect(await early.backstage.staysUnconfirmed(6_000)).toBe(false);
  });

  it("books the offer's own time, room and provider at the desk", async () => {
    const { backstage, desk } = open(() => 'sent');
    await backstage.takeSlot('S1');
    expect(desk).toEqual([
      { practiceId: '1-1', date: '2031-03-10', time: '10:30', lengthMinutes: 60, providerId: 'HYG1', operatory: 'OP3' },
    ]);
    await expect(backstage.takeSlot('S9')).rejects.toThrow('S9 was not offered');
  });
});

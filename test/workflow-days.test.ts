import type { BookingAnswer } from '../src/domain/booking/operation';
import { playBooking } from './support/scripted-booking';
import { describeWithSkippedTime } from './support/time-skipping';

const PENDING = () => ({ accountId: 'a1', kind: 'pending' });
const UNKNOWN = () => ({
  accountId: 'a1',
  held: { accountId: 'a1', bookingId: 'b1', kind: 'held', route: 'pms' },
  sent: { accountId: 'a1', kind: 'unknown' },
});

describeWithSkippedTime('a booking over days', (environment) => {
  it('is asked after for a day while the practice’s computer is off, and then becomes a question to the staff', async () => {
    await playBooking(environment(), { checkWriteback: PENDING }, async ({ handle, stepsOf }) => {
      expect((await handle.result()) as BookingAnswer).toMatchObject({ kind: 'sent' });
      const asked = stepsOf('checkWriteback');
      expect(asked.length).toBeLessThan(400);
      expect(asked.at(-1)!.atHours).toBeGreaterThan(23);
      const [task, ...more] = stepsOf('openBookingTask');
      expect(task!.input).toMatchObject({ kind: 'check-booking', reasonCode: 'writeback-stuck' });
      expect(task!.atHours).toBeLessThan(26);
      expect(more).toEqual([]);
    });
  });

  it('is confirmed when the computer comes on in the morning', async () => {
    const overnight = (nth: number) => ({ accountId: 'a1', kind: nth < 150 ? 'pending' : 'confirmed' });
    await playBooking(environment(), { checkWriteback: overnight }, async ({ handle, stepsOf }) => {
      expect((await handle.result()) as BookingAnswer).toMatchObject({ kind: 'confirmed' });
      expect(stepsOf('openBookingTask')).toEqual([]);
      expect(stepsOf('readBackBooking')[0]!.atHours).toBeGreaterThan(8);
    });
  });

  it('whose outcome nobody knows is looked for until the visit shows, and never sent again', async () => {
    let found = false;
    const look = () => ({ accountId: 'a1', kind: found ? 'confirmed' : 'not-found' });
    const script = { bookAtOnce: UNKNOWN, lookUpBooking: look };
    await playBooking(environment(), script, async ({ handle, steps, stepsOf }) => {
      await environment().sleep('6h');
      expect(stepsOf('openBookingTask').map(({ input }) => input)).toMatchObject([{ reasonCode: 'outcome-unknown' }]);
      found = true;
      expect((await handle.result()) as BookingAnswer).toMatchObject({ kind: 'confirmed' });
      expect(stepsOf('lookUpBooking').at(-1)!.atHours).toBeLessThan(24);
      expect(steps.filter(({ name }) => name === 'sendBooking')).toEqual([]);
      expect(stepsOf('closeBookingTasks')).toHaveLength(1);
    });
  });

  it('that nobody decides about stays a task of the staff, for a month and no longer', async () => {
    await playBooking(environment(), { bookAtOnce: UNKNOWN }, async ({ handle, stepsOf }) => {
      expect((await handle.result()) as BookingAnswer).toMatchObject({ kind: 'working' });
      const days = stepsOf('lookUpBooking').at(-1)!.atHours / 24;
      expect(days).toBeGreaterThan(29);
      expect(days).toBeLessThan(35);
      expect(stepsOf('openBookingTask')).toHaveLength(1);
    });
  });

  it('for a new patient is sent as soon as the chart is there, and let go when it never comes', async () => {
    const later = (nth: number) => ({ accountId: 'a1', kind: nth < 40 ? 'waiting' : 'ready' });
    await playBooking(
      environment(),
      { checkNewPatient: later },
      async ({ handle, stepsOf }) => {
        expect((await handle.result()) as BookingAnswer).toMatchObject({ kind: 'confirmed' });
        expect(stepsOf('sendBooking')).toHaveLength(1);
        expect(stepsOf('bookAtOnce')).toEqual([]);
      },
      { awaitsChangeId: 'ch1' },
    );
    const never = () => ({ accountId: 'a1', kind: 'waiting' });
    await playBooking(
      environment(),
      { checkNewPatient: never },
      async ({ handle, stepsOf }) => {
        const answer = (await handle.result()) as BookingAnswer;
        expect(answer).toMatchObject({ kind: 'not-done', reasonCode: 'patient-missing' });
        expect(stepsOf('sendBooking')).toEqual([]);
        expect(stepsOf('failBooking')[0]!.atHours).toBeGreaterThan(23);
      },
      { awaitsChangeId: 'ch1' },
    );
  });

  it('that does not show in the practice’s book within a day becomes a question to the staff', async () => {
    const absent = () => ({ accountId: 'a1', kind: 'absent' });
    await playBooking(environment(), { readBackBooking: absent }, async ({ handle, stepsOf }) => {
      expect((await handle.result()) as BookingAnswer).toMatchObject({ kind: 'confirmed' });
      expect(stepsOf('openBookingTask')[0]!.input).toMatchObject({ reasonCode: 'read-back-missing' });
      expect(stepsOf('openBookingTask')[0]!.atHours).toBeGreaterThan(24);
    });
  });
});

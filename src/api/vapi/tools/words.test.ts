import { BookingReason } from '../../../domain/booking/operation';
import type { ToolText } from '../../../domain/status-words';
import { english as booking } from './book-appointment/say';
import { english as availability } from './check-availability/say';
import { english as search } from './search-patients/say';
import { english as shared } from './common/say';

const VISIT = { code: 'A1', typeName: 'Cleaning', date: '2031-03-11', time: '10:30' };

const texts: [string, ToolText][] = [
  ['sent', booking.sent(VISIT)],
  ['confirmed', booking.confirmed(VISIT)],
  ['task', booking.notedForStaff(VISIT)],
  ['taken', booking.taken('Tuesday, March 11 at 2:00 PM (S6)')],
  ['taken, nothing else', booking.taken('')],
  ['not taken', booking.notTaken()],
  ['unknown slot', booking.unknownSlot()],
  ['past slot', booking.pastSlot()],
  ...Object.values(BookingReason).map((reason): [string, ToolText] => [reason, booking.notBooked(reason)]),
  ['no openings', availability.noOpenings('Cleaning')],
  ['unknown type', availability.unknownType(['Cleaning', 'Exam'])],
  ['unknown provider', availability.unknownProvider()],
  ['need name', search.needNameAndBirthDate()],
  ['not found', search.notFound()],
  ['locked', shared.locked()],
  ['verify first', shared.verifyFirst()],
  ['write unknown', shared.writeUnknown()],
  ['read failed', shared.readFailed()],
  ['out of reach', shared.outOfReach()],
];

describe('what a caller may hear', () => {
  it.each(texts)('%s: one short line', (_what, { text }) => {
    expect(text).not.toMatch(/[\r\n]/);
    expect(text.length).toBeLessThanOrEqual(500);
  });

  it('speaks of a booking as done only when it is confirmed', () => {
    for (const [what, { text }] of texts) {
      if (what !== 'confirmed') expect(text).not.toMatch(/is in the office's book|(?<!nothing was )\bbooked\b/);
    }
    expect(booking.confirmed(VISIT).text).toContain("is in the office's book");
  });

  it('says in every error that nothing was done, or what there is not', () => {
    const errors = texts.filter(([, { text }]) => text.startsWith('NOT DONE'));
    expect(errors.length).toBeGreaterThan(5);
    for (const [, { text }] of errors) expect(text).toMatch(/nothing was (booked|done)/);
  });

  it('says date and time as people do', () => {
    expect(booking.sent(VISIT).text).toContain('cleaning on Tuesday, March 11 at 10:30 AM ');
  });
});

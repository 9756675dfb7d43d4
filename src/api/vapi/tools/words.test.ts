import { BookingReason } from '../../../domain/booking/operation';
import type { ToolText } from '../../../domain/status-words';
import * as booking from './book-appointment/say';
import * as availability from './check-availability/say';
import * as search from './search-patients/say';
import * as shared from './common/say';

const VISIT = { code: 'A1', typeName: 'Cleaning', date: '2031-03-11', time: '10:30' };

const texts: [string, ToolText][] = [
  ['sent', booking.saySent(VISIT)],
  ['confirmed', booking.sayConfirmed(VISIT)],
  ['task', booking.sayNotedForStaff(VISIT)],
  ['taken', booking.sayTaken('Tuesday, March 11 at 2:00 PM (S6)')],
  ['taken, nothing else', booking.sayTaken('')],
  ['not taken', booking.sayNotTaken()],
  ['unknown slot', booking.sayUnknownSlot()],
  ['past slot', booking.sayPastSlot()],
  ...Object.values(BookingReason).map((reason): [string, ToolText] => [reason, booking.sayNotBooked(reason)]),
  ['no openings', availability.sayNoOpenings('Cleaning')],
  ['unknown type', availability.sayUnknownType(['Cleaning', 'Exam'])],
  ['unknown provider', availability.sayUnknownProvider()],
  ['need name', search.sayNeedNameAndBirthDate()],
  ['not found', search.sayNotFound()],
  ['locked', shared.sayLocked()],
  ['verify first', shared.sayVerifyFirst()],
  ['write unknown', shared.sayWriteUnknown()],
  ['read failed', shared.sayReadFailed()],
  ['out of reach', shared.sayOutOfReach()],
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
    expect(booking.sayConfirmed(VISIT).text).toContain("is in the office's book");
  });

  it('says in every error that nothing was done, or what there is not', () => {
    const errors = texts.filter(([, { text }]) => text.startsWith('NOT DONE'));
    expect(errors.length).toBeGreaterThan(5);
    for (const [, { text }] of errors) expect(text).toMatch(/nothing was (booked|done)/);
  });

  it('says date and time as people do', () => {
    expect(booking.saySent(VISIT).text).toContain('cleaning on Tuesday, March 11 at 10:30 AM ');
  });
});

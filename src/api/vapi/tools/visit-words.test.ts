import { BookingReason } from '../../../domain/booking/operation';
import { phi } from '../../../domain/phi';
import type { ToolText } from '../../../domain/status-words';
import type { ToldVisit } from '../../../services/patient-visits-told';
import { english as booking } from './book-appointment/say';
import { english as cancel } from './cancel-appointment/say';
import { english as shared } from './common/say';
import { english as info } from './get-patient-info/say';
import { english as move } from './reschedule-appointment/say';

const TODAY = '2031-03-10';
const LAST_YEAR = '2030-12-30';
const visit = phi({
  appointmentSrNo: '81',
  patientId: '4001',
  date: '2031-09-24',
  time: '10:30',
  lengthMinutes: 60,
  providerId: 'PRV1',
  operatory: 'OP1',
  status: '',
  type: '',
});
const OLD = { code: 'A1', visit };
const NEW = { code: 'A2', typeName: 'Cleaning', date: '2031-09-30', time: '14:00', awaitsChart: false, isMoved: true };
const told = (more: Partial<ToldVisit> = {}): ToldVisit => ({
  code: 'A1',
  visit,
  providerName: 'Alexandria Featherstone-Monroe',
  stand: 'requested-earlier',
  ...more,
});
const reasons = Object.values(BookingReason);

const texts: [string, ToolText][] = [
  ['cancel: sent', cancel.sent(OLD)],
  ['cancel: confirmed', cancel.confirmed(OLD)],
  ['cancel: task', cancel.task(OLD)],
  ['cancel: working', cancel.working(OLD)],
  ['cancel: not taken', cancel.notTaken()],
  ...reasons.map((reason): [string, ToolText] => [`cancel: ${reason}`, cancel.notCancelled(reason)]),
  ['move: sent', move.sent(OLD, NEW)],
  ['move: confirmed', move.confirmed(OLD, NEW)],
  ['move: confirmed in two steps', move.confirmed(OLD, { ...NEW, isMoved: false })],
  ['move: task', move.task(OLD, NEW)],
  ['move: working', move.working(OLD)],
  ['move: taken', move.taken('Tuesday, March 11 at 2:00 PM (S6)')],
  ['move: taken, nothing else', move.taken('')],
  ['move: unknown slot', move.unknownSlot()],
  ['move: past slot', move.pastSlot()],
  ['move: its own time', move.itsOwnTime()],
  ['move: being cancelled', move.beingCancelled()],
  ['move: not taken', move.notTaken()],
  ...reasons.map((reason): [string, ToolText] => [`move: ${reason}`, move.notMoved(reason)]),
  ['unknown visit', shared.unknownVisit()],
  ['code of a request', shared.codeOfRequest()],
  ['begun', shared.visitHasBegun()],
  ['no more', shared.noSuchVisitAnyMore()],
  ['visits', info.visits({ told: [told(), told(), told()], moreCount: 12 }, LAST_YEAR)],
  ['no visits', info.visits({ told: [], moreCount: 0 }, TODAY)],
  ['kept', booking.kept(NEW)],
];

describe('what a caller may hear of visits', () => {
  it.each(texts)('%s: one short line', (_what, { text }) => {
    expect(text).not.toMatch(/[\r\n]/);
    expect(text.length).toBeLessThanOrEqual(500);
  });

  it('speaks of nothing as cancelled, moved or booked before it is confirmed', () => {
    for (const [what, { text }] of texts) {
      if (what.includes(': confirmed')) continue;
      expect(text).not.toMatch(/(?<!nothing was |not |being )\b(cancelled|moved|booked)\b|is in the office's book/);
    }
    expect(cancel.confirmed(OLD).text).toContain('is cancelled');
    expect(move.confirmed(OLD, NEW).text).toContain(
      "is moved to Tuesday, September 30 at 2:00 PM in the office's book",
    );
  });

  it('says in every error that nothing was done', () => {
    for (const [, { text, channel }] of texts) {
      expect(channel).toBe(/^(NOT DONE|UNAVAILABLE|NEED)/.test(text) ? 'error' : 'result');
      if (channel === 'error') expect(text).toMatch(/nothing was (done|moved|cancelled)|stays as it is/);
    }
  });

  it('says of every move that did not come about that the visit stays as it is', () => {
    for (const reason of reasons) expect(move.notMoved(reason).text).toContain('the visit stays as it is');
    expect(move.taken('').text).toContain('the visit stays as it is');
    expect(move.notTaken().text).toContain('the visit stays as it is');
  });

  it('tells of visits when, with whom and how sure, and how many more there are', () => {
    const plain = told({ providerName: 'Ada Fenwick', stand: 'on-file' });
    expect(info.visits({ told: [plain], moreCount: 0 }, TODAY).text).toBe(
      "OK: upcoming visits: Wednesday, September 24 at 10:30 AM with Ada Fenwick (A1). Use a visit's code to move or cancel it.",
    );
    const { text } = info.visits({ told: [told({ code: null })], moreCount: 2 }, TODAY);
    expect(text).toContain('asked for earlier and not confirmed yet. And 2 more after these.');
    expect(text).not.toContain('(A');
  });
});

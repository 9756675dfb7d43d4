import { BookingReason } from '../../../domain/booking/operation';
import { phi } from '../../../domain/phi';
import type { ToolText } from '../../../domain/status-words';
import type { ToldVisit } from '../../../services/patient-visits-told';
import { sayKept } from './book-appointment/say';
import * as cancel from './cancel-appointment/say';
import * as shared from './common/say';
import { sayVisits } from './get-patient-info/say';
import * as move from './reschedule-appointment/say';

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
  ['cancel: sent', cancel.saySent(OLD)],
  ['cancel: confirmed', cancel.sayConfirmed(OLD)],
  ['cancel: task', cancel.sayTask(OLD)],
  ['cancel: working', cancel.sayWorking(OLD)],
  ['cancel: not taken', cancel.sayNotTaken()],
  ...reasons.map((reason): [string, ToolText] => [`cancel: ${reason}`, cancel.sayNotCancelled(reason)]),
  ['move: sent', move.saySent(OLD, NEW)],
  ['move: confirmed', move.sayConfirmed(OLD, NEW)],
  ['move: confirmed in two steps', move.sayConfirmed(OLD, { ...NEW, isMoved: false })],
  ['move: task', move.sayTask(OLD, NEW)],
  ['move: working', move.sayWorking(OLD)],
  ['move: taken', move.sayTaken('Tuesday, March 11 at 2:00 PM (S6)')],
  ['move: taken, nothing else', move.sayTaken('')],
  ['move: unknown slot', move.sayUnknownSlot()],
  ['move: past slot', move.sayPastSlot()],
  ['move: its own time', move.sayItsOwnTime()],
  ['move: being cancelled', move.sayBeingCancelled()],
  ['move: not taken', move.sayNotTaken()],
  ...reasons.map((reason): [string, ToolText] => [`move: ${reason}`, move.sayNotMoved(reason)]),
  ['unknown visit', shared.sayUnknownVisit()],
  ['code of a request', shared.sayCodeOfRequest()],
  ['begun', shared.sayVisitHasBegun()],
  ['no more', shared.sayNoSuchVisitAnyMore()],
  ['visits', sayVisits({ told: [told(), told(), told()], moreCount: 12 }, LAST_YEAR)],
  ['no visits', sayVisits({ told: [], moreCount: 0 }, TODAY)],
  ['kept', sayKept(NEW)],
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
    expect(cancel.sayConfirmed(OLD).text).toContain('is cancelled');
    expect(move.sayConfirmed(OLD, NEW).text).toContain(
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
    for (const reason of reasons) expect(move.sayNotMoved(reason).text).toContain('the visit stays as it is');
    expect(move.sayTaken('').text).toContain('the visit stays as it is');
    expect(move.sayNotTaken().text).toContain('the visit stays as it is');
  });

  it('tells of visits when, with whom and how sure, and how many more there are', () => {
    const plain = told({ providerName: 'Ada Fenwick', stand: 'on-file' });
    expect(sayVisits({ told: [plain], moreCount: 0 }, TODAY).text).toBe(
      "OK: upcoming visits: Wednesday, September 24 at 10:30 AM with Ada Fenwick (A1). Use a visit's code to move or cancel it.",
    );
    const { text } = sayVisits({ told: [told({ code: null })], moreCount: 2 }, TODAY);
    expect(text).toContain('asked for earlier and not confirmed yet. And 2 more after these.');
    expect(text).not.toContain('(A');
  });
});

import { english as shared } from '../../src/api/vapi/tools/common/say';
import { english as booking } from '../../src/api/vapi/tools/book-appointment/say';
import { bookWords } from '../../src/api/vapi/tools/book-appointment/words';
import { english as created } from '../../src/api/vapi/tools/create-patient/say';
import { english as transfer } from '../../src/api/vapi/tools/transfer-to-human/say';
import { english as availability } from '../../src/api/vapi/tools/check-availability/say';
import { english as cancel } from '../../src/api/vapi/tools/cancel-appointment/say';
import { english as info } from '../../src/api/vapi/tools/get-patient-info/say';
import { english as move } from '../../src/api/vapi/tools/reschedule-appointment/say';
import { english as search } from '../../src/api/vapi/tools/search-patients/say';
import { phi } from '../../src/domain/phi';
import type { ToolText } from '../../src/domain/status-words';
import { wordReply } from './assistant';
import { wordReplyInSpanish } from './assistant.es';
import { statusOf, type ToolName } from './heard';

const VISIT = { code: 'A1', typeName: 'Cleaning', date: '2031-03-11', time: '09:00', today: '2031-03-04' };
const ON_FILE = {
  code: 'A1',
  visit: phi({
    ...{ appointmentSrNo: '81', patientId: '4001', date: VISIT.date, time: VISIT.time, lengthMinutes: 60 },
    ...{ providerId: 'PRV1', operatory: 'OP1', status: '', type: '' },
  }),
};
const reply = ({ text }: ToolText, tool: ToolName = 'book-appointment'): string =>
  wordReply({ tool, toolCallId: 'c', from: 'caller', status: statusOf(text), text, durationMs: 1 });

describe('what the assistant says in Spanish', () => {
  const replyInSpanish = ({ text }: ToolText, tool: ToolName = 'book-appointment'): string =>
    wordReplyInSpanish({ tool, toolCallId: 'c', from: 'caller', status: statusOf(text), text, durationMs: 1 });
  const say = bookWords('es');

  it('names the visit that was sent, and says that it is not booked yet', () => {
    expect(replyInSpanish(say.sent(VISIT))).toBe(
      'Su solicitud de cita de cleaning para el martes 11 de marzo a las 9:00 de la mañana se envió al consultorio. Todavía no está reservada: el consultorio la confirmará.',
    );
  });

  it("says that a visit is in the office's book only when it is confirmed", () => {
    for (const text of [say.sent(VISIT), say.notedForStaff(VISIT), say.taken(''), say.notTaken(), say.kept(VISIT)]) {
      expect(replyInSpanish(text)).not.toContain('ya está en la agenda');
      expect(replyInSpanish(text)).toMatch(/no está reservada|no se (?:reservó|hizo) nada/);
    }
    expect(replyInSpanish(say.confirmed(VISIT))).toBe(
      'Su cita de cleaning para el martes 11 de marzo a las 9:00 de la mañana ya está en la agenda del consultorio.',
    );
  });
});

describe('what the assistant says', () => {
  it('names the visit that was sent, and says that it is not booked yet', () => {
    expect(reply(booking.sent(VISIT))).toBe(
      'Your request for the cleaning on Tuesday, March 11 at 9:00 AM was sent to the office. It is not booked yet: the office will confirm it.',
    );
  });

  it("says that a visit is in the office's book only when it is confirmed", () => {
    const unconfirmed = [
      booking.sent(VISIT),
      booking.notedForStaff(VISIT),
      shared.writeUnknown(),
      booking.taken(''),
      booking.notBooked('pms-refused'),
      shared.locked(),
      shared.verifyFirst(),
      shared.readFailed(),
    ];
    for (const text of unconfirmed) {
      expect(reply(text)).not.toContain("in the office's book");
      expect(reply(text)).toMatch(/not booked yet|nothing was (booked|done)|cannot verify|need a little more/);
    }
    expect(reply(booking.confirmed(VISIT))).toBe(
      "Your cleaning on Tuesday, March 11 at 9:00 AM is in the office's book.",
    );
  });

  it('speaks of a visit as cancelled or moved only when it is confirmed', () => {
    const to = { ...VISIT, code: 'A2', date: '2031-03-12', awaitsChart: false, isMoved: true };
    const ofCancel = (text: ToolText): string => reply(text, 'cancel-appointment');
    const ofMove = (text: ToolText): string => reply(text, 'reschedule-appointment');
    expect(ofCancel(cancel.confirmed(ON_FILE))).toBe('Your visit on Tuesday, March 11 at 9:00 AM is cancelled.');
    expect(ofCancel(cancel.sent(ON_FILE))).toBe(
      'Your request to cancel the visit on Tuesday, March 11 at 9:00 AM was sent to the office. It is not cancelled yet: the office will confirm it.',
    );
    expect(ofMove(move.confirmed(ON_FILE, to))).toBe(
      "Your visit is in the office's book on Wednesday, March 12 at 9:00 AM.",
    );
    expect(ofMove(move.confirmed(ON_FILE, { ...to, isMoved: false }))).toContain('on Wednesday, March 12 at 9:00 AM.');
    expect(ofMove(move.sent(ON_FILE, to))).toBe(
      'Your request to move the visit on Tuesday, March 11 at 9:00 AM to Wednesday, March 12 at 9:00 AM was sent to the office. It is not moved yet: the old time stays until the office confirms it.',
    );
    const open = [cancel.task(ON_FILE), cancel.working(ON_FILE), cancel.notCancelled('pms-refused')].map(ofCancel);
    const still = [move.task(ON_FILE, to), move.working(ON_FILE), move.taken('')].map(ofMove);
    for (const text of [...open, ...still])
      expect(text).toMatch(/not (cancelled|moved) yet|nothing was (cancelled|moved)/);
  });

  it('reads out visits without their codes', () => {
    const told = { code: 'A1', visit: ON_FILE.visit, providerName: null, stand: 'requested' as const };
    expect(reply(info.visits({ told: [told], moreCount: 0 }, '2031-03-04'), 'get-patient-info')).toBe(
      'You have these visits: Tuesday, March 11 at 9:00 AM, asked for and not confirmed yet.',
    );
    expect(reply(info.visits({ told: [], moreCount: 0 }, '2031-03-04'), 'get-patient-info')).toContain(
      'no upcoming visits',
    );
  });

  it('offers no more than three times, whatever it was given', () => {
    const times = [1, 2, 3, 4].map((n) => `Monday, March ${n} at 9:00 AM (S${n})`).join('; ');
    expect(reply(booking.taken(times))).toContain(
      'I can offer Monday, March 1 at 9:00 AM; Monday, March 2 at 9:00 AM; or Monday, March 3 at 9:00 AM.',
    );
  });

  it('does not take a full book for an unknown patient', () => {
    expect(reply(availability.noOpenings('Cleaning'), 'check-availability')).toContain('no open time');
    expect(reply(search.notFound(), 'search-patients')).toContain('cannot find anybody');
  });

  it('says of a new chart and of a transfer no more than is known', () => {
    const person = { id: '1', code: 'P1', level: 'L2', patientIndex: 'x' } as const;
    const asked = { code: 'A1', person: { ...person, patient: phi({ patientId: '', firstName: 'Nora' }) } };
    expect(reply(created.sent(asked), 'create-patient')).toBe(
      'Thank you, Nora. Your details were sent to the office, which will confirm them. Which days suit you?',
    );
    expect(reply(transfer.puttingThrough(), 'transfer-to-human')).not.toMatch(/answer|on the line/);
    expect(reply(transfer.task(true, false), 'transfer-to-human')).toContain('will call you back');
    expect(reply(transfer.task(false, false), 'transfer-to-human')).not.toContain('call you back');
  });
});

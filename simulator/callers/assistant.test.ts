import { sayLocked, sayReadFailed, sayVerifyFirst, sayWriteUnknown } from '../../src/api/vapi/tools/common/say';
import {
  sayConfirmed,
  sayNotBooked,
  sayNotedForStaff,
  saySent,
  sayTaken,
} from '../../src/api/vapi/tools/book-appointment/say';
import { saySent as saySentPatient } from '../../src/api/vapi/tools/create-patient/say';
import { sayPuttingThrough, sayTask as sayTransferTask } from '../../src/api/vapi/tools/transfer-to-human/say';
import { sayNoOpenings } from '../../src/api/vapi/tools/check-availability/say';
import * as cancel from '../../src/api/vapi/tools/cancel-appointment/say';
import { sayVisits } from '../../src/api/vapi/tools/get-patient-info/say';
import * as move from '../../src/api/vapi/tools/reschedule-appointment/say';
import { sayNotFound } from '../../src/api/vapi/tools/search-patients/say';
import { phi } from '../../src/domain/phi';
import type { ToolText } from '../../src/domain/status-words';
import { wordReply } from './assistant';
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

describe('what the assistant says', () => {
  it('names the visit that was sent, and says that it is not booked yet', () => {
    expect(reply(saySent(VISIT))).toBe(
      'Your request for the cleaning on Tuesday, March 11 at 9:00 AM was sent to the office. It is not booked yet: the office will confirm it.',
    );
  });

  it("says that a visit is in the office's book only when it is confirmed", () => {
    const unconfirmed = [
      saySent(VISIT),
      sayNotedForStaff(VISIT),
      sayWriteUnknown(),
      sayTaken(''),
      sayNotBooked('pms-refused'),
      sayLocked(),
      sayVerifyFirst(),
      sayReadFailed(),
    ];
    for (const text of unconfirmed) {
      expect(reply(text)).not.toContain("in the office's book");
      expect(reply(text)).toMatch(/not booked yet|nothing was (booked|done)|cannot verify|need a little more/);
    }
    expect(reply(sayConfirmed(VISIT))).toBe("Your cleaning on Tuesday, March 11 at 9:00 AM is in the office's book.");
  });

  it('speaks of a visit as cancelled or moved only when it is confirmed', () => {
    const to = { ...VISIT, code: 'A2', date: '2031-03-12', awaitsChart: false, isMoved: true };
    const ofCancel = (text: ToolText): string => reply(text, 'cancel-appointment');
    const ofMove = (text: ToolText): string => reply(text, 'reschedule-appointment');
    expect(ofCancel(cancel.sayConfirmed(ON_FILE))).toBe('Your visit on Tuesday, March 11 at 9:00 AM is cancelled.');
    expect(ofCancel(cancel.saySent(ON_FILE))).toBe(
      'Your request to cancel the visit on Tuesday, March 11 at 9:00 AM was sent to the office. It is not cancelled yet: the office will confirm it.',
    );
    expect(ofMove(move.sayConfirmed(ON_FILE, to))).toBe(
      "Your visit is in the office's book on Wednesday, March 12 at 9:00 AM.",
    );
    expect(ofMove(move.sayConfirmed(ON_FILE, { ...to, isMoved: false }))).toContain(
      'on Wednesday, March 12 at 9:00 AM.',
    );
    expect(ofMove(move.saySent(ON_FILE, to))).toBe(
      'Your request to move the visit on Tuesday, March 11 at 9:00 AM to Wednesday, March 12 at 9:00 AM was sent to the office. It is not moved yet: the old time stays until the office confirms it.',
    );
    const open = [cancel.sayTask(ON_FILE), cancel.sayWorking(ON_FILE), cancel.sayNotCancelled('pms-refused')].map(
      ofCancel,
    );
    const still = [move.sayTask(ON_FILE, to), move.sayWorking(ON_FILE), move.sayTaken('')].map(ofMove);
    for (const text of [...open, ...still])
      expect(text).toMatch(/not (cancelled|moved) yet|nothing was (cancelled|moved)/);
  });

  it('reads out visits without their codes', () => {
    const told = { code: 'A1', visit: ON_FILE.visit, providerName: null, stand: 'requested' as const };
    expect(reply(sayVisits({ told: [told], moreCount: 0 }, '2031-03-04'), 'get-patient-info')).toBe(
      'You have these visits: Tuesday, March 11 at 9:00 AM, asked for and not confirmed yet.',
    );
    expect(reply(sayVisits({ told: [], moreCount: 0 }, '2031-03-04'), 'get-patient-info')).toContain(
      'no upcoming visits',
    );
  });

  it('offers no more than three times, whatever it was given', () => {
    const times = [1, 2, 3, 4].map((n) => `Monday, March ${n} at 9:00 AM (S${n})`).join('; ');
    expect(reply(sayTaken(times))).toContain(
      'I can offer Monday, March 1 at 9:00 AM; Monday, March 2 at 9:00 AM; or Monday, March 3 at 9:00 AM.',
    );
  });

  it('does not take a full book for an unknown patient', () => {
    expect(reply(sayNoOpenings('Cleaning'), 'check-availability')).toContain('no open time');
    expect(reply(sayNotFound(), 'search-patients')).toContain('cannot find anybody');
  });

  it('says of a new chart and of a transfer no more than is known', () => {
    const person = { id: '1', code: 'P1', level: 'L2', patientIndex: 'x' } as const;
    const asked = { code: 'A1', person: { ...person, patient: phi({ patientId: '', firstName: 'Nora' }) } };
    expect(reply(saySentPatient(asked), 'create-patient')).toBe(
      'Thank you, Nora. Your details were sent to the office, which will confirm them. Which days suit you?',
    );
    expect(reply(sayPuttingThrough(), 'transfer-to-human')).not.toMatch(/answer|on the line/);
    expect(reply(sayTransferTask(true), 'transfer-to-human')).toContain('will call you back');
    expect(reply(sayTransferTask(false), 'transfer-to-human')).not.toContain('call you back');
  });
});

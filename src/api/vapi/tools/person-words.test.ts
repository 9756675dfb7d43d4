import { BookingReason } from '../../../domain/booking/operation';
import { phi } from '../../../domain/phi';
import type { ToolText } from '../../../domain/status-words';
import type { CallPatient } from '../../../persistence/call-codes';
import { english as created } from './create-patient/say';
import { english as transfer } from './transfer-to-human/say';
import { english as updated } from './update-patient/say';

const LONGEST = 'N'.repeat(60);
const PERSON: CallPatient = {
  id: '1',
  code: 'P12',
  level: 'L2',
  patientIndex: 'x',
  patient: phi({ patientId: '', firstName: LONGEST }),
};
const ASKED = { code: 'A12', person: PERSON };
const CHANGE = {
  code: 'A12',
  fields: [
    'phone',
    'email',
    'address',
    'insurance',
    'firstName',
    'middleName',
    'lastName',
    'preferredName',
    'language',
  ],
};

const texts: [string, ToolText][] = [
  ['new patient, sent', created.sent(ASKED)],
  ['new patient, confirmed', created.confirmed(ASKED)],
  ['new patient, working', created.working(ASKED)],
  ['new patient, task', created.task('A12', true)],
  ['new patient, written down', created.task('A12', false)],
  ['new patient, not taken', created.notTaken()],
  ['change, sent', updated.sent(CHANGE)],
  ['change, confirmed', updated.confirmed(CHANGE)],
  ['change, working', updated.working(CHANGE)],
  ['change, task', updated.task(CHANGE, true)],
  ['change, written down', updated.task(CHANGE, false)],
  ['change, nothing', updated.nothingToChange()],
  ['change, not taken', updated.notTaken()],
  ['transfer, put through', transfer.puttingThrough()],
  ['transfer, task', transfer.task(true, false)],
  ['transfer, written down', transfer.task(false, false)],
  ...Object.values(BookingReason).flatMap((reason): [string, ToolText][] => [
    [`new patient, ${reason}`, created.notDone(reason)],
    [`change, ${reason}`, updated.notDone(reason)],
  ]),
];

describe('what a caller may hear of charts and people', () => {
  it.each(texts)('%s: one short line that begins with its status', (_what, { text, channel }) => {
    expect(text).toMatch(/^(OK|SENT|CONFIRMED|WORKING|TASK|NEED|NOT DONE|UNAVAILABLE): /);
    expect(text).not.toMatch(/[\r\n]/);
    expect(text.length).toBeLessThanOrEqual(500);
    expect(channel).toBe(/^(NEED|NOT DONE|UNAVAILABLE)/.test(text) ? 'error' : 'result');
  });

  it('speaks of something as there only when it is confirmed', () => {
    for (const [what, { text }] of texts) {
      if (!what.includes('confirmed')) expect(text).not.toMatch(/\bis entered as\b|is in the office's system\b/);
    }
  });

  it('promises that the office acts only where its people are reached', () => {
    for (const text of [created.task('A1', false), updated.task(CHANGE, false), transfer.task(false, false)]) {
      expect(text.text).toContain('written down for the office');
      expect(text.text).not.toMatch(/office will|will call back/);
    }
  });

  it('says in every refusal that nothing was done, and what to do next', () => {
    for (const [, { text }] of texts.filter(([, { text: said }]) => said.startsWith('NOT DONE'))) {
      expect(text).toMatch(/nothing was done.*offer a person/);
    }
  });

  it('hands out the code of a new person in the form that the assistant reads codes in', () => {
    for (const { text } of [created.sent(ASKED), created.confirmed(ASKED), created.working(ASKED)]) {
      expect(text).toContain('(P12)');
      expect(text).toContain('(A12)');
    }
  });
});

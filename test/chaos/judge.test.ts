import { finding, FindingKind } from '../../src/audit/verify/finding';
import type { IntendedWrite } from './callers/ledger';
import type { Evidence } from './findings/evidence';
import { judge } from './findings/judge';
import type { BookingRecord } from './findings/our-records';
import { outcomesOf } from './findings/outcomes';
import type { Visit, Writeback } from './findings/their-records';

const AT_MS = Date.parse('2031-03-04T15:00:00Z');
const CODE = 'PRL0123456A';

const WRITE: IntendedWrite = {
  number: 1,
  tool: 'book-appointment',
  callId: 'call-1',
  practice: { officeId: 'D00001', practiceId: '1-1', phoneNumberId: 'num-dev-0001' },
  person: { firstName: 'Quilb', lastName: 'Stormbornb', dateOfBirth: '1950-01-01', number: '+16025550100' },
  patientId: '8001',
  slot: 'S1',
  visit: null,
  deliveries: [
    { toolCallId: 'id-1', sentAtMs: AT_MS, endedAtMs: AT_MS + 900, text: 'SENT: it went to the office (A1).' },
  ],
};
const BOOKING: BookingRecord = {
  ...{ id: 'booking-1', callId: 'call-1', tool: 'book-appointment', slot: 'S1', code: 'A1', state: 'confirmed' },
  ...{ route: 'pms', writeKind: 'new', reasonCode: null, referenceCode: CODE, writebackId: '900001' },
  ...{ appointmentSrNo: '500001', replacesId: null, awaitsId: null, workflowId: 'book-1', officeId: 'D00001' },
  ...{ practiceId: '1-1', date: '2031-03-10', time: '10:30', providerId: 'HYG1', operatory: 'OP3' },
};
const WRITEBACK: Writeback = {
  ...{ id: '900001', officeId: 'D00001', practiceId: '1-1', kind: 'new-appointment', targetId: '', state: 'done' },
  ...{ requestedAt: AT_MS + 500, completedAt: AT_MS + 2_000, createdId: '500001' },
  body: { patient_id: '8001', date: '2031-03-10', time: '10:30', description: `Cleaning ${CODE}` },
};
const VISIT: Visit = {
  ...{ appointmentSrNo: '500001', officeId: 'D00001', practiceId: '1-1', patientId: '8001', providerId: 'HYG1' },
  ...{ operatory: 'OP3', date: '2031-03-10', time: '10:30', lengthMinutes: 60, description: `Cleaning ${CODE}` },
  ...{ isCancelled: false, source: 'writeback' },
};

/** A booking that went as it should, except for what is given. */
function evidence(
  given: {
    readonly write?: Partial<IntendedWrite>;
    readonly booking?: Partial<BookingRecord> | null;
    readonly ours?: Partial<Evidence['ours']>;
    readonly theirs?: Partial<Evidence['theirs']>;
    readonly rest?: Partial<Evidence>;
  } = {},
): Evidence {
  const { write, booking = {}, ours, theirs, rest } = given;
  const move = (to: BookingRecord['state'], afterMs: number) => ({ subjectId: 'booking-1', to, atMs: AT_MS + afterMs });
  return {
    intended: [{ ...WRITE, ...write }],
    ours: {
      bookings: booking === null ? [] : [{ ...BOOKING, ...booking }],
      ...{ changes: [], toolCalls: [], tasks: [], promises: [], offers: [] },
      moves: [move('held', 100), move('sent', 600), move('confirmed', 2_500)],
      attempts: [{ workflowId: 'book-1', action: 'pms.appointment.create', count: 1 }],
      ...ours,
    },
    theirs: { writebacks: [WRITEBACK], visits: [VISIT], ...theirs },
    engine: [{ workflowId: 'book-1', type: 'bookAppointment', status: 'COMPLETED' }],
    audit: { isSound: true, rows: 9, chains: 1, findings: [] },
    underWay: 0,
    indexKey: Buffer.alloc(32),
    ...rest,
  };
}

const heard = (...texts: (string | null)[]): Partial<IntendedWrite> => ({
  deliveries: texts.map((text, i) => ({ toolCallId: 'id-1', sentAtMs: AT_MS, endedAtMs: AT_MS + 900 + i, text })),
});
const NOTHING = { writebacks: [], visits: [] };

const guarantees = (given: Evidence): string[] => [...new Set(judge(given).map(({ guarantee }) => guarantee))];
const task = {
  ...{ id: 'task-1', bookingId: 'booking-1', changeId: null, operationKey: null, kind: 'check-booking' },
  ...{ reasonCode: 'outcome-unknown', isOpen: true },
};

describe('the judge of a storm', () => {
  it('finds nothing wrong with a booking that landed once', () => {
    expect(judge(evidence())).toEqual([]);
    expect([...outcomesOf(evidence()).values()]).toEqual(['landed once']);
  });

  it('finds nothing wrong with one whose fate the staff look up', () => {
    const unknown = evidence({
      booking: { state: 'held' },
      ours: { tasks: [task] },
      write: heard('WORKING: nobody knows.'),
    });
    expect(judge(unknown)).toEqual([]);
    expect([...outcomesOf(unknown).values()]).toEqual(['landed once, and a task says so']);
  });

  it('sees a write that landed twice', () => {
    const again = { ...WRITEBACK, id: '900002', createdId: '500002' };
    const twin = { ...VISIT, appointmentSrNo: '500002' };
    const twice = evidence({ theirs: { writebacks: [WRITEBACK, again], visits: [VISIT, twin] } });
    expect(guarantees(twice)).toEqual([
      'every intended write is accounted for',
      'nothing lands twice',
      'confirmed means that it is in the practice’s book',
      'every request is on record before it leaves',
    ]);
  });

  it('sees one that was promised and forgotten', () => {
    const ids = { toolCalls: [{ callId: 'call-1', toolCallId: 'id-1', isAnswered: true }] };
    const forgotten = evidence({ booking: null, theirs: NOTHING, ours: ids, write: heard('WORKING: nobody knows.') });
    expect(guarantees(forgotten)).toEqual(['every intended write is accounted for']);
    const unheard = evidence({ booking: null, theirs: NOTHING, ours: ids, write: heard(null) });
    expect(guarantees(unheard)).toEqual(['every intended write is accounted for']);
  });

  it('leaves alone what was not done and told so, and what never arrived', () => {
    const told = evidence({ booking: null, theirs: NOTHING, write: heard('NOT DONE: that time was just taken.') });
    const unheard = evidence({ booking: null, theirs: NOTHING, write: heard(null) });
    expect([judge(told), judge(unheard)]).toEqual([[], []]);
  });

  it('sees a booking that is confirmed without a visit, and a visit whose booking is given up', () => {
    const gone = { ...VISIT, isCancelled: true };
    expect(guarantees(evidence({ theirs: { visits: [gone] } }))).toHaveLength(1);
    const released = evidence({ booking: { state: 'failed', reasonCode: 'pms-unavailable' } });
    expect(guarantees(released)).toEqual(['confirmed means that it is in the practice’s book']);
  });

  it.each([
    ['CONFIRMED before it was in the book', heard('CONFIRMED: it is in the book (A1).'), {}],
    ['SENT before it was', heard('SENT: it went to the office (A1).'), { moves: [] }],
    ['NOT DONE although it is done', heard('NOT DONE: nothing was booked.'), {}],
  ])('sees that a caller was told %s', (_what, write, ours) => {
    expect(guarantees(evidence({ write, ours }))).toEqual(['what was said was true when it was said']);
  });

  it('lets an answer leave open what was asked before, where the record was out of reach', () => {
    const open = 'UNAVAILABLE: this was not taken in; an earlier request may still be under way.';
    expect(judge(evidence({ write: heard(open) }))).toEqual([]);
  });

  it('sees that somebody was left waiting, and never told how it ended', () => {
    const write = heard('WORKING: nobody knows yet.');
    expect(guarantees(evidence({ write }))).toEqual(['whoever was left waiting hears how it ended']);
    const told = { subjectId: 'booking-1', channel: 'live-call', statusWord: 'confirmed', atMs: AT_MS + 3_000 };
    expect(judge(evidence({ write, ours: { promises: [told] } }))).toEqual([]);
  });

  it('sees other words for the same tool call, but lets an open answer be followed by the answer', () => {
    const other = heard('SENT: it went to the office (A1).', 'TASK: it was written down (A1).');
    expect(guarantees(evidence({ write: other }))).toEqual(['a repeated tool call hears the same words']);
    const open =
      'WORKING: the request is still being worked on, and nobody knows yet how it ends. Say just that, and not that it is done.';
    expect(judge(evidence({ write: heard(open, 'SENT: it went to the office (A1).') }))).toEqual([]);
  });

  it('sees a request without an attempt on record, and a chain that does not verify', () => {
    expect(guarantees(evidence({ ours: { attempts: [] } }))).toEqual(['every request is on record before it leaves']);
    const findings = [finding(FindingKind.edited, 'Row 3 was edited.', { chain: 'c', chainSeq: 3 })];
    const broken = evidence({ rest: { audit: { isSound: false, rows: 9, chains: 1, findings } } });
    expect(guarantees(broken)).toEqual(['every audit chain verifies']);
  });

  it('sees what is left on its way, and a workflow that broke', () => {
    const stuck = evidence({ booking: { state: 'sent' }, rest: { underWay: 1 } });
    expect(guarantees(stuck)).toContain('every write comes to an end, or waits for a person');
    const engine = [{ workflowId: 'book-1', type: 'bookAppointment', status: 'FAILED' }];
    expect(guarantees(evidence({ rest: { engine } }))).toEqual(['every write comes to an end, or waits for a person']);
  });
});

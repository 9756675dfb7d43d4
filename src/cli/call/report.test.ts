import { describeEvent } from './conversation';
import { createPaint } from './paint';
import { reportAudit, reportBooking, reportExpectations, workflowUrl } from './report';
import type { RecordedBooking } from './call-record';
import { formatTable } from './table';

const plain = createPaint(false);

describe('the report of a call', () => {
  it("keeps the slash of a workflow's id out of the path", () => {
    expect(workflowUrl('http://127.0.0.1:8233', 'default', 'book-appointment/aB-_1')).toBe(
      'http://127.0.0.1:8233/namespaces/default/workflows/book-appointment%2FaB-_1',
    );
  });

  it("shows a booking's states with their reasons, on the practice's clock", () => {
    const at = (iso: string) => new Date(iso);
    const recorded = {
      booking: { code: 'A1', localDate: '2031-03-10', localTime: '10:30', referenceCode: 'PRLSAMPLE1' },
      transitions: [
        { at: at('2031-03-04T15:00:00.000Z'), fromState: null, toState: 'held', reasonCode: null },
        { at: at('2031-03-04T15:00:00.250Z'), fromState: 'held', toState: 'released', reasonCode: 'slot-taken' },
      ],
    } as unknown as RecordedBooking;
    expect(reportBooking(recorded, 'America/New_York')).toEqual([
      'Booking A1: 2031-03-10 at 10:30, reference PRLSAMPLE1',
      '  time          after   change           reason',
      '  10:00:00.000  +0.0 s  new → held',
      '  10:00:00.250  +0.3 s  held → released  slot-taken',
    ]);
  });

  it('leaves status and time of an audit row open when no answer is there yet', () => {
    const common = { kind: 'attempt', actorType: 'system', action: 'a', toolCallId: null, phiFields: ['date', 'time'] };
    const row = { ...common, at: new Date('2031-03-04T15:00:00Z'), outcome: 'pending', endpoint: '/appointment' };
    const done = { ...row, outcome: 'success', responseStatus: 201, responseTimeMs: 8 };
    const [, first, second] = reportAudit([{ ...row, responseStatus: null, responseTimeMs: null }, done], 'UTC');
    expect(first).toBe('  15:00:00.000  system  a       pending  /appointment              date,time');
    expect(second).toBe('  15:00:00.000  system  a       success  /appointment     201   8  date,time');
  });

  it('marks what holds and what does not', () => {
    const lines = reportExpectations(
      [
        { claim: 'one', holds: true },
        { claim: 'two', holds: false },
      ],
      plain,
    );
    expect(lines).toEqual(['  ✓ one', '  ✗ two']);
  });

  it('puts no colour codes where there is no terminal', () => {
    const escape = String.fromCharCode(27);
    const event = { kind: 'says', who: 'Assistant', text: 'Hello.' } as const;
    expect(describeEvent(event, plain).join('')).not.toContain(escape);
    expect(describeEvent(event, createPaint(true)).join('')).toContain(escape);
  });

  it('shows equal answers to repeated deliveries once, with each time, and different ones apart', () => {
    const base = { tool: 'book-appointment', toolCallId: 'c', from: 'caller', status: 'SENT' } as const;
    const answers = [
      { ...base, text: 'SENT: a', durationMs: 10.4 },
      { ...base, text: 'SENT: a', durationMs: 20 },
      { ...base, text: 'SENT: b', durationMs: 30 },
    ];
    expect(describeEvent({ kind: 'answers', answers }, plain).map((line) => line.trim())).toEqual([
      '< SENT: a  (10 ms, 20 ms)',
      '< SENT: b  (30 ms)',
    ]);
  });
});

describe('a table', () => {
  it('stands in columns, with numbers to the right', () => {
    expect(
      formatTable([
        ['name', 'ms'],
        ['a', '5'],
        ['bcdef', '120'],
      ]),
    ).toEqual(['name    ms', 'a        5', 'bcdef  120']);
  });
});

import { auditRowWith, AN_ACCOUNT, A_PATIENT } from '../../../test/support/audit-rows';
import type { StoredAuditRow } from '../stored-row';
import { buildReport, type ReportSubject } from './build-report';
import { accessReportSchema, type AccessReport } from './schema';

const SUBJECT: ReportSubject = {
  accountId: AN_ACCOUNT,
  practice: null,
  patientRef: A_PATIENT,
  timeZone: 'America/New_York',
  from: null,
  until: null,
};
const micros = (iso: string): number => Date.parse(iso) * 1_000;
const own = auditRowWith({
  action: 'audit.report',
  kind: 'event',
  actor_type: 'operator',
  actor_ref: 'privacy-1',
  purpose: 'patient-request',
  created_at: micros('2031-03-05T12:00:00Z'),
  chain_seq: 900,
});

const report = (
  ofPatient: readonly StoredAuditRow[],
  { wholeExports = [], ...subject }: Partial<ReportSubject> & { wholeExports?: readonly StoredAuditRow[] } = {},
): AccessReport => accessReportSchema.parse(buildReport({ ...SUBJECT, ...subject }, { own, ofPatient, wholeExports }));

describe('buildReport', () => {
  it('tells who, when, what, why and how it ended', () => {
    const row = auditRowWith({
      action: 'tool.call',
      endpoint: '/vapi/tools/book-appointment',
      created_at: micros('2031-01-15T20:30:00Z'),
      phi_fields: ['appointment.date', 'firstname'],
    });
    expect(report([row]).accesses).toEqual([
      {
        at: '2031-01-15T15:30:00.000-05:00',
        who: "our voice assistant, for a caller at level L3 (full name, date of birth, caller's number)",
        what: 'a request in a phone call was answered: book-appointment',
        fields: ['appointment date', 'first name'],
        why: 'treatment',
        outcome: 'done',
        isOnlySeen: false,
        callId: 'call-1',
        row: { id: row.id, chain: AN_ACCOUNT, chainSeq: row.chain_seq, hash: row.row_hash },
      },
    ]);
  });

  it.each([
    [
      { actor_type: 'assistant', assurance_level: 'L0', evidence: [] },
      'our voice assistant, for a caller who had not been identified',
    ],
    [{ actor_type: 'operator', actor_ref: 'op-7', on_behalf_of: null }, 'operator op-7'],
    [
      { actor_type: 'operator', actor_ref: 'op-7', on_behalf_of: 'Board of Dentistry' },
      'operator op-7, for Board of Dentistry',
    ],
    [{ actor_type: 'system', on_behalf_of: null }, 'our system'],
    [
      { actor_type: 'caller', assurance_level: 'L1', evidence: ['caller-number'] },
      "a caller at level L1 (caller's number)",
    ],
  ])('names the actor: %j', (changes, who) => {
    expect(report([auditRowWith(changes)]).accesses[0]?.who).toBe(who);
  });

  it('marks a search that only saw the record', () => {
    expect(report([auditRowWith({ action: 'patient.seen', kind: 'event' })]).accesses[0]).toMatchObject({
      isOnlySeen: true,
      what: 'the record came in with the answers of a search; nothing was told of it by that',
    });
  });

  it('keeps to its period: the first instant belongs to it, the last does not', () => {
    const at = (iso: string) => auditRowWith({ created_at: micros(iso) });
    const rows = [at('2031-01-31T23:59:59Z'), at('2031-02-01T00:00:00Z'), at('2031-03-01T00:00:00Z')];
    const { accesses } = report(rows, {
      from: new Date('2031-02-01T00:00:00Z'),
      until: new Date('2031-03-01T00:00:00Z'),
    });
    expect(accesses.map(({ row }) => row.id)).toEqual([rows[1]?.id]);
  });

  it('counts an export by what the record held before, though that lies outside the period', () => {
    const seen = auditRowWith({ created_at: micros('2031-01-01T00:00:00Z') });
    const wholeExport = auditRowWith({
      action: 'audit.export',
      actor_type: 'operator',
      purpose: 'research',
      on_behalf_of: 'State University',
      patient_ref: null,
      created_at: micros('2031-02-02T03:00:00Z'),
    });
    const { accesses, accountingOfDisclosures } = report([seen], {
      wholeExports: [wholeExport],
      from: new Date('2031-02-01T00:00:00Z'),
    });
    expect(accountingOfDisclosures.disclosures).toEqual([
      {
        date: '2031-02-01',
        recipient: 'State University',
        description: 'an export of the record of accesses, which by then held entries about the patient',
        purpose: 'research',
        rowId: wholeExport.id,
      },
    ]);
    expect(accountingOfDisclosures.statement).toMatch(/^One disclosure that 45 CFR 164\.528 counts is on record/);
    expect(accesses.map(({ row }) => row.id)).toEqual([wholeExport.id]);
  });

  it('says in words that there is nothing, for a patient without rows', () => {
    const { accesses, accountingOfDisclosures, madeBy, ownRow } = report([]);
    expect(accesses).toEqual([]);
    expect(accountingOfDisclosures.disclosures).toEqual([]);
    expect(accountingOfDisclosures.statement).toMatch(/^No disclosure that 45 CFR 164\.528 counts is on record/);
    expect({ madeBy, ownRow }).toEqual({ madeBy: 'privacy-1', ownRow: { id: own.id, chainSeq: 900 } });
  });

  it('says what is left out and that it goes beyond the rule', () => {
    const notes = report([]).notes.join(' ');
    expect(notes).toContain('more than an accounting of disclosures asks for');
    expect(notes).toContain('45 CFR 164.528(a)(1)');
    expect(notes).toContain('six years');
  });
});

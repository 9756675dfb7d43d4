import * as fc from 'fast-check';
import { A_PRACTICE, auditRowWith } from '../../../test/support/audit-rows';
import { AuditPurpose } from '../vocabulary';
import { countDisclosures } from './disclosures';

const MADE_AT = new Date('2031-03-05T12:00:00Z');
const micros = (iso: string): number => Date.parse(iso) * 1_000;
const OTHER_PRACTICE = '7f1d5c1e-54a5-4f0e-8f3b-0a0a0a0a0b02';

/** 45 CFR 164.528(a)(1): the rest of the purposes are excluded. Written again here, so that a slip shows. */
const COUNTED = [
  'required-by-law',
  'public-health',
  'health-oversight',
  'legal-proceedings',
  'law-enforcement',
  'research',
];

const rowsAbout = (isWhole: boolean) =>
  fc
    .record({
      purpose: fc.constantFrom(...Object.values(AuditPurpose)),
      outcome: fc.constantFrom('success', 'not-found', 'denied', 'failure', 'unknown', 'pending'),
      created_at: fc.integer({ min: micros('2022-01-01T00:00:00Z'), max: micros('2031-03-05T00:00:00Z') }),
      pms_integration_id: fc.constantFrom(A_PRACTICE, OTHER_PRACTICE, null),
    })
    .map((changes) => auditRowWith(isWhole ? { ...changes, action: 'audit.export', patient_ref: null } : changes));

describe('countDisclosures', () => {
  it('counts exactly the rows that the rule counts, oldest first', () => {
    fc.assert(
      fc.property(fc.array(rowsAbout(false)), fc.array(rowsAbout(true)), (ofPatient, exports) => {
        const counted = countDisclosures(ofPatient, exports, MADE_AT).map(({ row }) => row);
        const expected = [...ofPatient, ...exports].filter(
          (row) =>
            COUNTED.includes(row.purpose) &&
            ['success', 'unknown', 'pending'].includes(row.outcome) &&
            row.created_at >= micros('2025-03-05T12:00:00Z') &&
            (row.patient_ref !== null ||
              ofPatient.some(
                (before) =>
                  before.created_at <= row.created_at &&
                  [null, before.pms_integration_id].includes(row.pms_integration_id),
              )),
        );
        expect(new Set(counted)).toEqual(new Set(expected));
        expect(counted).toHaveLength(expected.length);
        const times = counted.map(({ created_at }) => created_at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });

  it('counts an export of the whole record for a patient it held, and not for one who came later', () => {
    const wholeExport = auditRowWith({
      action: 'audit.export',
      purpose: 'health-oversight',
      patient_ref: null,
      pms_integration_id: null,
      created_at: micros('2031-02-01T00:00:00Z'),
    });
    const before = auditRowWith({ created_at: micros('2031-01-31T00:00:00Z') });
    const after = auditRowWith({ created_at: micros('2031-02-02T00:00:00Z') });
    expect(countDisclosures([before], [wholeExport], MADE_AT)).toEqual([
      { row: wholeExport, kind: 'of-the-whole-record' },
    ]);
    expect(countDisclosures([after], [wholeExport], MADE_AT)).toEqual([]);
  });
});

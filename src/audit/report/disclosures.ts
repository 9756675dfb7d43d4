import { DateTime } from 'luxon';
import type { StoredAuditRow } from '../stored-row';
import { isAccountablePurpose } from './accountable-purposes';

/** Why a row counts: it is about the patient, or it is an export of a record that held rows about the patient. */
export type DisclosureKind = 'of-the-patient' | 'of-the-whole-record';

export interface CountedDisclosure {
  readonly row: StoredAuditRow;
  readonly kind: DisclosureKind;
}

/** How far back an accounting goes: "in the six years prior to the date on which the accounting is requested". */
export const ACCOUNTING_YEARS = 6;
const MICROS_PER_MS = 1_000;

/** With one of these, nothing was given to anybody. What is not known to have failed counts. */
const NOTHING_GIVEN: ReadonlySet<string> = new Set(['denied', 'failure', 'not-found']);

/**
 * The disclosures that 45 CFR 164.528 counts. An export that names no patient counts for everybody whom the record
 * spoke of by then, at the practice that it was limited to if it was: how much of the record it held is not on the row,
 * so it is rather counted than left out.
 * @param patientRows every row about the patient, whatever the report's period
 * @param wholeExports rows of exports that name no patient
 */
export function countDisclosures(
  patientRows: readonly StoredAuditRow[],
  wholeExports: readonly StoredAuditRow[],
  madeAt: Date,
): CountedDisclosure[] {
  const sinceMicros = DateTime.fromJSDate(madeAt).minus({ years: ACCOUNTING_YEARS }).toMillis() * MICROS_PER_MS;
  const counts = (row: StoredAuditRow): boolean =>
    isAccountablePurpose(row.purpose) && !NOTHING_GIVEN.has(row.outcome) && row.created_at >= sinceMicros;
  const held = (wholeExport: StoredAuditRow): boolean =>
    patientRows.some(
      (row) =>
        row.created_at <= wholeExport.created_at &&
        (wholeExport.pms_integration_id === null || wholeExport.pms_integration_id === row.pms_integration_id),
    );
  const all: CountedDisclosure[] = [
    ...patientRows.map((row) => ({ row, kind: 'of-the-patient' as const })),
    ...wholeExports.filter(held).map((row) => ({ row, kind: 'of-the-whole-record' as const })),
  ];
  return all.filter(({ row }) => counts(row)).sort((a, b) => a.row.created_at - b.row.created_at);
}

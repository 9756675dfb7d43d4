import type { Contender, RoundPlan } from '../measure/rounds';
import type { SampleRecord } from '../product/audit-record';
import type { Pair } from './pair';

/** So many that a second is the goal. */
export const ROWS_TO_VERIFY = 100_000;

/** How long it takes to check a record, as it lies in the database and as an export. */
export function auditVerifyPair(record: SampleRecord, plan: RoundPlan): Pair {
  const rows = `${ROWS_TO_VERIFY.toLocaleString('en')} rows`;
  const ofExport: Contender = { name: `verify an export, ${rows}`, sample: () => record.verifyExport() };
  const ofDatabase: Contender = { name: `verify a database, ${rows}`, sample: () => record.verifyDatabase() };
  return {
    title: 'Audit: verify',
    target: 'at most 1,000 ms, that is 100,000 rows a second',
    plan,
    groups: [[ofExport, ofDatabase]],
    lines: [
      [ofExport.name, null],
      [ofDatabase.name, null],
    ],
    countsSikkaCalls: false,
  };
}

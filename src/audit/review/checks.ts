import { readMissingEnd, readNumberGaps } from './aggregates/missing-numbers';
import { readOpenAttempts } from './aggregates/open-attempts';
import { readOperatorHours } from './aggregates/operator-hours';
import { readOperatorVolume } from './aggregates/operator-volume';
import { readPatientsOfCallers } from './aggregates/patients-of-callers';
import { readSilentLines } from './aggregates/silent-lines';
import { readUnexplainedAccess } from './aggregates/unexplained-access';
import { readUnsealed } from './aggregates/unsealed';
import { readLockedCalls, readVerificationFailures } from './aggregates/verifications';
import type { AuditTransaction } from '../append';
import type { Finding } from './finding';
import { findAccessWithoutCall } from './rules/access-without-call';
import { findAttemptsWithoutOutcome } from './rules/attempts-without-outcome';
import { findBulkAccess, findBulkExports } from './rules/bulk';
import { findFailedVerifications } from './rules/failed-verifications';
import { findLockedCalls } from './rules/locked-calls';
import { findNumbersMissing } from './rules/numbers-missing';
import { findOneCallerManyPatients } from './rules/one-caller-many-patients';
import { findOutOfHoursAccess } from './rules/out-of-hours-access';
import { findSilentLines } from './rules/silent-line';
import { findUnsealedRows } from './rules/unsealed-rows';
import type { ReviewCheck, ReviewScope } from './scope';

const CHECKS: readonly ReviewCheck[] = [
  async (tx, scope) => findFailedVerifications(await readVerificationFailures(tx, scope)),
  async (tx, scope) => findLockedCalls(await readLockedCalls(tx, scope)),
  async (tx, scope) => findOneCallerManyPatients(await readPatientsOfCallers(tx, scope)),
  async (tx, scope) => findOutOfHoursAccess(await readOperatorHours(tx, scope)),
  async (tx, scope) => findAccessWithoutCall(await readUnexplainedAccess(tx, scope)),
  async (tx, scope) => findAttemptsWithoutOutcome(await readOpenAttempts(tx, scope)),
  async (tx, scope) => findNumbersMissing(await readNumberGaps(tx, scope)),
  async (tx, scope) => findNumbersMissing(await readMissingEnd(tx, scope)),
  async (tx, scope) => findUnsealedRows(await readUnsealed(tx, scope)),
  async (tx, scope) => findSilentLines(await readSilentLines(tx, scope)),
  async (tx, scope) => {
    const volume = await readOperatorVolume(tx, scope);
    return [...findBulkExports(volume), ...findBulkAccess(volume)];
  },
];

/** Everything in one day of one chain that deserves a look (HIPAA, 45 CFR 164.308(a)(1)(ii)(D) and 164.312(b)). */
export async function findForReview(tx: AuditTransaction, scope: ReviewScope): Promise<Finding[]> {
  const findings: Finding[] = [];
  // One after the other: nobody waits for a review, and callers want the database.
  for (const check of CHECKS) findings.push(...(await check(tx, scope)));
  return findings;
}

import { checkAccounted } from './checks/accounted';
import { checkConfirmed } from './checks/confirmed';
import { checkOnRecord } from './checks/on-record';
import { checkOnce } from './checks/once';
import { checkSaid } from './checks/said';
import { checkSameWords } from './checks/same-words';
import { checkSettled } from './checks/settled';
import { checkTold } from './checks/told';
import type { Check, Evidence, Violation } from './evidence';

const CHECKS: readonly Check[] = [
  ...[checkAccounted, checkOnce, checkConfirmed, checkSaid, checkTold, checkSameWords],
  ...[checkOnRecord, checkSettled],
];

/** Everything that is not as it was promised. */
export const judge = (evidence: Evidence): Violation[] => CHECKS.flatMap((check) => check(evidence));

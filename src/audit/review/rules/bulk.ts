import type { OperatorVolume } from '../aggregates/operator-volume';
import { detailsOf, ReviewRule, type Finding } from '../finding';
import { REVIEW_THRESHOLDS } from '../thresholds';

const about =
  (rule: ReviewRule, counts: (volume: OperatorVolume) => Record<string, number>) =>
  (volume: OperatorVolume): Finding => ({
    rule,
    about: volume.actorRef,
    integrationId: null,
    details: { ...detailsOf(volume, counts(volume)), actorRef: volume.actorRef },
  });

/** An export takes the record out of our reach: somebody other than who made it should know. */
export const findBulkExports = (operators: readonly OperatorVolume[]): Finding[] =>
  operators
    .filter(({ exports }) => exports >= REVIEW_THRESHOLDS.exportsPerDay)
    .map(about(ReviewRule.bulkExport, ({ exports }) => ({ exports })));

/** One person who looks at the records of very many patients in a day is not working on a case. */
export const findBulkAccess = (operators: readonly OperatorVolume[]): Finding[] =>
  operators
    .filter(({ patients }) => patients > REVIEW_THRESHOLDS.patientsPerOperatorAndDay)
    .map(about(ReviewRule.bulkAccess, ({ patients }) => ({ patients })));

import type { PatientsOfCaller } from '../aggregates/patients-of-callers';
import { detailsOf, ReviewRule, type Finding } from '../finding';
import { REVIEW_THRESHOLDS } from '../thresholds';

/** A family has a few patients. One number that knows many names and dates of birth may have a list. */
export const findOneCallerManyPatients = (callers: readonly PatientsOfCaller[]): Finding[] =>
  callers
    .filter(
      ({ inDay, inWeek }) =>
        inDay >= REVIEW_THRESHOLDS.patientsPerCallerAndDay || inWeek >= REVIEW_THRESHOLDS.patientsPerCallerAndWeek,
    )
    .map((each) => ({
      rule: ReviewRule.oneCallerManyPatients,
      about: each.caller,
      integrationId: null,
      details: detailsOf(each, { patientsInDay: each.inDay, patientsInWeek: each.inWeek }),
    }));

import type { OperatorHour } from '../aggregates/operator-hours';
import { detailsOf, MAX_CALL_IDS, ReviewRule, type Finding } from '../finding';
import { REVIEW_THRESHOLDS } from '../thresholds';

const SATURDAY = 6;

const isAtWork = ({ weekday, hour }: OperatorHour): boolean =>
  weekday < SATURDAY && hour >= REVIEW_THRESHOLDS.workHours.from && hour < REVIEW_THRESHOLDS.workHours.until;

/** Patients' data in clear at night or at a weekend is an emergency, or something that nobody should see. */
export function findOutOfHoursAccess(hours: readonly OperatorHour[]): Finding[] {
  const byOperator = new Map<string, OperatorHour[]>();
  for (const each of hours) {
    if (!isAtWork(each)) byOperator.set(each.actorRef, [...(byOperator.get(each.actorRef) ?? []), each]);
  }
  return [...byOperator].map(([actorRef, ofOperator]) => {
    const traces = {
      firstAt: earliest(ofOperator.map(({ firstAt }) => firstAt)),
      lastAt: latest(ofOperator.map(({ lastAt }) => lastAt)),
      callIds: [...new Set(ofOperator.flatMap(({ callIds }) => callIds))].slice(0, MAX_CALL_IDS),
    };
    const accesses = ofOperator.reduce((sum, each) => sum + each.accesses, 0);
    return {
      rule: ReviewRule.outOfHoursAccess,
      about: actorRef,
      integrationId: null,
      details: { ...detailsOf(traces, { accesses }), actorRef },
    };
  });
}

const sorted = (instants: readonly (Date | null)[]): Date[] =>
  instants.filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime());
const earliest = (instants: readonly (Date | null)[]): Date | null => sorted(instants)[0] ?? null;
const latest = (instants: readonly (Date | null)[]): Date | null => sorted(instants).at(-1) ?? null;

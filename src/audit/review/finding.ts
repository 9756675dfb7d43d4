/** What deserves a person's look: a task is opened for each, once. The words are the tasks' reason codes. */
export const ReviewRule = {
  failedVerifications: 'failed-verifications',
  lockedCalls: 'locked-calls',
  oneCallerManyPatients: 'one-caller-many-patients',
  outOfHoursAccess: 'out-of-hours-access',
  accessWithoutCall: 'access-without-a-call',
  attemptsWithoutOutcome: 'attempts-without-outcome',
  numbersMissing: 'numbers-missing',
  unsealedRows: 'unsealed-rows',
  silentLine: 'silent-line',
  bulkExport: 'bulk-export',
  bulkAccess: 'bulk-access',
} as const;
export type ReviewRule = (typeof ReviewRule)[keyof typeof ReviewRule];

export interface Finding {
  readonly rule: ReviewRule;
  /** About whom or what, within the chain and the day: one finding each. Never shown; it becomes part of a keyed hash. */
  readonly about: string;
  /** It stays as it is, so it is one finding on whichever day it is met; others are found anew each day. */
  readonly isLasting?: true;
  /** Null: about the whole account. */
  readonly integrationId: string | null;
  readonly details: FindingDetails;
}

/** What helps the person who looks: counts, times and ids. Nothing of a patient. */
export interface FindingDetails {
  /** How many, in the words of the rule. */
  readonly counts: Readonly<Record<string, number>>;
  /** Instants, in UTC; null where the finding is about what is not there. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** At most `MAX_CALL_IDS` of them. */
  readonly callIds: readonly string[];
  /** Of the operator, where it is about one. */
  readonly actorRef?: string;
}

export const MAX_CALL_IDS = 50;

/** What aggregates of the record have in common: when it began and ended, and in which calls. */
export interface Traces {
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly callIds: readonly string[];
}

/** Details out of an aggregate. */
export const detailsOf = ({ firstAt, lastAt, callIds }: Traces, counts: FindingDetails['counts']): FindingDetails => ({
  counts,
  firstAt: firstAt?.toISOString() ?? null,
  lastAt: lastAt?.toISOString() ?? null,
  callIds: callIds.slice(0, MAX_CALL_IDS),
});

/** Above what the daily review wants a person to look. One table, so that a privacy officer can read and question it. */
export const REVIEW_THRESHOLDS = {
  /** A caller is locked after three failures in a call: five in a day is somebody who calls again and guesses on. */
  failedVerificationsPerDay: 5,
  /** Three calls that ended locked are not the same slip of the tongue. */
  lockedCallsPerDay: 3,
  /** A parent may ask for three children. */
  patientsPerCallerAndDay: 4,
  /** What stays below the daily number, day after day. */
  patientsPerCallerAndWeek: 6,
  weekDays: 7,
  /** Mondays to Fridays, by the account's clock: from the first hour up to the second. */
  workHours: { from: 7, until: 19 },
  /** A request to the practice's software ends within seconds; its outcome is on record right after. */
  outcomeWithinMinutes: 15,
  /** Checkpoints are made each minute. */
  sealedWithinMinutes: 60,
  /** More than anybody looks at in a day's work. */
  patientsPerOperatorAndDay: 200,
  /** Every export is looked at. */
  exportsPerDay: 1,
} as const;

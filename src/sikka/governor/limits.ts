/** What an office is allowed. Every number has a reason to be changed by itself, so each has a name. */
export interface GovernorLimits {
  /** Offices that are remembered; beyond it the one that was used longest ago is forgotten. */
  readonly maxOffices: number;
  /** Requests of one office under way at a time, of both priorities together. */
  readonly slots: number;
  /** How many of them background work may take. */
  readonly backgroundSlots: number;
  /** Requests of one office and priority that may wait for their turn. */
  readonly maxWaiting: number;
  /** The share of a window that background work leaves to calls; at least one request. */
  readonly reserveShare: number;
  /** A call waits out a pause of at most this; a longer one it is told of at once. */
  readonly maxInCallPauseMs: number;
  readonly maxBackgroundWaitMs: number;
  /** Failures in a row, one after the other, that open an office's circuit. */
  readonly failuresToOpen: number;
  /** A request that was given up earlier than this says nothing about the office. */
  readonly minTimeoutMs: number;
  readonly firstOpenMs: number;
  readonly maxOpenMs: number;
  /** At most one routine write to the shared row per office in this time. */
  readonly mergeIntervalMs: number;
  /** Writes to the shared rows of all offices under way at a time: they share the process's few connections. */
  readonly maxMergesAtOnce: number;
  /** After this, background work goes on with what this process knows by itself. */
  readonly maxReserveMs: number;
}

export const DEFAULT_LIMITS: GovernorLimits = {
  maxOffices: 10_000,
  slots: 16,
  backgroundSlots: 4,
  maxWaiting: 200,
  reserveShare: 0.3,
  maxInCallPauseMs: 1_000,
  maxBackgroundWaitMs: 30_000,
  failuresToOpen: 3,
  minTimeoutMs: 2_000,
  firstOpenMs: 5_000,
  maxOpenMs: 60_000,
  mergeIntervalMs: 250,
  maxMergesAtOnce: 3,
  maxReserveMs: 1_000,
};

/** Requests of a window that are kept for calls. */
export const reserveOf = (windowLimit: number, reserveShare: number): number =>
  Math.max(1, Math.ceil(windowLimit * reserveShare));

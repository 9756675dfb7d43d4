/** Told how far a verification has come; called often, so it must be cheap. */
export interface Progress {
  checkpoints(count: number): void;
  /** @param part how much of all rows that is, from 0 to 1; null where it is not known */
  rows(count: number, part: number | null): void;
}

export const SILENT: Progress = { checkpoints: () => undefined, rows: () => undefined };

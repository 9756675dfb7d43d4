import type { OfficeRef } from './office-ref';

/** The day's cap of bytes (API2011) or of requests (API2012). */
export type DailyCapCode = 'API2011' | 'API2012';

/** A window of a rate limit. Times are durations, so that no two clocks need to agree. */
export interface WindowView {
  readonly limit: number;
  /** What is left of it, as far as is known; may be below zero. */
  readonly remaining: number;
  readonly endsInMs: number;
}

/** What one process has to tell the others. */
export interface BudgetNews {
  /** Requests of calls that left since it told last; those of background work were taken from the row beforehand. */
  readonly spent: number;
  /** The window as the headers told of it, less what this process has sent since; null while it is unknown. */
  readonly window: WindowView | null;
  /** The rest of a pause that a 429 to this process began; null when there is nothing new. */
  readonly pauseMs: number | null;
  readonly dailyCapCode: DailyCapCode | null;
}

/** What all processes together know of an office. */
export interface BudgetView {
  readonly window: WindowView | null;
  readonly pauseMs: number;
  /** Until the next day of the practice, while a daily cap is used up; else 0. */
  readonly backgroundPauseMs: number;
  readonly dailyCapCode: DailyCapCode | null;
}

export interface Reservation {
  readonly isGranted: boolean;
  readonly view: BudgetView;
}

/** An office's budget that all processes share. Both functions reject when it cannot be reached. */
export interface SharedBudget {
  /** Takes one request for background work from the window, unless that would touch the reserve or there is a pause. */
  reserve(office: OfficeRef, reserveShare: number): Promise<Reservation>;
  /** Tells the news and hears those of the others. */
  merge(office: OfficeRef, news: BudgetNews): Promise<BudgetView>;
}

import type { LocalDate, LocalTime } from '../pms';

/** How one language says days and times that exist. */
export interface TimeWords {
  /** "10:30 AM". */
  readonly time: (time: LocalTime) => string;
  /** "Tuesday, March 10", with the year where it is asked for. */
  readonly date: (date: LocalDate, withYear: boolean) => string;
  readonly today: string;
  readonly tomorrow: string;
  /** Joins the words for a date to a time: "... at 10:30 AM". */
  readonly at: (dateWords: string, time: LocalTime) => string;
}

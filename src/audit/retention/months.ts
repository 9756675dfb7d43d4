import { DateTime } from 'luxon';

/** A month by its first day, `YYYY-MM-01`, in UTC: the record is partitioned so. */
export type AuditMonth = string;

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** `2026-01` → `2026-01-01`; null for anything else. */
export const parseMonth = (text: string): AuditMonth | null => (MONTH.test(text) ? `${text}-01` : null);

/** `2026-01-01` → `2026-01`. */
export const sayMonth = (month: AuditMonth): string => month.slice(0, 7);

/** Six years: as long as 45 CFR 164.316(b)(2) asks for documentation; the record is kept as long by our own choice. */
export const RETENTION_YEARS = 6;

/** Whether the whole month has been over for the six years. The database decides by its own clock again. */
export const isOver = (month: AuditMonth, now: Date): boolean =>
  DateTime.fromISO(month, { zone: 'utc' }).plus({ months: 1, years: RETENTION_YEARS }).toMillis() <= now.getTime();

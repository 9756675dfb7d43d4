import { DateTime } from 'luxon';
import { err, ok, type Result } from '../../domain/result';

export interface Period {
  readonly from: Date | null;
  /** The first instant that no longer belongs to it. */
  readonly until: Date | null;
}

/**
 * The ends of a period, as flags have them. A date means the whole day in the zone, so that `until` is the beginning of
 * the day after; an instant is taken as it is.
 */
export function readPeriod(
  { from, until }: { readonly from: string | null; readonly until: string | null },
  zone: string,
): Result<Period, string> {
  const starts = from === null ? null : readEnd(from, 0, zone);
  const ends = until === null ? null : readEnd(until, 1, zone);
  if (starts === undefined || ends === undefined) {
    return err('--from and --until must be dates (YYYY-MM-DD) or instants with an offset.');
  }
  if (starts !== null && ends !== null && starts >= ends) return err('--from must be before --until.');
  return ok({ from: starts, until: ends });
}

/** Undefined for a text that is neither a date nor an instant. */
function readEnd(text: string, addedDays: number, zone: string): Date | undefined {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (!isDate && !/T.*(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const at = DateTime.fromISO(text, { zone });
  if (!at.isValid) return undefined;
  return at.plus({ days: isDate ? addedDays : 0 }).toJSDate();
}

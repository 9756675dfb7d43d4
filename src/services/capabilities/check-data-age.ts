import { copiedAtMs, type PmsFreshness } from '../../domain/pms-capabilities';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Above this every offered time is one that the office will confirm. */
const FRESH_MS = HOUR_MS;
/** Beyond this no times are offered from the copy: once a day is Sikka's own default, with two hours to spare. */
const USABLE_MS = 26 * HOUR_MS;

/** `20 minutes`, `3 hours`, `2 days`: whole ones, rounded down, and never none. */
function speakAge(ageMs: number): string {
  const [unitMs, unit] =
    ageMs < 2 * HOUR_MS ? [MINUTE_MS, 'minute'] : ageMs < 2 * DAY_MS ? [HOUR_MS, 'hour'] : [DAY_MS, 'day'];
  const count = Math.max(1, Math.floor(ageMs / unitMs));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

interface AgeFinding {
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
}

/**
 * How old Sikka's copy of the practice's data was when we last asked. Not how old it is now: it may have been renewed
 * since, and to reckon on would show a healthy practice as a broken one just before the next look.
 */
export function checkDataAge(freshness: PmsFreshness | null, now: Date): AgeFinding {
  const checkedAtMs = freshness === null || freshness.checkedAt === null ? null : Date.parse(freshness.checkedAt);
  if (freshness === null || checkedAtMs === null) {
    return { status: 'warn', detail: 'We do not know yet how old the copy of the practice’s schedule is.' };
  }
  if (now.getTime() - checkedAtMs > USABLE_MS) {
    const since = speakAge(now.getTime() - checkedAtMs);
    return {
      status: 'warn',
      detail: `Sikka has not told us for ${since} how old the copy of the practice’s schedule is.`,
    };
  }
  if (freshness.syncStatus === 'not-refresh') {
    const detail = 'Sikka has had no connection to the practice’s computer for over a day. Is it switched on?';
    return { status: 'fail', detail };
  }
  const atMs = copiedAtMs(freshness);
  if (atMs === null)
    return { status: 'warn', detail: 'Sikka does not say how old its copy of the practice’s schedule is.' };
  const ageMs = Math.max(0, checkedAtMs - atMs);
  const detail = `When we last asked, the copy of the practice’s schedule was ${speakAge(ageMs)} old.`;
  if (ageMs > USABLE_MS) return { status: 'fail', detail: `${detail} That is too old to offer times from.` };
  if (ageMs > FRESH_MS) return { status: 'warn', detail: `${detail} Times from it need the office to confirm.` };
  if (freshness.isInsertInProgress) {
    return { status: 'warn', detail: `${detail} Newer data is coming in at this moment.` };
  }
  return { status: 'ok', detail };
}

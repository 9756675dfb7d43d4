const MS_PER_SECOND = 1_000;

/** `X-Rate-Limit-Reset` counts the seconds that are left of the minute's window; some answers lack it. */
export function retryAfterMsOf(headers: Readonly<Record<string, unknown>>): number | null {
  const value = headers['x-rate-limit-reset'] ?? headers['retry-after'];
  return typeof value === 'string' && /^\d{1,6}$/.test(value.trim()) ? Number(value) * MS_PER_SECOND : null;
}

import type { ServerResponse } from 'node:http';
import type { Knobs } from '../knobs/board';
import type { RateState } from './rate';

/** One of the vendor's samples shows more calls left than the limit allows. */
const SURPLUS = 7;

/** The hints about the limit, as complete and as truthful as the knob `rate.headers` says. */
export function setRateHeaders(
  response: Pick<ServerResponse, 'setHeader'>,
  rate: RateState,
  form: Knobs['rate.headers'],
): void {
  if (form === 'none') return;
  const remaining = form === 'remaining-above-limit' ? rate.limit + SURPLUS : rate.remaining;
  response.setHeader('X-Rate-Limit-Limit', String(rate.limit));
  response.setHeader('X-Rate-Limit-Remaining', String(remaining));
  if (form !== 'no-reset') response.setHeader('X-Rate-Limit-Reset', String(rate.resetSeconds));
}

import type { PmsError } from '../../domain/pms-errors';
import { err, ok, type Result } from '../../domain/result';

/**
 * Two reads that tell about one thing. One that Sikka refuses for good (not in the plan, not for this software) leaves
 * the other to speak, with null in its place; one that failed for the moment fails both, as half of it would mislead.
 */
export function eitherRead<A, B>(
  one: Result<A, PmsError>,
  other: Result<B, PmsError>,
): Result<{ readonly one: A | null; readonly other: B | null }, PmsError> {
  if (!one.ok && (one.error.isRetryable || !other.ok)) return err(one.error);
  if (!other.ok && other.error.isRetryable) return err(other.error);
  return ok({ one: one.ok ? one.value : null, other: other.ok ? other.value : null });
}

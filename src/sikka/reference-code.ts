import { findReferenceCode } from '../domain/booking/reference-code';
import { reveal, type Phi } from '../domain/phi';

/** Whether a write-back's echo or a visit's description holds our opaque code; nothing else of the text is let out. */
export function holdsReferenceCode(
  wrapped: Phi<string> | Phi<{ readonly description: string }>,
  code: string,
): boolean {
  const value = reveal<string | { readonly description: string }>(wrapped);
  return findReferenceCode(typeof value === 'string' ? value : value.description) === code;
}

import { toE164 } from '../../domain/phones/e164';
import { phi, reveal, type Phi } from '../../domain/phi';
import type { PatientOnFile } from '../../domain/pms';

/**
 * Where a text to a patient may go: the cell on their chart, else the phone at home. Never at work, where others read
 * it, and never the number that called, which can be anybody's. In E.164; null where the chart has neither.
 */
export function chooseTextNumber(patient: PatientOnFile): Phi<string> | null {
  const { cell, homePhone } = reveal(patient);
  const number = toE164(cell) ?? toE164(homePhone);
  return number === null ? null : phi(number);
}

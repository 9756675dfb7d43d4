import { reveal, type Phi } from '../../domain/phi';
import type { PmsExchange } from '../../domain/pms';
import type { NoTextReason } from '../../domain/messaging/news';
import type { Practice } from '../../persistence/practices';
import type { SikkaClient } from '../../sikka/client';
import { chooseTextNumber } from './choose-number';

export type TextNumber =
  | { readonly kind: 'number'; readonly number: Phi<string> }
  | { readonly kind: 'none'; readonly why: NoTextReason }
  /** The chart could not be read now. */
  | { readonly kind: 'retry' };

const TIMEOUT_MS = 6_000;

/** Reads where a text to the patient may go from their chart. The exchanges are for the audit record, before it is used. */
export async function findTextNumber(
  sikka: Pick<SikkaClient, 'patients'>,
  { office }: Practice,
  patient: Phi<string>,
): Promise<{ readonly found: TextNumber; readonly exchanges: readonly PmsExchange[] }> {
  const patientId = reveal(patient);
  const reply = await sikka.patients.findPatients(
    { office, priority: 'background', timeoutMs: TIMEOUT_MS },
    { patientId },
  );
  const { exchanges } = reply;
  if (!reply.ok) return { exchanges, found: reply.error.isRetryable ? { kind: 'retry' } : none('no-patient') };
  // How Sikka matches is not documented, so the answer is compared.
  const chart = reply.value.find((each) => reveal(each).patientId === patientId);
  const number = chart === undefined ? null : chooseTextNumber(chart);
  if (number !== null) return { exchanges, found: { kind: 'number', number } };
  return { exchanges, found: none(chart === undefined ? 'no-patient' : 'no-number') };
}

const none = (why: NoTextReason): TextNumber => ({ kind: 'none', why });

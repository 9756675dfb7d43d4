import type { Writeback } from '../state/store';

/** The request in the manner of a form; it holds patient data, and with the key a beginning of the request key. */
export function echoOf(write: Writeback, more: { readonly withKey: boolean } = { withKey: false }): string {
  const target = write.targetId === '' ? {} : { [targetField(write)]: write.targetId };
  return new URLSearchParams({
    ...(more.withKey ? { request_key: write.keyStart } : {}),
    ...target,
    ...write.body,
  }).toString();
}

const targetField = ({ kind }: Writeback): string => (kind === 'edit-patient' ? 'patient_id' : 'appointment_sr_no');

import { OfficeRefusal } from '../../domain/office-refusal';
import {
  mayWrite,
  PmsWrite,
  WriteSupport,
  type PmsCapabilities,
  type PmsFreshness,
} from '../../domain/pms-capabilities';
import { checkDataAge } from './check-data-age';

/** One thing about a practice's connection, in words for the person who runs the office. */
export interface ConnectionCheck {
  readonly name: 'connection' | 'request-key' | 'data-age' | 'utility' | 'writes';
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
}

export interface CheckedIntegration {
  readonly status: 'pending' | 'active' | 'degraded' | 'revoked';
  /** A closed word of ours (`OfficeRefusal`); null while all is well. */
  readonly statusReason: string | null;
  readonly capabilities: PmsCapabilities | null;
  readonly freshness: PmsFreshness | null;
  /** Of the office; left out where the caller does not know it. */
  readonly requestKey?: { readonly expiresAt: Date | null; readonly refusedAt: Date | null } | undefined;
}

type Finding = Omit<ConnectionCheck, 'name'>;

const REASONS: Readonly<Record<string, string>> = {
  [OfficeRefusal.keyRefused]: 'Sikka does not accept the practice’s key any more. Connect the practice again.',
  [OfficeRefusal.notInPlan]: 'Sikka does not allow us one of the things we ask for. Our support looks into it.',
  [OfficeRefusal.accessRemoved]:
    'The practice has taken our access away in Sikka. Connect it again to take calls for it.',
};

function checkConnection({ status, statusReason }: CheckedIntegration): Finding {
  const reason = REASONS[statusReason ?? ''];
  switch (status) {
    case 'active':
      return { status: 'ok', detail: 'The practice is connected.' };
    case 'pending':
      return { status: 'warn', detail: 'The practice is not connected yet.' };
    case 'degraded':
      return { status: 'warn', detail: reason ?? 'The connection has trouble. Our support looks into it.' };
    case 'revoked':
      return { status: 'fail', detail: reason ?? 'The connection has ended. Connect the practice again.' };
  }
}

function checkRequestKey(key: NonNullable<CheckedIntegration['requestKey']>, now: Date): Finding {
  if (key.expiresAt !== null && key.expiresAt > now) {
    return { status: 'ok', detail: 'The key that Sikka gives us for a day is valid.' };
  }
  if (key.refusedAt !== null) {
    return { status: 'fail', detail: 'Sikka refuses to give us a key for this practice. Connect the practice again.' };
  }
  return { status: 'warn', detail: 'We hold no valid key of Sikka’s at the moment; the next call asks for one.' };
}

function checkUtility(freshness: PmsFreshness | null): Finding {
  const isKnown = freshness !== null && (freshness.pmsRefreshedAt ?? freshness.refreshIntervalMinutes) !== null;
  if (freshness?.utilityIsInactive === true) {
    return { status: 'fail', detail: 'The Sikka program on the practice’s computer is switched off.' };
  }
  if (freshness?.utilityHasError === true) {
    const detail = 'The Sikka program on the practice’s computer reports an error. Open it there and see what it says.';
    return { status: 'warn', detail };
  }
  if (!isKnown)
    return { status: 'warn', detail: 'Sikka does not say how its program on the practice’s computer does.' };
  return { status: 'ok', detail: 'The Sikka program on the practice’s computer works.' };
}

const WRITE_NAMES = [
  [PmsWrite.bookAppointment, 'new visits'],
  [PmsWrite.rescheduleAppointment, 'moved visits'],
  [PmsWrite.changeAppointmentStatus, 'cancelled visits'],
  [PmsWrite.createPatient, 'new patients'],
  [PmsWrite.updatePatient, 'changes of a patient’s record'],
  [PmsWrite.addNote, 'notes'],
] as const;

/** Cancelling takes more than support: one of the practice's own status words has to mean it. */
const isSent = ({ writes, cancelWord }: PmsCapabilities, write: PmsWrite): boolean =>
  writes[write] === WriteSupport.supported && (write !== PmsWrite.changeAppointmentStatus || cancelWord !== null);

const namesWhere = (isWanted: (write: PmsWrite) => boolean): string =>
  WRITE_NAMES.filter(([write]) => isWanted(write))
    .map(([, name]) => name)
    .join(', ');

function checkWrites(capabilities: PmsCapabilities | null): Finding {
  if (capabilities === null) {
    return { status: 'warn', detail: 'We have not been told yet what the practice’s software takes from us.' };
  }
  const sent = namesWhere((write) => isSent(capabilities, write));
  const isTried = !isSent(capabilities, PmsWrite.bookAppointment) && mayWrite(capabilities, PmsWrite.bookAppointment);
  const tried: readonly PmsWrite[] = isTried ? [PmsWrite.bookAppointment] : [];
  const byHand = namesWhere((write) => !isSent(capabilities, write) && !tried.includes(write));
  const sentences = [
    sent === ''
      ? 'Nothing is known to reach the practice’s software by itself.'
      : `Reach the software by themselves: ${sent}.`,
    isTried ? 'New visits are sent too, though it is not known yet whether the software takes them.' : '',
    byHand === '' ? '' : `Become tasks for the staff: ${byHand}.`,
  ];
  const isBooking = isSent(capabilities, PmsWrite.bookAppointment);
  return { status: isBooking ? 'ok' : 'warn', detail: sentences.filter((sentence) => sentence !== '').join(' ') };
}

/** How a practice's connection stands at `now`, from what is stored: nobody is asked. */
export function checksOf(integration: CheckedIntegration, now: Date): readonly ConnectionCheck[] {
  const { requestKey, freshness, capabilities } = integration;
  return [
    { name: 'connection', ...checkConnection(integration) },
    ...(requestKey === undefined ? [] : [{ name: 'request-key' as const, ...checkRequestKey(requestKey, now) }]),
    { name: 'data-age', ...checkDataAge(freshness, now) },
    { name: 'utility', ...checkUtility(freshness) },
    { name: 'writes', ...checkWrites(capabilities) },
  ];
}

import type { SpokenName } from '../../../../domain/disclosure/view';
import { EVIDENCE_OF } from '../../../../domain/identity/assurance';
import type { CallPatient } from '../../../../persistence/call-codes';
import type { Disclosure } from '../../tool';
import type { BookingStanding } from './booking-desk';
import type { ChangeStanding } from './change-desk';

/** What an answer about a write to a patient's visits gives away: the fields that its words name, if any. */
export function visitDisclosure(
  { level, patientIndex }: Pick<CallPatient, 'level' | 'patientIndex'>,
  { kind }: Pick<BookingStanding | ChangeStanding, 'kind'>,
  phiFields: readonly SpokenName[],
): Disclosure {
  const isDone = kind === 'sent' || kind === 'confirmed' || kind === 'task';
  const known = kind === 'working' || kind === 'unreachable' ? 'unknown' : 'failure';
  return {
    outcome: isDone ? 'success' : known,
    level,
    evidence: [...EVIDENCE_OF[level]],
    patientRef: patientIndex,
    phiFields,
  };
}

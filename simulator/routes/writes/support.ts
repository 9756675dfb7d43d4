import type { OfficeWorld } from '../../state/office-world';
import type { WriteKind } from '../../state/store';
import { NO_OBJECTION, objection, type Verdict } from './unsupported';

function isSupported(at: OfficeWorld, kind: WriteKind): boolean {
  const { available, canReschedule, canEditPatients } = at.profile();
  const reschedule = at.settings()['write.reschedule'];
  switch (kind) {
    case 'new-appointment':
      return available.includes('new_appointment_writeback');
    case 'status':
      return available.includes('appointment_status_writeback');
    case 'new-patient':
      return available.includes('new_patient_writeback');
    case 'medical-note':
      return available.includes('note_writeback');
    case 'reschedule':
      return reschedule === 'profile' ? canReschedule : reschedule === 'supported';
    case 'edit-patient':
      return canEditPatients;
  }
}

/** Whether the practice's software takes that kind of write at all; if not, the knob `write.unsupported` decides. */
export const judgeSupport = (at: OfficeWorld, kind: WriteKind): Verdict =>
  isSupported(at, kind)
    ? NO_OBJECTION
    : objection(at.settings()['write.unsupported'], 'The practice software does not support this');

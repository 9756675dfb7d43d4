import {
  APPOINTMENT_TYPES,
  BASE_RULES,
  BOOKING_FIELDS,
  COMMON_NOTE_TYPES,
  NO_EXTRAS,
  RELATIONSHIPS,
  rules,
  SEXES,
  STATUS_CHANGED_BY,
} from './base';
import type { PmsProfile } from './profile';

/** Every write names a `user`; visits have no description; patients can be edited, contact details aside. */
export const DOLPHIN: PmsProfile = {
  ...NO_EXTRAS,
  id: 'dolphin',
  pms: 'Dolphin Management',
  version: 'V6',
  statuses: [
    { word: 'Open', state: 'scheduled' },
    { word: 'Confirmed', state: 'confirmed' },
    { word: 'Seen', state: 'complete' },
    { word: 'Missed', state: 'broken' },
    { word: 'Cancelled', state: 'cancelled' },
  ],
  available: ['appointment_status_writeback', 'new_appointment_writeback', 'new_patient_writeback', 'note_writeback'],
  canReschedule: true,
  canEditPatients: true,
  hasSlotRows: true,
  newAppointment: rules({
    required: [...BOOKING_FIELDS, 'user', 'type'],
    mayBeBlank: ['status'],
    unsupported: ['description', 'guarantor_id', 'staff'],
    coded: { type: 'appttype' },
  }),
  reschedule: BASE_RULES.reschedule,
  status: rules({ required: BASE_RULES.status.required, coded: { status_changed_by: 'ApptStatusChangedBy' } }),
  newPatient: rules({ required: [...BASE_RULES.newPatient.required, 'user'] }),
  editPatient: rules({
    required: BASE_RULES.editPatient.required,
    unsupported: [...BASE_RULES.editPatient.unsupported, 'middlename', 'ssn', 'race'],
  }),
  medicalNote: rules({ required: [...BASE_RULES.medicalNote.required, 'user'] }),
  noteTypes: COMMON_NOTE_TYPES,
  details: [...APPOINTMENT_TYPES, ...SEXES, ...RELATIONSHIPS, ...STATUS_CHANGED_BY],
};

import { APPOINTMENT_TYPES, BASE_RULES, COMMON_NOTE_TYPES, NO_EXTRAS, SEXES } from './base';
import type { PmsProfile } from './profile';

/** `type` is optional, `procedure_codes` come joined by a bar, new visits come out as Scheduled. */
export const OPEN_DENTAL: PmsProfile = {
  ...NO_EXTRAS,
  ...BASE_RULES,
  id: 'open-dental',
  pms: 'Open Dental',
  version: 'V24',
  statuses: [
    { word: 'Scheduled', state: 'scheduled' },
    { word: 'Confirmed', state: 'confirmed' },
    { word: 'Complete', state: 'complete' },
    { word: 'Broken', state: 'broken' },
    { word: 'Cancelled', state: 'cancelled' },
  ],
  available: ['appointment_status_writeback', 'new_appointment_writeback', 'new_patient_writeback', 'note_writeback'],
  canReschedule: true,
  noteTypes: [...COMMON_NOTE_TYPES, 'Group Note'],
  details: [...APPOINTMENT_TYPES, ...SEXES],
};

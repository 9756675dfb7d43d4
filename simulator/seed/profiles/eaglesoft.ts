import { APPOINTMENT_TYPES, BASE_RULES, COMMON_NOTE_TYPES, NO_EXTRAS, SEXES } from './base';
import type { PmsProfile } from './profile';

/** Rooms name their providers, joined by a bar; status words have two parts. */
export const EAGLESOFT: PmsProfile = {
  ...NO_EXTRAS,
  ...BASE_RULES,
  id: 'eaglesoft',
  pms: 'Eaglesoft',
  version: 'V21',
  statuses: [
    { word: 'open.unconfirm', state: 'scheduled' },
    { word: 'open.confirm', state: 'confirmed' },
    { word: 'complete.confirm', state: 'complete' },
    { word: 'broken.unconfirm', state: 'broken' },
    { word: 'cancelled.unconfirm', state: 'cancelled' },
  ],
  available: ['appointment_status_writeback', 'new_appointment_writeback', 'new_patient_writeback'],
  namesRoomProviders: true,
  noteTypes: COMMON_NOTE_TYPES,
  details: [...APPOINTMENT_TYPES, ...SEXES],
};

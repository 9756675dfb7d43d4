import { APPOINTMENT_TYPES, BASE_RULES, COMMON_NOTE_TYPES, NO_EXTRAS, rules } from './base';
import type { PmsProfile } from './profile';

/** It takes bookings and moves them, but one integration says that it cannot take a "broken" write. */
export const DENTRIX: PmsProfile = {
  ...NO_EXTRAS,
  ...BASE_RULES,
  id: 'dentrix',
  pms: 'Dentrix',
  version: 'G6',
  statuses: [
    { word: 'Open', state: 'scheduled' },
    { word: 'Fixed', state: 'scheduled' },
    { word: 'Confirmed', state: 'confirmed' },
    { word: 'Complete', state: 'complete' },
    { word: 'Broken', state: 'broken' },
  ],
  available: ['new_appointment_writeback'],
  canReschedule: true,
  wantsForOffVisits: ['date', 'time', 'operatory'],
  reschedule: rules({ required: ['practice_id', 'provider_id'], longest: { description: 60 } }),
  noteTypes: COMMON_NOTE_TYPES,
  details: [...APPOINTMENT_TYPES],
};

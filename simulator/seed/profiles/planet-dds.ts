import {
  APPOINTMENT_TYPES,
  BASE_RULES,
  BOOKING_FIELDS,
  CANCELLATION_CODES,
  NO_EXTRAS,
  PRODUCTION_TYPES,
  rules,
} from './base';
import type { PmsProfile } from './profile';

/** Bookings are checked against the slot rows, may bring their patient along, and have a note but no description. */
export const PLANET_DDS: PmsProfile = {
  ...NO_EXTRAS,
  id: 'planet-dds',
  pms: 'Planet DDS',
  version: 'WebV3.0',
  statuses: [
    { word: 'Scheduled', state: 'scheduled' },
    { word: 'Confirmed', state: 'confirmed' },
    { word: 'Completed', state: 'complete' },
    { word: 'No Show', state: 'broken' },
    { word: 'Cancelled', state: 'cancelled' },
  ],
  available: ['appointment_status_writeback', 'new_appointment_writeback', 'note_writeback'],
  hasSlotRows: true,
  checksSlots: true,
  booksNewPatients: true,
  newAppointment: rules({
    required: [
      ...BOOKING_FIELDS.filter((field) => field !== 'patient_id'),
      'production_type',
      'is_new_patient',
      'has_insurance',
    ],
    unsupported: ['description'],
    longest: { note: 3_950 },
    coded: { production_type: 'ApptProdType' },
  }),
  reschedule: BASE_RULES.reschedule,
  status: rules({ required: BASE_RULES.status.required, coded: { cancellation_code_id: 'cancellationcodeid' } }),
  newPatient: BASE_RULES.newPatient,
  editPatient: BASE_RULES.editPatient,
  medicalNote: rules({
    required: ['patient_id', 'type', 'text', 'practice_id'],
    unsupported: ['date', 'provider_id', 'description'],
  }),
  noteTypes: ['Patient Note', 'Appointment Note'],
  details: [...APPOINTMENT_TYPES, ...PRODUCTION_TYPES, ...CANCELLATION_CODES],
};

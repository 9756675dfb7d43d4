import type { FieldRules, PmsProfile, WriteDetail } from './profile';

/** Rules with nothing in them but what is given. */
export const rules = (given: Partial<FieldRules>): FieldRules => ({
  required: [],
  mayBeBlank: [],
  unsupported: [],
  longest: {},
  coded: {},
  ...given,
});

export const BOOKING_FIELDS = ['patient_id', 'date', 'time', 'length', 'provider_id', 'operatory', 'practice_id'];

/** What holds for a practice management system unless its page says otherwise. */
export const BASE_RULES: Pick<
  PmsProfile,
  'newAppointment' | 'reschedule' | 'status' | 'newPatient' | 'editPatient' | 'medicalNote'
> = {
  newAppointment: rules({ required: [...BOOKING_FIELDS, 'description'] }),
  // These four are for Dentrix G6 only.
  reschedule: rules({
    required: ['practice_id', 'provider_id'],
    unsupported: ['description', 'type', 'schedule', 'staff'],
  }),
  status: rules({ required: ['practice_id', 'op', 'path', 'value'] }),
  newPatient: rules({ required: ['firstname', 'lastname', 'provider_id', 'practice_id'] }),
  editPatient: rules({
    required: ['practice_id'],
    unsupported: [
      'email',
      'cell',
      'homephone',
      'workphone',
      'other_phone',
      'address_line1',
      'address_line2',
      'city',
      'state',
      'zipcode',
      'country',
    ],
  }),
  medicalNote: rules({ required: ['date', 'patient_id', 'type', 'text', 'provider_id', 'practice_id'] }),
};

export const NO_EXTRAS = {
  canReschedule: false,
  canEditPatients: false,
  wantsForOffVisits: [],
  hasSlotRows: false,
  checksSlots: false,
  booksNewPatients: false,
  namesRoomProviders: false,
} as const;

export const COMMON_NOTE_TYPES = ['Clinical Note', 'Patient Note', 'Appointment Note'];

const detail = (writebackType: string, category: string, items: readonly (readonly [string, string])[]) =>
  items.map(([item, description]): WriteDetail => ({ writebackType, category, item, description }));

export const APPOINTMENT_TYPES = detail('new_appointment', 'appttype', [
  ['11', 'Exam'],
  ['12', 'Cleaning'],
  ['13', 'Filling'],
  ['14', 'Crown'],
]);
export const SEXES = detail('new_patient', 'Sex', [
  ['male', 'Male'],
  ['female', 'Female'],
  ['unknown', 'Unknown'],
]);
export const STATUS_CHANGED_BY = detail('patch_appointment', 'ApptStatusChangedBy', [
  ['1', 'Patient'],
  ['2', 'Practice'],
]);
export const CANCELLATION_CODES = detail('patch_appointment', 'cancellationcodeid', [
  ['31', 'Patient called'],
  ['32', 'Patient did not come'],
]);
export const RELATIONSHIPS = detail('new_patient', 'Relationship', [
  ['Self', 'Self'],
  ['Child', 'Child'],
  ['Spouse', 'Spouse'],
]);
export const PRODUCTION_TYPES = detail('new_appointment', 'ApptProdType', [
  ['21', 'Hygiene'],
  ['22', 'Restorative'],
]);

import type { ProfileId, VisitState } from '../types';

/** The columns of `supported_pmses`. */
export const WRITE_COLUMNS = [
  'appointment_status_writeback',
  'new_appointment_writeback',
  'new_patient_writeback',
  'note_writeback',
  'payment_writeback',
  'claim_notes_status_writeback',
  'insurance_payment_writeback',
  'lab_result_writeback',
] as const;
export type WriteColumn = (typeof WRITE_COLUMNS)[number];

export interface StatusWord {
  readonly word: string;
  readonly state: VisitState;
}

/** What one kind of write wants in its body. */
export interface FieldRules {
  /** There, and not blank. */
  readonly required: readonly string[];
  /** There, but it may be blank: then the practice's software takes its default. */
  readonly mayBeBlank: readonly string[];
  /** The practice's software has no place for them. */
  readonly unsupported: readonly string[];
  /** Most characters by field. */
  readonly longest: Readonly<Record<string, number>>;
  /** Field to category of `writeback_details`: what is given, and not blank, must be one of its items. */
  readonly coded: Readonly<Record<string, string>>;
}

/** One line of `writeback_details`; `item` is the value to send. */
export interface WriteDetail {
  readonly writebackType: string;
  readonly category: string;
  readonly item: string;
  readonly description: string;
}

/** The manners of one practice management system, as far as Sikka's documentation tells them. */
export interface PmsProfile {
  readonly id: ProfileId;
  /** As `supported_pmses` spells them. */
  readonly pms: string;
  readonly version: string;
  /** The practice's own words, as `appointment_statuses` lists them. */
  readonly statuses: readonly [StatusWord, ...StatusWord[]];
  readonly available: readonly WriteColumn[];
  /** No list tells these two. */
  readonly canReschedule: boolean;
  readonly canEditPatients: boolean;
  /** A visit that is off is moved only with all of these. */
  readonly wantsForOffVisits: readonly string[];
  readonly hasSlotRows: boolean;
  /** Bookings are checked against the slot rows. */
  readonly checksSlots: boolean;
  /** A booking without `patient_id` makes the patient too. */
  readonly booksNewPatients: boolean;
  /** `operatories` names the providers of a room. */
  readonly namesRoomProviders: boolean;
  readonly newAppointment: FieldRules;
  readonly reschedule: FieldRules;
  readonly status: FieldRules;
  readonly newPatient: FieldRules;
  readonly editPatient: FieldRules;
  readonly medicalNote: FieldRules;
  readonly noteTypes: readonly string[];
  readonly details: readonly WriteDetail[];
}

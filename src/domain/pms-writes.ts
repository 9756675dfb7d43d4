import type { LocalDate, LocalTime, PmsNewAppointment } from './pms';

/**
 * What is asked of the PMS. The fields beyond those that every PMS wants are there for the ones that do: the rules of
 * each software say which of them must be there, may not be there, or are left out. Names, codes and words are the
 * practice's own, read from its lists. All of it is about patients: it travels wrapped.
 */

/** A new visit with what some PMSs want besides. */
export interface PmsAppointmentRequest extends PmsNewAppointment {
  /** A member of the practice's staff, by provider id. */
  readonly staff?: string | undefined;
  /** A user of the PMS. */
  readonly user?: string | undefined;
  readonly status?: string | undefined;
  readonly guarantorId?: string | undefined;
  readonly note?: string | undefined;
  readonly procedureCodes?: readonly string[] | undefined;
  readonly productionType?: string | undefined;
  /** Default false: a visit is asked for once the patient is in the PMS. */
  readonly isNewPatient?: boolean | undefined;
  readonly hasInsurance?: boolean | undefined;
}

/** Another time, room or provider for a visit. What is absent stays as it is. */
export interface PmsAppointmentChange {
  readonly appointmentSrNo: string;
  /** The provider that the visit shall have, changed or not; must be active. */
  readonly providerId: string;
  readonly date?: LocalDate | undefined;
  readonly time?: LocalTime | undefined;
  readonly lengthMinutes?: number | undefined;
  readonly operatory?: string | undefined;
  readonly status?: string | undefined;
  /** The rest is for Dentrix G6; left out elsewhere. */
  readonly description?: string | undefined;
  readonly type?: string | undefined;
  readonly schedule?: string | undefined;
  readonly staff?: string | undefined;
}

/** Another state for a visit: cancelled, confirmed. */
export interface PmsStatusChange {
  readonly appointmentSrNo: string;
  /** One of the practice's own words, letter for letter. */
  readonly status: string;
  readonly changedBy?: string | undefined;
  readonly staff?: string | undefined;
  readonly cancellationCodeId?: string | undefined;
  readonly cancellationNote?: string | undefined;
}

/** A person who is not a patient yet. Without a guarantor they become their own. */
export interface PmsNewPatient {
  readonly firstName: string;
  readonly lastName: string;
  readonly providerId?: string | undefined;
  readonly birthDate?: LocalDate | undefined;
  readonly email?: string | undefined;
  readonly cell?: string | undefined;
  readonly homePhone?: string | undefined;
  readonly workPhone?: string | undefined;
  readonly otherPhone?: string | undefined;
  /** `male`, `female`, `unknown`; at ClearDent a word of the practice's own list. */
  readonly gender?: string | undefined;
  readonly addressLine1?: string | undefined;
  readonly addressLine2?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly zipCode?: string | undefined;
  readonly country?: string | undefined;
  readonly guarantorId?: string | undefined;
  readonly isGuarantorExisting?: boolean | undefined;
  readonly primaryRelationship?: string | undefined;
  readonly staff?: string | undefined;
  readonly user?: string | undefined;
  readonly status?: string | undefined;
  readonly type?: string | undefined;
}

/** What can be changed of a patient at all: neither phones nor e-mail nor address, which no PMS takes. */
export interface PmsPatientChange {
  readonly patientId: string;
  readonly firstName?: string | undefined;
  readonly middleName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly preferredName?: string | undefined;
  readonly birthDate?: LocalDate | undefined;
  readonly gender?: string | undefined;
  readonly language?: string | undefined;
  readonly mailMethod?: string | undefined;
  /** Who makes the change, where the PMS asks for it: not a change by itself. */
  readonly staff?: string | undefined;
}

/** A note on a patient's chart, such as one that goes with a visit. */
export interface PmsNewNote {
  readonly patientId: string;
  readonly date: LocalDate;
  /** One of the practice's note types, letter for letter. */
  readonly type: string;
  readonly text: string;
  readonly providerId: string;
  /** The visit of an appointment note. */
  readonly appointmentSrNo?: string | undefined;
  readonly description?: string | undefined;
  readonly item?: string | undefined;
  readonly acknowledgeType?: string | undefined;
  readonly staff?: string | undefined;
  readonly user?: string | undefined;
}

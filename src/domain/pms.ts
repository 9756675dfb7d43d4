import type { Phi } from './phi';

/**
 * What the rest of the product knows of a practice management system (PMS). Sikka's own spelling (strings for
 * numbers, `T`/`False`, page-number offsets) ends at the client in `sikka/`; from here on a number is a number.
 */

/** A practice-local calendar date, `YYYY-MM-DD`. It has no zone of its own: the practice's IANA zone goes with it. */
export type LocalDate = string;
/** A practice-local wall-clock time, `HH:mm`. */
export type LocalTime = string;

/** One HTTP exchange with the PMS middleware, as the audit record keeps it. Holds no PHI: a route template, no query. */
export interface PmsExchange {
  /** Route template such as `/patients` or `/writeback_status`; never a filled-in path or a query. */
  readonly endpoint: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** HTTP status; null when no answer arrived. */
  readonly responseStatus: number | null;
  readonly responseTimeMs: number;
}

/** The office (a Sikka installation) and practice that a call is made for. One request key serves the whole office. */
export interface PmsOffice {
  readonly accountId: string;
  readonly officeId: string;
  readonly practiceId: string;
}

/** A practice management system, such as `Open Dental` and `V24`, as Sikka spells it. */
export interface PmsSoftware {
  readonly name: string;
  readonly version: string;
}

export interface PmsPractice {
  readonly practiceId: string;
  readonly custId: string;
  readonly name: string;
  readonly phone: string;
}

export interface PmsProvider {
  readonly providerId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly specialty: string;
  readonly isActive: boolean;
  readonly isHidden: boolean;
}

export interface PmsOperatory {
  readonly operatory: string;
  readonly abbreviation: string;
  readonly isHidden: boolean;
}

/** A patient as the PMS holds them. Dates are `YYYY-MM-DD`, phones as the PMS spells them; absent is ''. */
export interface PmsPatient {
  readonly patientId: string;
  readonly practiceId: string;
  readonly guarantorId: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
  readonly preferredName: string;
  readonly birthDate: LocalDate;
  readonly status: string;
  readonly cell: string;
  readonly homePhone: string;
  readonly workPhone: string;
  readonly email: string;
  readonly providerId: string;
}
export type PatientOnFile = Phi<PmsPatient>;

/**
 * A visit reduced to the time it takes: no patient, so not wrapped. `startTime` is practice-local wall clock.
 * `isCancelled` is decided by the client (flag or cancelled date), whichever form the PMS uses.
 */
export interface PmsBusyVisit {
  readonly appointmentSrNo: string;
  readonly providerId: string;
  /** Second provider of the visit where the PMS names one; '' otherwise. */
  readonly hygienistId: string;
  readonly operatory: string;
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly lengthMinutes: number;
  readonly status: string;
  readonly isCancelled: boolean;
}

/** A visit with the patient it belongs to, for read-back and look-up of our own writes only. */
export type PmsAppointment = PmsBusyVisit & {
  /** The day on which the visit was made, on the practice's calendar; null where the PMS does not say. */
  readonly madeOn: LocalDate | null;
  readonly patient: Phi<{ readonly patientId: string; readonly description: string }>;
};

/** Minutes after local midnight; `endMinutes` may be up to 1440. */
export interface DayInterval {
  readonly startMinutes: number;
  readonly endMinutes: number;
}

/** Working hours of one practice, provider or operatory in one week. A day that is absent says nothing. */
export interface PmsWeekSchedule {
  readonly resourceType: 'practice' | 'provider' | 'operatory';
  readonly resourceId: string;
  readonly days: readonly {
    readonly date: LocalDate;
    readonly isHoliday: boolean;
    readonly intervals: readonly DayInterval[];
  }[];
}

/** What is needed to ask the PMS for a new visit. `description` is letters, digits and spaces only. */
export interface PmsNewAppointment {
  readonly patientId: string;
  readonly date: LocalDate;
  readonly time: LocalTime;
  readonly lengthMinutes: number;
  readonly providerId: string;
  readonly operatory: string;
  readonly description: string;
  readonly type?: string;
}

export type PmsWritebackState =
  | { readonly state: 'pending' }
  | { readonly state: 'done'; readonly createdId: string | null }
  /** `reason` is free text of the PMS and may hold patient data. */
  | { readonly state: 'failed'; readonly reason: Phi<string> }
  | { readonly state: 'unknown' };

/** Free time that the PMS itself tells, for the few that do. */
export interface PmsOpenSlot {
  readonly providerId: string;
  /** '' where the PMS does not say. */
  readonly operatory: string;
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  /** Null where the PMS does not say. */
  readonly endTime: LocalTime | null;
  readonly templateCode: string;
  readonly templateType: string;
}

/** A visit that was added, changed or deleted of late, without its patient. */
export interface PmsVisitEvent {
  readonly appointmentSrNo: string;
  readonly change: 'added' | 'updated' | 'deleted' | 'unknown';
  /** Names of the fields that changed, as Sikka spells them; the values stay there. */
  readonly changedFields: readonly string[];
  /** When the middleware got it, as it writes it: wall clock without a zone. */
  readonly loadedAt: string;
  /** The visit as it is now; null for a deleted one of which nothing is told. */
  readonly visit: PmsBusyVisit | null;
}

export interface PmsInsuranceCompany {
  readonly insuranceCompanyId: string;
  readonly name: string;
  readonly groupPlanName: string;
  readonly groupPlanNumber: string;
  readonly carrierId: string;
  readonly payerId: string;
  readonly phone: string;
}

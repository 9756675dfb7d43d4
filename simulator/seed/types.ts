/** Minutes after local midnight; the end is not included. */
export interface Interval {
  readonly startMinutes: number;
  readonly endMinutes: number;
}

/** Seven days, Sunday first. */
export type WeekHours = readonly (readonly Interval[])[];

export type ProviderRole = 'dentist' | 'hygienist' | 'staff';

export interface SeedProvider {
  readonly providerId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: ProviderRole;
  readonly isActive: boolean;
  readonly isHidden: boolean;
  readonly hours: WeekHours;
}

export interface SeedOperatory {
  readonly operatory: string;
  readonly abbreviation: string;
  readonly isHidden: boolean;
  /** Who works in it; visits of dentists and of hygienists have rooms of their own. */
  readonly usedBy: 'dentist' | 'hygienist';
}

export interface SeedPractice {
  readonly practiceId: string;
  readonly custId: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly isMainOffice: boolean;
  readonly hours: WeekHours;
  readonly providers: readonly SeedProvider[];
  readonly operatories: readonly SeedOperatory[];
  readonly patients: readonly SeedPatient[];
}

/** The practice management systems whose manners the simulator knows. */
export const PROFILE_IDS = ['open-dental', 'dentrix', 'eaglesoft', 'dolphin', 'planet-dds'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];

export interface SeedOffice {
  /** What its people, calendar and holidays are made from; offices have different ones. */
  readonly seed: number;
  readonly officeId: string;
  readonly secretKey: string;
  readonly profile: ProfileId;
  /** As Sikka names it. */
  readonly windowsZone: string;
  readonly ianaZone: string;
  /** Two letters; all of its practices are there. */
  readonly state: string;
  readonly practices: readonly SeedPractice[];
  /** Patients of the first practice beyond those of its calendar, for tests of long lists. */
  readonly extraPatients: readonly SeedPatient[];
}

/** Dates are `YYYY-MM-DD`, phones dashed (`602-555-0142`); absent is ''. */
export interface SeedPatient {
  readonly patientId: string;
  readonly practiceId: string;
  readonly guarantorId: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
  readonly preferredName: string;
  readonly birthDate: string;
  readonly gender: string;
  readonly status: 'Active' | 'Inactive';
  readonly address: string;
  readonly cell: string;
  readonly homePhone: string;
  readonly workPhone: string;
  readonly email: string;
  readonly providerId: string;
  readonly firstVisit: string;
  readonly lastVisit: string;
  readonly createdDate: string;
  /** When the practice's software last wrote the chart; null for charts that were always as they are. */
  readonly changedAtMs: number | null;
}

export type VisitState = 'scheduled' | 'confirmed' | 'complete' | 'broken' | 'cancelled';

/** A visit in the practice's book. */
export interface Visit {
  readonly appointmentSrNo: string;
  readonly practiceId: string;
  readonly patientId: string;
  readonly providerId: string;
  readonly operatory: string;
  readonly date: string;
  readonly startMinutes: number;
  readonly lengthMinutes: number;
  readonly type: string;
  readonly description: string;
  readonly note: string;
  readonly state: VisitState;
  /** The status word as it was written; '' = the practice's own word for the state. */
  readonly statusWord: string;
  /** The local date on which it was made. */
  readonly madeDate: string;
  readonly source: 'seed' | 'writeback' | 'front-desk';
  /** The local date on which it was cancelled, '' when it was not or nobody knows. */
  readonly cancelledDate: string;
  /** When the practice's book last wrote it; null for visits that were always there as they are. */
  readonly changedAtMs: number | null;
}

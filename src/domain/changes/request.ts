import { z } from 'zod';

/**
 * What is asked, as `pms_changes.request` keeps it under encryption. Stored, so older rows must stay readable: a new
 * field gets a default.
 */
const text = z.string();

/** A visit as the PMS has it, or as our booking has it where the PMS has given it no number yet. */
export const visitOnFile = z.object({
  appointmentSrNo: text.nullable(),
  patientId: text.nullable(),
  /** Practice-local. */
  date: text,
  time: text,
  lengthMinutes: z.int().positive(),
  providerId: text,
  operatory: text,
  status: text.default(''),
  type: text.default(''),
});
export type VisitOnFile = z.infer<typeof visitOnFile>;

export const cancelRequest = z.object({ visit: visitOnFile, reason: text.default('') });
export type CancelRequest = z.infer<typeof cancelRequest>;

/** Phones as ten digits or in E.164; the client puts them into Sikka's form. */
export const newPatientRequest = z.object({
  firstName: text,
  lastName: text,
  birthDate: text,
  phone: text,
  email: text.default(''),
  addressLine1: text.default(''),
  city: text.default(''),
  state: text.default(''),
  zipCode: text.default(''),
  /** What was said and has no field at the PMS, for the practice's people: an address in one piece, an insurance. */
  remarks: text.default(''),
});
export type NewPatientRequest = z.infer<typeof newPatientRequest>;

export const patientUpdateRequest = z.object({
  patientId: text,
  /** Fields by the tool's names, such as `phone`; only those that the caller wants changed. */
  changes: z.record(text, text),
});
export type PatientUpdateRequest = z.infer<typeof patientUpdateRequest>;

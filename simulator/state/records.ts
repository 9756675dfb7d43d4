import { z } from 'zod';
import type { SeedPatient, Visit } from '../seed/types';
import { isCalendarDate } from '../time';

const dateText = z.string().refine((text) => text === '' || isCalendarDate(text), 'must be YYYY-MM-DD or empty');

/** A patient as stored and as the control API takes one. */
export const seedPatientSchema = z.strictObject({
  patientId: z.string(),
  practiceId: z.string(),
  guarantorId: z.string(),
  firstName: z.string(),
  middleName: z.string(),
  lastName: z.string(),
  preferredName: z.string(),
  birthDate: dateText,
  gender: z.string(),
  status: z.enum(['Active', 'Inactive']),
  address: z.string(),
  cell: z.string(),
  homePhone: z.string(),
  workPhone: z.string(),
  email: z.string(),
  providerId: z.string(),
  firstVisit: dateText,
  lastVisit: dateText,
  createdDate: dateText,
}) satisfies z.ZodType<SeedPatient>;

export const visitSchema = z.strictObject({
  appointmentSrNo: z.string(),
  practiceId: z.string(),
  patientId: z.string(),
  providerId: z.string(),
  operatory: z.string(),
  date: z.string(),
  startMinutes: z.number(),
  lengthMinutes: z.number(),
  type: z.string(),
  description: z.string(),
  note: z.string(),
  state: z.enum(['scheduled', 'confirmed', 'broken', 'cancelled']),
  madeDate: z.string(),
  source: z.enum(['seed', 'writeback', 'front-desk']),
  createdAtMs: z.number().nullable(),
}) satisfies z.ZodType<Visit>;

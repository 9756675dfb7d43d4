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
  changedAtMs: z.number().nullable(),
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
  state: z.enum(['scheduled', 'confirmed', 'complete', 'broken', 'cancelled']),
  statusWord: z.string(),
  madeDate: z.string(),
  cancelledDate: z.string(),
  source: z.enum(['seed', 'writeback', 'front-desk']),
  changedAtMs: z.number().nullable(),
}) satisfies z.ZodType<Visit>;

/** A note on a patient's chart, by the names that its request had. */
export const noteSchema = z.strictObject({
  noteId: z.string(),
  fields: z.record(z.string(), z.string()),
  createdAtMs: z.number(),
});
export type Note = z.infer<typeof noteSchema>;

const changeOf = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({
    id: z.string(),
    atMs: z.number(),
    /** null: it was not there before. */
    before: row.nullable(),
    after: row,
  });

/** What happened to the rows of an office since it was seeded; the events of Sikka and every delay are told from it. */
export const officeStateSchema = z.strictObject({
  visits: z.array(changeOf(visitSchema)),
  patients: z.array(changeOf(seedPatientSchema)),
  notes: z.array(noteSchema),
  /** When its utility last came online or went away; the rest of the time is in the knobs. */
  spuChangedAtMs: z.number(),
  /** Practice ids that were switched off for the app. */
  locationsOff: z.array(z.string()),
  /** null: the one that it was seeded with. */
  secretKey: z.string().nullable(),
});
export type OfficeState = z.infer<typeof officeStateSchema>;

export const emptyOfficeState = (): OfficeState => ({
  visits: [],
  patients: [],
  notes: [],
  spuChangedAtMs: 0,
  locationsOff: [],
  secretKey: null,
});

import { z } from 'zod';
import { seedPatientSchema } from '../state/records';
import { isCalendarDate, isClockTime } from '../time';

export const spuSchema = z.strictObject({ online: z.boolean() });

/** A visit that the front desk books in the practice's own software. Without a patient, some patient is taken. */
export const frontDeskVisitSchema = z.strictObject({
  practiceId: z.string().default('1-1'),
  patientId: z.string().optional(),
  date: z.string().refine(isCalendarDate, 'must be YYYY-MM-DD'),
  time: z.string().refine(isClockTime, 'must be HH:mm'),
  lengthMinutes: z.int().min(1).max(1_440),
  providerId: z.string().min(1),
  operatory: z.string().min(1),
});

/** Any fields of a patient; the rest is made up. The simulator gives the id. */
export const newPatientSchema = seedPatientSchema.omit({ patientId: true }).partial();

const numberText = z.coerce.number().int().min(1).max(1_000);
export const patientsQuerySchema = z.object({ limit: numberText.default(20), practiceId: z.string().optional() });
export const visitsQuerySchema = z.object({
  date: z.string().refine(isCalendarDate, 'must be YYYY-MM-DD').optional(),
  practiceId: z.string().optional(),
});
export const journalQuerySchema = z.object({ path: z.string().optional(), method: z.string().optional() });

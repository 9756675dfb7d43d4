import { z } from 'zod';
import { seedPatientSchema } from '../state/records';
import { isCalendarDate, isClockTime } from '../time';
import { eventNamed } from '../webhooks/events';

/** Which office a call is about; the first one unless it is named. */
const officeId = z.string().optional();

export const officeQuerySchema = z.object({ officeId });
export const spuSchema = z.strictObject({ online: z.boolean(), officeId });

/** A visit that the front desk books in the practice's own software. Without a patient, some patient is taken. */
export const frontDeskVisitSchema = z.strictObject({
  officeId,
  practiceId: z.string().default('1-1'),
  patientId: z.string().optional(),
  date: z.string().refine(isCalendarDate, 'must be YYYY-MM-DD'),
  time: z.string().refine(isClockTime, 'must be HH:mm'),
  lengthMinutes: z.int().min(1).max(1_440),
  providerId: z.string().min(1),
  operatory: z.string().min(1),
});

/** Any fields of a patient; the rest is made up. The simulator gives the id. */
export const newPatientSchema = seedPatientSchema
  .omit({ patientId: true, changedAtMs: true })
  .partial()
  .extend({ officeId });

const numberText = z.coerce.number().int().min(1).max(1_000);
export const patientsQuerySchema = z.object({
  officeId,
  limit: numberText.default(20),
  practiceId: z.string().optional(),
});
export const visitsQuerySchema = z.object({
  officeId,
  date: z.string().refine(isCalendarDate, 'must be YYYY-MM-DD').optional(),
  practiceId: z.string().optional(),
});
export const journalQuerySchema = z.object({
  officeId,
  path: z.string().optional(),
  method: z.string().optional(),
});

export const rotateSchema = z.strictObject({ officeId });

const event = z.string().transform((text, context) => {
  const known = eventNamed(text);
  if (known !== undefined) return known;
  context.addIssue('must be Data_Refresh, patient, transaction or appointments');
  return z.NEVER;
});
export const registrationSchema = z.strictObject({
  target: z.url({ protocol: /^https?$/ }),
  event,
  callbackKey: z.string().min(1),
});
/** Without a practice all practices of the office, without an office those of every office. */
export const fireSchema = z.strictObject({ event, officeId, practiceId: z.string().optional() });

import { z } from 'zod';

const spreadSchema = z
  .strictObject({ minMs: z.int().min(0), maxMs: z.int().min(0) })
  .refine(({ minMs, maxMs }) => minMs <= maxMs, 'minMs must not be above maxMs');

/** What becomes of a write. */
export const writeKnobs = {
  /** Milliseconds from acceptance (or from the utility's return) to completion. */
  'write.delay': z.union([z.int().min(0), spreadSchema]).default(8_000),
  'write.never': z.boolean().default(false),
  /** Every write fails when its turn comes. */
  'write.fails': z.boolean().default(false),
  /** The reason of failed writes, in place of the practice software's own words. */
  'write.failureWords': z.string().nullable().default(null),
  'write.slotTaken': z.enum(['double-books', '409', 'fails-later']).default('double-books'),
  'write.duplicate': z.enum(['two', 'one']).default('two'),
  'write.lostAnswer': z
    .enum(['none', 'queued-reset', 'queued-504', 'queued-500', 'lost-reset', 'lost-504', 'lost-500'])
    .default('none'),
  /** `appointment_sr_no` stands for the column of the kind of write: `patient_id` for a new patient. */
  'write.resultFields': z.enum(['created_id', 'appointment_sr_no', 'both', 'neither']).default('created_id'),
  'write.specialChars': z.enum(['400', '422', 'fails-later', 'stripped', 'stored']).default('400'),
  /** A write that the practice management system does not support. */
  'write.unsupported': z.enum(['405', '400', '422', 'fails-later']).default('405'),
  /** A field of a write that the practice management system does not support. */
  'write.unsupportedField': z.enum(['ignored', '400', '422', 'fails-later']).default('ignored'),
  /** Whether a visit can be moved (PUT), which no list of capabilities tells. */
  'write.reschedule': z.enum(['profile', 'supported', 'unsupported']).default('profile'),
  /** A change of a visit or patient that does not exist. */
  'write.unknownTarget': z.enum(['404', '400', 'fails-later']).default('404'),
  /** A status word that is not one of the practice's. */
  'status.words': z.enum(['400', 'API0008', 'fails-later']).default('400'),
  'status.wordCase': z.enum(['ignore-case', 'exact']).default('ignore-case'),
  /** DELETE of a write that is running or finished. */
  'write.deleteLate': z.enum(['404', '409', '410', '200']).default('404'),
  /** For this long before its completion a write is running: still pending, but no longer to be taken back. */
  'write.runMs': z.int().min(0).default(0),
  /** The words of the `result` column of `writebacks`. */
  'writebacks.resultWords': z.enum(['lower', 'capital', 'other']).default('lower'),
  /** How far that list is behind `writeback_status`. */
  'writebacks.lagMs': z.int().min(0).default(0),
};

import { z } from 'zod';

/** What becomes of a write. */
export const writeKnobs = {
  /** Milliseconds from acceptance (or from the utility's return) to completion. */
  'write.delay': z.int().min(0).default(8_000),
  'write.never': z.boolean().default(false),
  'write.slotTaken': z.enum(['double-books', '409', 'fails-later']).default('double-books'),
  'write.duplicate': z.enum(['two', 'one']).default('two'),
  'write.lostAnswer': z
    .enum(['none', 'queued-reset', 'queued-504', 'queued-500', 'lost-reset', 'lost-504', 'lost-500'])
    .default('none'),
  'write.resultFields': z.enum(['created_id', 'appointment_sr_no', 'both', 'neither']).default('created_id'),
  'write.specialChars': z.enum(['400', '422', 'fails-later', 'stripped', 'stored']).default('400'),
};

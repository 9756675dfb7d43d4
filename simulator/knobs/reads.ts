import { z } from 'zod';

/** What reads show, and the practice's utility (SPU). */
export const readKnobs = {
  'patients.phoneMatch': z.enum(['digits-only', 'exact', 'dashed-only', 'suffix']).default('digits-only'),
  'patients.textMatch': z.enum(['ignore-case', 'exact', 'prefix', 'substring']).default('ignore-case'),
  'appts.cancelledForm': z.enum(['True', 'T', '1', 'status-only', 'removed']).default('True'),
  'schedule.format': z.enum(['HH:mm', 'h:mm tt', 'ISO']).default('HH:mm'),
  'spu.online': z.boolean().default(true),
  /** Minutes before a change in the practice's book shows in reads. */
  'read.lag': z.number().min(0).default(0),
};

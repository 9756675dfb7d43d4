import { z } from 'zod';
import { PROFILE_IDS } from '../seed/types';

/** A stretch of time in which the practice's utility is away; instants, ISO 8601 with a zone. */
const outageSchema = z
  .strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'from must lie before to');

/** What reads show, and the practice's utility (SPU). */
export const readKnobs = {
  /** The practice management system whose manners the office has. */
  'office.profile': z.enum(['seed', ...PROFILE_IDS]).default('seed'),
  'patients.phoneMatch': z.enum(['digits-only', 'exact', 'dashed-only', 'suffix']).default('digits-only'),
  'patients.textMatch': z.enum(['ignore-case', 'exact', 'prefix', 'substring']).default('ignore-case'),
  'appts.cancelledForm': z.enum(['True', 'T', '1', 'status-only', 'removed']).default('True'),
  'schedule.format': z.enum(['HH:mm', 'h:mm tt', 'ISO']).default('HH:mm'),
  'schedule.support': z.enum(['rows', '204', 'API2004']).default('rows'),
  'slots.support': z.enum(['profile', 'rows', '204', 'API2004']).default('profile'),
  'spu.online': z.boolean().default(true),
  /** Beside `spu.online`: known stretches in which the utility is away. */
  'spu.outages': z.array(outageSchema).default([]),
  /** Which forms of `check_spu` in a body are understood. */
  'spu.checkValue': z.enum(['either', 'text', 'boolean', 'ignored']).default('either'),
  /** Minutes before a change in the practice's book shows in reads. */
  'read.lag': z.number().min(0).default(0),
  /** The header `Data-Insert`. */
  dataInsert: z.enum(['completed', 'in progress', 'absent']).default('completed'),
  /** What data calls answer for a location that is switched off. */
  'location.off': z.enum(['401', '204', 'data']).default('401'),
  /** 500 API2010 on data calls: the practice's first upload has not come yet. */
  'practice.notReady': z
    .union([z.boolean(), z.strictObject({ until: z.iso.datetime({ offset: true }) })])
    .default(false),
  /** A Windows zone name, known or not, in place of the office's own. */
  'clock.zone': z.string().min(1).default('seed'),
  /** Practice id to Windows zone name, for practices with a zone that is not their office's. */
  'clock.practiceZones': z.record(z.string(), z.string().min(1)).default({}),
};

import { z } from 'zod';
import { pageFields } from '../../../http/page';
import { idText } from '../../route';

const MAX_CHARS = 200;

const reference = z
  .string({ error: 'must be given once' })
  .min(1, { error: 'must not be empty' })
  .max(MAX_CHARS, { error: `must have at most ${MAX_CHARS} characters` })
  .refine((text) => !text.includes('\0'), { error: 'must be text' });

/** A day is its first instant in UTC. */
const instant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], { error: 'must be a date, or a time with its offset' })
  .transform((text) => new Date(text));

export const AUDIT_FILTERS = ['callId', 'patientRef', 'accountId', 'from', 'until'] as const;

/** `?callId=&patientRef=&accountId=&from=&until=&limit=&cursor=`; at least one of the first five. */
export const listAuditInput = z.object({
  query: z
    .strictObject({
      callId: reference.optional(),
      patientRef: reference.optional(),
      accountId: idText.optional(),
      from: instant.optional(),
      until: instant.optional(),
      ...pageFields,
    })
    .refine((query) => AUDIT_FILTERS.some((name) => query[name] !== undefined), {
      error: `needs one of ${AUDIT_FILTERS.join(', ')}`,
    }),
});

export type ListAuditInput = z.output<typeof listAuditInput>;

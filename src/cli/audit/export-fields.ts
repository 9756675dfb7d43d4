import { z } from 'zod';
import { SYSTEM_CHAIN } from '../../audit/read-rows';
import { AuditPurpose } from '../../audit/vocabulary';

const text = { type: 'string' } as const;

/** What every export of the record takes, in whatever form it is written. */
export const exportOptions = {
  ...{ account: text, from: text, until: text, as: text, recipient: text, purpose: text, out: text },
  force: { type: 'boolean', default: false },
} as const;

export const exportFields = {
  account: z.union([z.uuid(), z.literal(SYSTEM_CHAIN)], { error: 'must be the id of an account' }).optional(),
  from: z.string().optional(),
  until: z.string().optional(),
  as: z.string({ error: 'is missing' }).trim().min(1, { error: 'must not be empty' }).max(200),
  recipient: z.string().trim().min(1, { error: 'must not be empty' }).max(200).optional(),
  purpose: z.enum(AuditPurpose, { error: 'must be a purpose of the list' }).default(AuditPurpose.security),
  out: z.string({ error: 'is missing' }).min(1, { error: 'must not be empty' }),
  force: z.boolean(),
};

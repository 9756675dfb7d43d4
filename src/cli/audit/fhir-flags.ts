import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SYSTEM_CHAIN } from '../../audit/read-rows';
import { AuditPurpose } from '../../audit/vocabulary';
import { err, ok, type Result } from '../../domain/result';
import { describeIssues } from './flag-issues';

export const FHIR_USAGE = `Usage: npm run audit -- export --fhir --as WHO --out FILE [FLAGS]

Writes rows of the record as FHIR R4 AuditEvents in the shape of IHE BALP, one a line (application/fhir+ndjson). That
they were exported is on record before the first is written.

  --account ID        one account's chain, or "${SYSTEM_CHAIN}"; without it every chain
  --integration ID    only this practice
  --patient-ref REF   only this patient, by the reference that stands for the patient in the record
  --call ID           only this phone call
  --from, --until     a date, whole days in UTC, or an instant with its offset
  --as WHO            who exports, as an id that the record will name
  --recipient WHO     who will have it, if somebody else
  --purpose PURPOSE   ${Object.values(AuditPurpose).join(', ')}; ${AuditPurpose.security} unless said
  --out FILE          where to write
  --force             a file that is there already is replaced
  --help              this text`;

const flagsSchema = z.strictObject({
  /** The word that brought us here. */
  fhir: z.boolean().optional(),
  account: z.union([z.uuid(), z.literal(SYSTEM_CHAIN)], { error: 'must be the id of an account' }).optional(),
  integration: z.uuid({ error: 'must be the id of an integration' }).optional(),
  'patient-ref': z.string().min(1, { error: 'must not be empty' }).optional(),
  call: z.string().min(1, { error: 'must not be empty' }).optional(),
  from: z.string().optional(),
  until: z.string().optional(),
  as: z.string({ error: 'is missing' }).trim().min(1, { error: 'must not be empty' }).max(200),
  recipient: z.string().trim().min(1, { error: 'must not be empty' }).max(200).optional(),
  purpose: z.enum(AuditPurpose, { error: 'must be a purpose of the list' }).default(AuditPurpose.security),
  out: z.string({ error: 'is missing' }).min(1, { error: 'must not be empty' }),
  force: z.boolean(),
});
export type FhirFlags = z.output<typeof flagsSchema>;

/** The flags of `npm run audit -- export --fhir ...`, or what is wrong with them. */
export function readFhirFlags(args: readonly string[]): Result<FhirFlags, string> {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        fhir: { type: 'boolean' },
        account: text,
        integration: text,
        'patient-ref': text,
        call: text,
        from: text,
        until: text,
        as: text,
        recipient: text,
        purpose: text,
        out: text,
        force: { type: 'boolean', default: false },
      },
      allowPositionals: false,
    });
    const flags = flagsSchema.safeParse(values);
    return flags.success ? ok(flags.data) : err(describeIssues(flags.error));
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}

import { z } from 'zod';
import { SYSTEM_CHAIN } from '../../audit/read-rows';
import { AuditPurpose } from '../../audit/vocabulary';
import type { Result } from '../../domain/result';
import { exportFields, exportOptions } from './export-fields';
import { readFlags } from './read-flags';

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
  ...exportFields,
  /** The word that brought us here. */
  fhir: z.boolean().optional(),
  integration: z.uuid({ error: 'must be the id of an integration' }).optional(),
  'patient-ref': z.string().min(1, { error: 'must not be empty' }).optional(),
  call: z.string().min(1, { error: 'must not be empty' }).optional(),
});
export type FhirFlags = z.output<typeof flagsSchema>;

const text = { type: 'string' } as const;
const options = {
  ...exportOptions,
  fhir: { type: 'boolean' },
  integration: text,
  'patient-ref': text,
  call: text,
} as const;

/** The flags of `npm run audit -- export --fhir ...`, or what is wrong with them. */
export const readFhirFlags = (args: readonly string[]): Result<FhirFlags, string> =>
  readFlags(args, options, flagsSchema);

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SYSTEM_CHAIN } from '../../audit/read-rows';
import { AuditPurpose } from '../../audit/vocabulary';
import { err, ok, type Result } from '../../domain/result';
import { describeIssues } from './flag-issues';

export const EXPORT_USAGE = `Usage: npm run --silent audit -- export --as WHO --out FILE [FLAGS]

Writes the record as a file that anybody can check who has the public key: npm run audit -- verify --export FILE.
That it was exported is on record, in every chain that it has, before the first row is read.

  --account ID        one account's chain, or "${SYSTEM_CHAIN}"; without it every chain
  --from, --until     a date, whole days in UTC, or an instant with its offset. The file may have some rows more at either
                      end, to begin and end with a row that a checkpoint has sealed
  --as WHO            who exports, as an id that the record will name
  --recipient WHO     who will have it, if somebody else
  --purpose PURPOSE   ${Object.values(AuditPurpose).join(', ')}; ${AuditPurpose.security} unless said
  --out FILE          where to write
  --force             a file that is there already is replaced
  --fhir              as FHIR AuditEvents instead: npm run audit -- export --fhir --help
  --help              this text`;

const flagsSchema = z.strictObject({
  account: z.union([z.uuid(), z.literal(SYSTEM_CHAIN)], { error: 'must be the id of an account' }).optional(),
  from: z.string().optional(),
  until: z.string().optional(),
  as: z.string({ error: 'is missing' }).trim().min(1, { error: 'must not be empty' }).max(200),
  recipient: z.string().trim().min(1, { error: 'must not be empty' }).max(200).optional(),
  purpose: z.enum(AuditPurpose, { error: 'must be a purpose of the list' }).default(AuditPurpose.security),
  out: z.string({ error: 'is missing' }).min(1, { error: 'must not be empty' }),
  force: z.boolean(),
});
export type ExportFlags = z.output<typeof flagsSchema>;

/** The flags of `npm run audit -- export ...`, or what is wrong with them. */
export function readExportFlags(args: readonly string[]): Result<ExportFlags, string> {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{ account: text, from: text, until: text, as: text, recipient: text, purpose: text, out: text },
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

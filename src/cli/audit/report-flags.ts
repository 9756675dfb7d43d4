import { z } from 'zod';
import { err, ok, type Result } from '../../domain/result';
import { readFlags } from './read-flags';

export const REPORT_USAGE = `Usage: npm run audit -- report --account ID --patient ID --as WHO --out FILE [FLAGS]

Writes who accessed one patient's information, with the disclosures that 45 CFR 164.528 counts as a part of its own.
That the report was made is on record before it is written.

  --account ID        the account
  --patient ID        the patient's id in the practice's software (wants INDEX_KEY); or
  --patient-ref REF   the reference that stands for the patient in the record
  --integration ID    the practice, where the account has several
  --from, --until     a date, whole days in the practice's time zone, or an instant with its offset
  --as WHO            who makes it, as an id that the record will name
  --out FILE          file.html or file.json
  --format FORMAT     html or json; otherwise by the file's name
  --force             a file that is there already is replaced
  --help              this text`;

const flagsSchema = z.strictObject({
  account: z.uuid({ error: 'must be the id of an account' }),
  patient: z.string().min(1, { error: 'must not be empty' }).optional(),
  'patient-ref': z.string().min(1, { error: 'must not be empty' }).optional(),
  integration: z.uuid({ error: 'must be the id of an integration' }).optional(),
  from: z.string().optional(),
  until: z.string().optional(),
  as: z.string({ error: 'is missing' }).trim().min(1, { error: 'must not be empty' }).max(200),
  out: z.string({ error: 'is missing' }).min(1, { error: 'must not be empty' }),
  format: z.enum(['html', 'json'], { error: 'must be html or json' }).optional(),
  force: z.boolean(),
});

export interface ReportFlags {
  readonly accountId: string;
  readonly patient: { readonly id: string } | { readonly ref: string };
  readonly integrationId: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly madeBy: string;
  readonly out: string;
  readonly format: 'html' | 'json';
  readonly isForced: boolean;
}

const text = { type: 'string' } as const;
const options = {
  ...{ account: text, patient: text, 'patient-ref': text, integration: text, from: text, until: text },
  ...{ as: text, out: text, format: text },
  force: { type: 'boolean', default: false },
} as const;

/** The flags of `npm run audit -- report ...`, or what is wrong with them. */
export function readReportFlags(args: readonly string[]): Result<ReportFlags, string> {
  const flags = readFlags(args, options, flagsSchema);
  return flags.ok ? toFlags(flags.value) : flags;
}

function toFlags(flags: z.output<typeof flagsSchema>): Result<ReportFlags, string> {
  const { patient: id, 'patient-ref': ref } = flags;
  if ((id === undefined) === (ref === undefined)) return err('One of --patient and --patient-ref is needed.');
  const format = flags.format ?? formatOf(flags.out);
  if (format === null) return err('--out must end in .html or .json, or --format must say which.');
  return ok({
    accountId: flags.account,
    patient: id === undefined ? { ref: ref ?? '' } : { id },
    integrationId: flags.integration ?? null,
    from: flags.from ?? null,
    until: flags.until ?? null,
    madeBy: flags.as,
    out: flags.out,
    format,
    isForced: flags.force,
  });
}

const formatOf = (file: string): ReportFlags['format'] | null =>
  file.endsWith('.html') ? 'html' : file.endsWith('.json') ? 'json' : null;

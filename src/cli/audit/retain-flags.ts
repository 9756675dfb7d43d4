import { parseArgs } from 'node:util';
import { z } from 'zod';
import { err, ok, type Result } from '../../domain/result';
import { describeIssues } from './flag-issues';

export const RETAIN_USAGE = `Usage: npm run audit -- retain --as WHO [--dry-run] [--public-key FILE]...

Drops the months of the audit record that have been over for six years, the oldest first. A month goes only when no
legal hold covers it and the checkpoints that seal its end are found outside the database, with good signatures. Each
month that goes has its row in the record.

  --as WHO            who does it, as an id that the record will name
  --dry-run           says what would go, and drops nothing
  --public-key FILE   a PEM file with a key that checkpoints were signed with; several times for several keys. Without
                      it: the key of AUDIT_SIGNING_KMS_KEY_ID or AUDIT_SIGNING_KEY
  --help              this text

Checkpoints are read from AUDIT_CHECKPOINT_URL. Exit code 0: nothing is left that could go; a month that a legal hold
keeps is where it should be. 1: a month stays that should go.`;

export interface RetainFlags {
  readonly who: string;
  readonly isDryRun: boolean;
  readonly publicKeyFiles: readonly string[];
}

const flagsSchema = z.strictObject({
  as: z.string({ error: 'is missing' }).trim().min(1, { error: 'must not be empty' }).max(200),
  'dry-run': z.boolean(),
  'public-key': z.array(z.string()),
});

/** The flags of `npm run audit -- retain ...`, or what is wrong with them. */
export function readRetainFlags(args: readonly string[]): Result<RetainFlags, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        as: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        'public-key': { type: 'string', multiple: true, default: [] },
      },
      allowPositionals: false,
    });
    const read = flagsSchema.safeParse(values);
    if (!read.success) return err(describeIssues(read.error));
    const { as: who, 'dry-run': isDryRun, 'public-key': publicKeyFiles } = read.data;
    return ok({ who, isDryRun, publicKeyFiles });
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}

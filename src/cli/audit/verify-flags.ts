import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../domain/result';

export interface VerifyFlags {
  /** Null: the database of DATABASE_URL. */
  readonly exportFile: string | null;
  readonly publicKeyFiles: readonly string[];
  readonly isJson: boolean;
  /** Null: where standard error is a terminal. */
  readonly hasProgress: boolean | null;
}

export const VERIFY_USAGE = `Usage: npm run --silent audit -- verify [FLAGS]

Checks the record in the database of DATABASE_URL against the checkpoints of AUDIT_CHECKPOINT_URL, or an export with
nothing but the public key, and names of each chain the first row that is wrong: edited, removed, inserted, reordered,
truncated or forked. Rows that are newer than the newest checkpoint are counted as unsealed, which is no error.

  --export FILE       an export to check, instead of the database; nothing is asked over a network
  --public-key FILE   PEM of a key that checkpoints were signed with; several times for several keys. Without it: the
                      key of AUDIT_SIGNING_KMS_KEY_ID or AUDIT_SIGNING_KEY, if one of them is set
  --json              the result as JSON
  --progress          shows progress though standard error is no terminal
  --help              this text

Ends with 0 where all is sound, 1 where something is wrong, 69 where something cannot be reached.`;

/** The flags of `npm run audit -- verify ...`, or what is wrong with them. */
export function readVerifyFlags(args: readonly string[]): Result<VerifyFlags, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        export: { type: 'string' },
        'public-key': { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        progress: { type: 'boolean' },
      },
      allowPositionals: false,
    });
    return ok({
      exportFile: values.export ?? null,
      publicKeyFiles: values['public-key'],
      isJson: values.json,
      hasProgress: values.progress ?? null,
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}

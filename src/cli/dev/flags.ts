import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../domain/result';

export interface DevFlags {
  readonly isHelp: boolean;
  /** Begin with an empty data folder. */
  readonly isFresh: boolean;
  /** Restart api and worker when a source file is saved. */
  readonly isWatching: boolean;
  /** Only find (or fetch) the Temporal program, print its path and end. */
  readonly isTemporalPath: boolean;
}

export const USAGE = `Usage: npm run dev [-- FLAGS]

Starts Postgres, a Temporal server, the Sikka simulator, the api and the worker on this machine.

  --fresh          begin with an empty data folder
  --no-watch       do not restart api and worker when a source file is saved
  --temporal-path  find (or fetch) the Temporal program, print its path and end
  --help           this text

Set in the environment or in .env: DATABASE_URL or TEMPORAL_ADDRESS (to use servers of yours), DATA_DIR, PORT, WORKER_PORT,
SIM_PORT, DEV_POSTGRES_PORT, DEV_TEMPORAL_PORT, DEV_TEMPORAL_UI_PORT, TEMPORAL_CLI_PATH.`;

/** The flags of `npm run dev -- ...`, or what is wrong with them. */
export function parseFlags(args: readonly string[]): Result<DevFlags, string> {
  try {
    const flag = { type: 'boolean', default: false } as const;
    const options = { help: flag, fresh: flag, 'no-watch': flag, 'temporal-path': flag };
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
    return ok({
      isHelp: values.help,
      isFresh: values.fresh,
      isWatching: !values['no-watch'],
      isTemporalPath: values['temporal-path'],
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}

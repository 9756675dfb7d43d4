import { dataFiles } from '../dev/data-folder';
import { LaunchError } from '../dev/launch-error';
import { readDevSettings, readUserEnvironment } from '../dev/settings';
import { parseFlags, USAGE } from './flags';
import { readSigningConfig } from './signing-config';
import { signToken } from './sign-token';

export interface TokenRun {
  readonly projectDir: string;
  readonly processEnv: NodeJS.ProcessEnv;
  readonly nowMs: number;
  /** Standard output: the token and nothing else, so that a shell can take it as it is. */
  readonly print: (line: string) => void;
  /** Standard error. */
  readonly complain: (line: string) => void;
}

/** @returns the exit code: 2 for wrong flags, 78 (EX_CONFIG) where no token can be signed */
export async function runToken(args: readonly string[], run: TokenRun): Promise<number> {
  const flags = parseFlags(args);
  if (!flags.ok) {
    run.complain(`${flags.error}\n\n${USAGE}`);
    return 2;
  }
  if (flags.value.kind === 'help') {
    run.print(USAGE);
    return 0;
  }
  try {
    const env = readUserEnvironment(run.projectDir, run.processEnv);
    const { dataDir } = readDevSettings(run.projectDir, env);
    run.print(await signToken(readSigningConfig(env, dataFiles(dataDir).secretsFile), flags.value, run.nowMs));
    return 0;
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    run.complain(`${error.message}\n\n${error.cure}`);
    return 78;
  }
}

import path from 'node:path';
import { reportFailure } from '../../src/cli/dev/run-dev';
import { parseFlags, USAGE } from './flags';
import { runChaos } from './run-chaos';

const PROJECT_DIR = path.resolve(__dirname, '../..');

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run chaos`: 0 = every guarantee held, 1 = one did not, 2 = wrong flags, 130 = interrupted. */
async function main(args: readonly string[]): Promise<number> {
  const flags = parseFlags(args);
  if (!flags.ok) {
    complain(`${flags.error}\n\n${USAGE}`);
    return 2;
  }
  if (flags.value.isHelp) {
    say(USAGE);
    return 0;
  }
  const outcome = await runChaos({ projectDir: PROJECT_DIR, flags: flags.value, say });
  if (outcome === null) return 130;
  return outcome.violations.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exit(code);
  },
  (error: unknown) => {
    reportFailure(error, complain);
    process.exit(1);
  },
);

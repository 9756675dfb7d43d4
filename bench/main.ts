import path from 'node:path';
import { reportFailure } from '../src/cli/dev/run-dev';
import { parseFlags, USAGE } from './flags';
import { runBench } from './run-bench';

const PROJECT_DIR = path.resolve(__dirname, '..');

/** `npm run bench`: a report, not a gate. 0 = measured, whatever the figures; 1 = could not; 130 = interrupted. */
async function main(args: readonly string[]): Promise<number> {
  const flags = parseFlags(args);
  if (!flags.ok) {
    console.error(`${flags.error}\n\n${USAGE}`);
    return 2;
  }
  if (flags.value.isHelp) {
    console.log(USAGE);
    return 0;
  }
  const say = (line: string): void => {
    console.log(line);
  };
  return (await runBench({ projectDir: PROJECT_DIR, flags: flags.value, say })) ? 0 : 130;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exit(code);
  },
  (error: unknown) => {
    reportFailure(error, console.error);
    process.exit(1);
  },
);

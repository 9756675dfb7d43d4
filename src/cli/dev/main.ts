import path from 'node:path';
import { parseFlags, USAGE } from './flags';
import { reportFailure, runDev } from './run-dev';
import { findTemporalBinary } from './temporal-binary';
import { temporalSources } from './temporal-sources';

const PROJECT_DIR = path.resolve(__dirname, '../../..');
const MINIMUM_NODE = [20, 19] as const;

/** `npm run dev`: the whole stack on one machine, with no account, no Docker and no configuration. */
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
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    console.error(`Node ${process.versions.node} is too old: ${MINIMUM_NODE.join('.')} or newer is needed.`);
    return 1;
  }
  if (flags.value.isTemporalPath) {
    const found = await findTemporalBinary(temporalSources(process.env), console.error);
    console.log(found.path);
    return 0;
  }
  const isColoured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const say = (line: string) => {
    console.log(line);
  };
  return runDev({ projectDir: PROJECT_DIR, flags: flags.value, processEnv: process.env, isColoured, say });
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

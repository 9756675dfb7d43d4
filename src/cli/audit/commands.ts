import { runExport } from './export';
import { runHold } from './hold';
import { runReport } from './report';
import { runRetain } from './retain';
import { runVerify } from './verify';

export interface AuditCommand {
  /** What it does, in a line. */
  readonly summary: string;
  /** @param args what comes after the command's name @returns the exit code */
  readonly run: (args: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>;
}

/** The commands of `npm run audit -- ...`, each with its own --help. */
export const AUDIT_COMMANDS: Readonly<Record<string, AuditCommand>> = {
  verify: { summary: 'checks the record, or an export of it, and names the first row that is wrong', run: runVerify },
  export: {
    summary: 'writes the record, or one account’s, to a file; with --fhir as FHIR AuditEvents',
    run: runExport,
  },
  report: { summary: 'who has had access to a patient’s data', run: runReport },
  hold: { summary: 'places, releases and lists legal holds', run: runHold },
  retain: { summary: 'drops months that have been over for six years', run: runRetain },
};

const describeCommands = (): string =>
  Object.entries(AUDIT_COMMANDS)
    .map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`)
    .join('\n');

export const USAGE = `Usage: npm run --silent audit -- COMMAND [FLAGS]

${describeCommands()}

What a command takes: npm run audit -- COMMAND --help
Exit codes: 0 done and sound, 1 something is wrong with the record, 2 wrong flags, 69 something cannot be reached,
78 wrong settings.`;

/** Runs the command that the arguments name. @returns the exit code */
export async function runAuditCommand([name, ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const command = Object.entries(AUDIT_COMMANDS).find(([known]) => known === name)?.[1];
  if (command !== undefined) return command.run(args, env);
  if (name === '--help') {
    console.log(USAGE);
    return 0;
  }
  console.error(name === undefined ? USAGE : `There is no command "${name}".\n\n${USAGE}`);
  return 2;
}

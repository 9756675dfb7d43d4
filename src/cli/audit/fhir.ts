import { exportEvents, type EventsWanted } from '../../audit/fhir/export-events';
import type { Database } from '../../persistence/database';
import { FHIR_USAGE, readFhirFlags, type FhirFlags } from './fhir-flags';
import { problemWithOut, writeOut } from './out-file';
import { readPeriod, type Period } from './period';
import { withRecord } from './with-record';

/** `npm run audit -- export --fhir`. @returns the exit code: 2 for wrong flags */
export async function runFhirExport(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (args.includes('--help')) {
    console.log(FHIR_USAGE);
    return 0;
  }
  const flags = readFhirFlags(args);
  if (!flags.ok) return refuse(`${flags.error}\n\n${FHIR_USAGE}`);
  const { from = null, until = null, out, force } = flags.value;
  const period = readPeriod({ from, until }, 'utc');
  if (!period.ok) return refuse(`${period.error}\n\n${FHIR_USAGE}`);
  const outProblem = problemWithOut(out, force);
  if (outProblem !== null) return refuse(outProblem);
  return withRecord({}, env, (database) => writeEvents(database, flags.value, period.value));
}

const refuse = (why: string): number => {
  console.error(why);
  return 2;
};

async function writeEvents(database: Database, flags: FhirFlags, period: Period): Promise<number> {
  const deps = {
    transaction: database.transaction.bind(database),
    reader: { query: (sql: string, parameters: unknown[]) => database.run((tx) => tx.query<unknown>(sql, parameters)) },
  };
  const count = await writeOut(flags.out, await exportEvents(deps, toWanted(flags, period)));
  console.log(`${flags.out}: ${count} AuditEvents.`);
  return 0;
}

const toWanted = (flags: FhirFlags, { from, until }: Period): EventsWanted => ({
  chain: flags.account ?? null,
  rows: {
    ...(flags.integration === undefined ? {} : { integrationId: flags.integration }),
    ...(flags['patient-ref'] === undefined ? {} : { patientRef: flags['patient-ref'] }),
    ...(flags.call === undefined ? {} : { callId: flags.call }),
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
  },
  madeBy: flags.as,
  recipient: flags.recipient ?? null,
  purpose: flags.purpose,
});

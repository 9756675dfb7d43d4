import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { exportRecord } from '../../audit/export/export-record';
import { describeConfigProblems } from '../../config/problem';
import { withSystemValues } from '../../process/system-values';
import { endWith, Exit } from './exit-codes';
import { EXPORT_USAGE, readExportFlags, type ExportFlags } from './export-flags';
import { runFhirExport } from './fhir';
import { problemWithOut, writeOut } from './out-file';
import { readPeriod, type Period } from './period';
import { withClient } from './with-client';

/** `npm run audit -- export`. @returns the exit code: 2 for wrong flags */
export async function runExport(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (args.includes('--fhir')) return runFhirExport(args, env);
  if (args.includes('--help')) {
    console.log(EXPORT_USAGE);
    return Exit.done;
  }
  const flags = readExportFlags(args);
  if (!flags.ok) return endWith(Exit.usage, `${flags.error}\n\n${EXPORT_USAGE}`);
  const { from = null, until = null, out, force } = flags.value;
  const period = readPeriod({ from, until }, 'utc');
  if (!period.ok) return endWith(Exit.usage, `${period.error}\n\n${EXPORT_USAGE}`);
  const outProblem = problemWithOut(out, force);
  if (outProblem !== null) return endWith(Exit.usage, outProblem);
  const system = await withSystemValues(env);
  if (!system.ok) return endWith(Exit.config, describeConfigProblems('audit command', system.error));
  return withClient(system.value, (client) => writeFile(client, flags.value, period.value));
}

async function writeFile(client: Client, flags: ExportFlags, period: Period): Promise<number> {
  const exported = await exportRecord(client, {
    id: randomUUID(),
    chain: flags.account ?? null,
    madeBy: flags.as,
    recipient: flags.recipient ?? null,
    purpose: flags.purpose,
    period,
    exportedAt: new Date(),
  });
  if (exported === null) return endWith(Exit.usage, 'There is no chain of that account in the record.');
  await writeOut(flags.out, exported.pieces);
  const { rows, chains, sha256 } = exported.summary();
  console.log(`${flags.out}: ${rows.toLocaleString('en')} rows of ${chains} chains.`);
  console.log(`SHA-256 without the last line, to be kept apart from the file: ${sha256}`);
  return Exit.done;
}

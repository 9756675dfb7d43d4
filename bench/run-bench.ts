import { timed, type Say } from '../src/cli/dev/output';
import { findTemporalBinary } from '../src/cli/dev/temporal-binary';
import { temporalSources } from '../src/cli/dev/temporal-sources';
import type { BenchFlags } from './flags';
import { LOAD_PLAN, QUICK_LOAD_PLAN } from './load/load-plan';
import { measureLoad } from './load/run-load';
import { describeMachine } from './machine';
import { measureAll } from './run-pairs';
import { assertBuilt, buildProject } from './stack/build';
import { buildBenchEnvironment, withFront } from './stack/environment';
import { startBenchStack, startDatabaseServer } from './stack/start-stack';
import { loadBuiltAudit } from './product/audit-built';
import { measureCapacity } from './product/audit-capacity';
import { inWorkshop, type Workshop } from './workshop';

export interface BenchOptions {
  readonly projectDir: string;
  readonly flags: BenchFlags;
  readonly say: Say;
}

/**
 * Builds, starts what is needed, measures, says the report, and ends everything: on Ctrl-C and after a failure too.
 * @returns whether it came to its end; false after Ctrl-C. Throws what failed.
 */
export const runBench = (options: BenchOptions): Promise<boolean> =>
  inWorkshop(options.say, async (workshop) => {
    const { projectDir, flags, say } = options;
    if (flags.isBuilding) await timed(say, 'npm run build', () => buildProject(projectDir, workshop.guard));
    else assertBuilt(projectDir);
    const parts = await measure(options, workshop);
    say(['', ...parts].join('\n\n'));
  });

function measure(options: BenchOptions, workshop: Workshop): Promise<string[]> {
  const { auditSampleRows: rows, isLoad } = options.flags;
  if (rows !== null) return measureSample(options, workshop, rows);
  return isLoad ? measureManyAtOnce(options, workshop) : measurePairs(options, workshop);
}

async function measureManyAtOnce({ projectDir, flags, say }: BenchOptions, workshop: Workshop): Promise<string[]> {
  const temporal = await findTemporalBinary(temporalSources(process.env), say);
  const environment = withFront(await buildBenchEnvironment(projectDir, workshop.folder));
  const stackPlan = { ...workshop, projectDir, environment, temporalBinary: temporal.path, say };
  const load = flags.isQuick ? QUICK_LOAD_PLAN : LOAD_PLAN;
  const parts = await measureLoad({ stackPlan, load, say });
  return [...parts, await describeMachine(environment.bareDatabaseUrl, temporal.serverVersion)];
}

async function measurePairs({ projectDir, flags, say }: BenchOptions, workshop: Workshop): Promise<string[]> {
  const temporal = await findTemporalBinary(temporalSources(process.env), say);
  const environment = await buildBenchEnvironment(projectDir, workshop.folder);
  const stack = await startBenchStack({ ...workshop, projectDir, environment, temporalBinary: temporal.path, say });
  const parts = await measureAll({ stack, environment, projectDir, ...flags, say });
  return [...parts, await describeMachine(environment.bareDatabaseUrl, temporal.serverVersion)];
}

async function measureSample({ projectDir, say }: BenchOptions, workshop: Workshop, rows: number): Promise<string[]> {
  const environment = await buildBenchEnvironment(projectDir, workshop.folder);
  await startDatabaseServer({ ...workshop, environment, say });
  const server = { port: environment.settings.postgresPort, password: environment.postgresPassword };
  const built = await loadBuiltAudit(projectDir);
  const parts = await measureCapacity({ server, folder: workshop.folder, rows, built, say });
  return [...parts, await describeMachine(environment.bareDatabaseUrl, null)];
}

import path from 'node:path';
import { answersWell } from '../../../src/cli/dev/children';
import { DATABASE } from '../../../src/cli/dev/environment';
import { LaunchError } from '../../../src/cli/dev/launch-error';
import { startProcess, type ManagedProcess } from '../../../src/cli/dev/managed-process';
import { timed, type Say } from '../../../src/cli/dev/output';
import { pollUntil } from '../../../src/cli/dev/poll';
import { ensureDatabase, postgresUrl, startPostgres } from '../../../src/cli/dev/postgres';
import type { ProcessGuard } from '../../../src/cli/dev/process-guard';
import { LEVEL, type Stack } from '../../../src/cli/dev/stack';
import { startTemporalServer } from '../../../src/cli/dev/temporal-server';
import type { ChaosEnvironment } from './environment';
import { supervise, type Supervised } from './supervised';

export interface StackPlan {
  readonly environment: ChaosEnvironment;
  readonly temporalBinary: string;
  readonly guard: ProcessGuard;
  readonly stack: Stack;
  readonly say: Say;
}

/** What can be struck. */
export interface ChaosStack {
  readonly postgres: Supervised;
  readonly temporal: Supervised;
  readonly simulator: Supervised;
  readonly api: Supervised;
  readonly workers: readonly Supervised[];
  /** Rejects with the last lines of what does not come up. */
  untilAllServe(timeoutMs: number): Promise<void>;
}

/** Starts every part as a process of its own that is kept up, with the sample practices connected. */
export async function startChaosStack(plan: StackPlan): Promise<ChaosStack> {
  const { environment, guard, stack, say } = plan;
  const { settings, files, variables, postgresPassword: password } = environment;
  const { postgresPort } = settings;
  const keep = async (level: (typeof LEVEL)[keyof typeof LEVEL], part: Supervised): Promise<Supervised> => {
    stack.push(level, part);
    await timed(say, part.name, () => part.begin());
    return part;
  };
  const [postgres, temporal, simulator] = await Promise.all([
    keep(
      LEVEL.database,
      supervise('Postgres', () =>
        startPostgres({ dataDir: files.postgresFolder, port: postgresPort, password, isDurable: true }, guard),
      ),
    ),
    keep(
      LEVEL.engine,
      supervise('Temporal', () =>
        startTemporalServer(
          {
            ...{ binary: plan.temporalBinary, port: settings.temporalPort, uiPort: null },
            ...{ dbFile: files.temporalDbFile, namespace: variables['TEMPORAL_NAMESPACE'] ?? '' },
          },
          guard,
        ),
      ),
    ),
    keep(
      LEVEL.simulator,
      supervise('simulator', () => startProgram(plan, 'simulator', 'simulator/main.js')),
    ),
  ]);
  await untilServing(simulator, `${environment.simulatorUrl}/__sim/practice`);
  await ensureDatabase(postgresUrl(postgresPort, password, 'postgres'), DATABASE);
  await Promise.all([
    runSetUp(plan, 'src/cli/bundle-workflows.js'),
    runSetUp(plan, 'src/cli/migrate.js', 'up'),
    runSetUp(plan, 'src/cli/temporal-setup.js'),
  ]);
  await runSetUp(plan, 'src/cli/seed-dev.js');

  const api = await keep(
    LEVEL.app,
    supervise('api', () => startProgram(plan, 'api', 'src/server.js')),
  );
  const workers = await Promise.all(
    environment.workerPorts.map((port, i) =>
      keep(
        LEVEL.app,
        supervise(`worker ${i + 1}`, () =>
          startProgram(plan, `worker ${i + 1}`, 'src/worker.js', { WORKER_PORT: String(port) }),
        ),
      ),
    ),
  );
  const untilAllServe = async (timeoutMs: number): Promise<void> => {
    await Promise.all([
      untilServing(simulator, `${environment.simulatorUrl}/__sim/practice`, timeoutMs),
      untilServing(api, `${environment.apiUrl}/readyz`, timeoutMs),
      ...environment.workerPorts.map((port, i) => {
        const worker = workers[i];
        if (worker === undefined) throw new Error('a worker has no port');
        return untilServing(worker, `http://127.0.0.1:${port}/readyz`, timeoutMs);
      }),
    ]);
  };
  await timed(say, 'all of them ready', () => untilAllServe(120_000));
  return { postgres, temporal, simulator, api, workers, untilAllServe };
}

async function untilServing(part: Supervised, url: string, timeoutMs = 60_000): Promise<void> {
  if (await pollUntil(() => answersWell(url), { timeoutMs, intervalMs: 100 })) return;
  throw new LaunchError(
    [`${part.name} does not serve after ${timeoutMs / 1_000} s. Its last lines:`, ...part.lastLines()].join('\n  '),
    'Correct what they name, and start again.',
  );
}

/** One of the compiled programs, by plain node, as in production. The owner's login is for set-up alone. */
function startProgram(
  { environment, guard }: StackPlan,
  name: string,
  entry: string,
  extra: Readonly<Record<string, string>> = {},
): Promise<ManagedProcess> {
  const { MIGRATE_DATABASE_URL: _owner, ...env } = environment.variables;
  return startProcess(
    {
      name,
      command: process.execPath,
      args: [path.join(environment.built, entry)],
      cwd: environment.built,
      env: { ...env, ...extra },
      stopSignal: 'SIGTERM',
      stopGraceMs: 15_000,
    },
    guard,
  );
}

async function runSetUp({ environment, guard, say }: StackPlan, entry: string, ...args: string[]): Promise<void> {
  const { variables: env, built } = environment;
  await timed(say, entry, async () => {
    const step = await startProcess(
      {
        ...{ name: entry, command: process.execPath, args: [path.join(built, entry), ...args], cwd: built, env },
        ...{ stopSignal: 'SIGTERM', stopGraceMs: 2_000 },
      },
      guard,
    );
    const { code } = await step.ended;
    if (code === 0) return;
    throw new LaunchError([`${entry} failed. Its last lines:`, ...step.lastLines()].join('\n  '), 'Correct it.');
  });
}

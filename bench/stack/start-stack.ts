import { runStep } from '../../src/cli/dev/children';
import { DATABASE } from '../../src/cli/dev/environment';
import type { ManagedProcess } from '../../src/cli/dev/managed-process';
import { findFreePort } from '../../src/cli/dev/ports';
import { timed, type Say } from '../../src/cli/dev/output';
import { ensureDatabase, postgresUrl, startPostgres } from '../../src/cli/dev/postgres';
import type { ProcessGuard } from '../../src/cli/dev/process-guard';
import { LEVEL, type Stack } from '../../src/cli/dev/stack';
import { all } from '../../src/cli/dev/start-stack';
import { startTemporalServer } from '../../src/cli/dev/temporal-server';
import { BARE_DATABASE, type BenchEnvironment } from './environment';
import { startBare, startBuilt, type ProgramSpec } from './programs';
import { createSimulatorControl, type SimulatedOffice, type SimulatorControl } from './simulator-control';

export interface StackPlan {
  readonly projectDir: string;
  readonly environment: BenchEnvironment;
  readonly temporalBinary: string;
  readonly guard: ProcessGuard;
  readonly stack: Stack;
  readonly say: Say;
  /** Told of each part that must live to the end. */
  readonly onStarted: (part: ManagedProcess) => void;
  /** What stands beside the product: the baselines' processes, or a front with many offices for the simulator. */
  readonly beside?: 'baselines' | 'front';
}

export interface BenchStack {
  readonly apiUrl: string;
  readonly bareUrl: string;
  /** Sikka's answers at once, from memory; a base URL with the version. */
  readonly replayUrl: string;
  readonly bareQueue: string;
  readonly simulator: SimulatorControl;
  readonly office: SimulatedOffice;
  readonly other: SimulatedOffice;
}

export const FRONT_ENTRY = 'bench/load/front.ts';
const BARE_QUEUE = 'bench-bare';
const HOST = '127.0.0.1';

/**
 * Starts what is measured, each part a process of its own: Postgres that flushes every commit, a Temporal server that
 * keeps its state in memory, simulator, api and worker as built, the two bare processes, and the replay.
 */
export async function startBenchStack(plan: StackPlan): Promise<BenchStack> {
  const { settings, variables } = plan.environment;
  const simulatorUrl = `http://${HOST}:${settings.simulatorPort}`;
  await all(startDatabaseServer(plan), startEngine(plan), launch(plan, 'simulator', `${simulatorUrl}/__sim/practice`));
  await all(...['src/cli/migrate.ts', 'src/cli/temporal-setup.ts'].map((entry) => runSetUp(plan, entry)));
  const simulator = createSimulatorControl(`${simulatorUrl}/__sim`);
  // Before the first request: within a window the lowest number that was told stands.
  await simulator.liftRateLimit();
  const [office, other] = await simulator.readOffices();
  if (plan.beside === 'front') await launchFront(plan, simulatorUrl, office, other);
  await runSetUp(plan, 'src/cli/seed-dev.ts');
  await all(
    launch(plan, 'api', `http://${HOST}:${settings.apiPort}/readyz`),
    launch(plan, 'worker', `http://${HOST}:${settings.workerPort}/readyz`),
    ...(plan.beside === 'front' ? [] : launchBaselines(plan, office)),
  );
  const apiUrl = variables['APP_BASE_URL'] ?? '';
  const bareUrl = `http://${HOST}:${plan.environment.barePort}`;
  const replayUrl = `http://${HOST}:${plan.environment.replayPort}/v4`;
  return { apiUrl, bareUrl, replayUrl, bareQueue: BARE_QUEUE, simulator, office, other };
}

/** Postgres alone, with its databases. */
export async function startDatabaseServer({
  environment,
  guard,
  stack,
  say,
  onStarted,
}: Pick<StackPlan, 'environment' | 'guard' | 'stack' | 'say' | 'onStarted'>): Promise<void> {
  const { settings, files, postgresPassword: password } = environment;
  const { postgresPort: port } = settings;
  await timed(say, 'Postgres', async () => {
    const server = await startPostgres({ dataDir: files.postgresFolder, port, password, isDurable: true }, guard);
    stack.push(LEVEL.database, server);
    onStarted(server);
    for (const name of [DATABASE, BARE_DATABASE]) await ensureDatabase(postgresUrl(port, password, 'postgres'), name);
  });
}

async function startEngine({ environment, temporalBinary, guard, stack, say, onStarted }: StackPlan): Promise<void> {
  const { settings, variables } = environment;
  await timed(say, 'Temporal server', async () => {
    const where = { binary: temporalBinary, port: settings.temporalPort, uiPort: null, dbFile: null };
    const server = await startTemporalServer({ ...where, namespace: variables['TEMPORAL_NAMESPACE'] ?? '' }, guard);
    stack.push(LEVEL.engine, server);
    onStarted(server);
  });
}

const BUILT = {
  simulator: { entry: 'dist/simulator/main.js', level: LEVEL.simulator },
  api: { entry: 'dist/src/server.js', level: LEVEL.app },
  worker: { entry: 'dist/src/worker.js', level: LEVEL.app },
} as const;

async function launch(plan: StackPlan, name: keyof typeof BUILT, readyUrl: string): Promise<void> {
  const { entry, level } = BUILT[name];
  await keep(plan, level, name, () => startBuilt(specOf(plan, name, entry), readyUrl, plan.guard));
}

/**
 * One more api or worker, on a port of its own, which may be ended before the rest.
 * @returns the process, and where it answers
 */
export async function launchOneMore(
  plan: StackPlan,
  name: 'api' | 'worker',
): Promise<{ readonly part: ManagedProcess; readonly url: string }> {
  const port = String(await findFreePort());
  const url = `http://${HOST}:${port}`;
  const { entry, level } = BUILT[name];
  const spec = specOf(plan, `second ${name}`, entry, name === 'api' ? { PORT: port } : { WORKER_PORT: port });
  const part = await startBuilt(spec, `${url}/readyz`, plan.guard);
  plan.stack.push(level, part);
  return { part, url };
}

const launchBaselines = (plan: StackPlan, office: SimulatedOffice): Promise<void>[] => [
  ...['bench/bare/proxy.ts', 'bench/bare/worker.ts'].map((entry) => launchBare(plan, entry, office)),
  launchReplay(plan),
];

async function launchBare(plan: StackPlan, entry: string, office: SimulatedOffice): Promise<void> {
  const spec = specOf(plan, entry, entry, {
    PORT: String(plan.environment.barePort),
    BENCH_OFFICE_ID: office.officeId,
    BENCH_SECRET_KEY: office.secretKey,
    BENCH_DATABASE_URL: plan.environment.bareDatabaseUrl,
    BENCH_TASK_QUEUE: BARE_QUEUE,
  });
  await keep(plan, LEVEL.app, entry, () => startBare(spec, plan.guard));
}

async function launchFront(
  plan: StackPlan,
  simulatorUrl: string,
  office: SimulatedOffice,
  other: SimulatedOffice,
): Promise<void> {
  const spec = specOf(plan, FRONT_ENTRY, FRONT_ENTRY, {
    PORT: String(plan.environment.replayPort),
    BENCH_SIMULATOR_URL: simulatorUrl,
    BENCH_OFFICE_ID: office.officeId,
    BENCH_OTHER_OFFICE_ID: other.officeId,
  });
  await keep(plan, LEVEL.simulator, FRONT_ENTRY, () => startBare(spec, plan.guard));
}

async function launchReplay(plan: StackPlan): Promise<void> {
  const entry = 'bench/bare/replay.ts';
  const spec = specOf(plan, entry, entry, { PORT: String(plan.environment.replayPort) });
  await keep(plan, LEVEL.app, entry, () => startBare(spec, plan.guard));
}

async function runSetUp(plan: StackPlan, entry: string): Promise<void> {
  const args = entry.endsWith('migrate.ts') ? ['up'] : [];
  const onLine = (): void => undefined;
  await timed(plan.say, entry, () => runStep({ ...specOf(plan, entry, entry), args, onLine }, plan.guard));
}

async function keep(
  { stack, say, onStarted }: StackPlan,
  level: (typeof LEVEL)[keyof typeof LEVEL],
  name: string,
  start: () => Promise<ManagedProcess>,
): Promise<void> {
  await timed(say, name, async () => {
    const part = await start();
    stack.push(level, part);
    onStarted(part);
  });
}

const specOf = (
  { projectDir, environment }: StackPlan,
  name: string,
  entry: string,
  extra: Readonly<Record<string, string>> = {},
): ProgramSpec => ({ name, entry, projectDir, env: { ...environment.variables, ...extra } });

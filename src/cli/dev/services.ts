import { connect } from 'node:net';
import { runStep, startChild, waitUntilReady, answersWell, type Child } from './children';
import type { DataFiles } from './data-folder';
import { DATABASE, type DevEnvironment } from './environment';
import type { ManagedProcess } from './managed-process';
import { createSpeaker, timed, type Say, type Speaker } from './output';
import { ensureDatabase, postgresUrl, startPostgres } from './postgres';
import type { ProcessGuard } from './process-guard';
import type { DevSettings } from './settings';
import { LEVEL, type Stack } from './stack';
import { startTemporalServer } from './temporal-server';

export interface Launch {
  readonly settings: DevSettings;
  readonly files: DataFiles;
  readonly environment: DevEnvironment;
  /** What the programs are started with: the user's environment with the stack's on top. */
  readonly childEnv: NodeJS.ProcessEnv;
  /** Null when the user's own server is used. */
  readonly temporalBinary: string | null;
  readonly password: string;
  readonly isWatching: boolean;
  readonly isColoured: boolean;
  readonly guard: ProcessGuard;
  readonly stack: Stack;
  readonly say: Say;
  /** Told of each part that must live as long as the stack does. */
  readonly onStarted: (part: ManagedProcess) => void;
}

export async function launchPostgres(launch: Launch): Promise<void> {
  if (!launch.environment.managed.postgres) return;
  const { settings, files, password, guard } = launch;
  await timed(launch.say, 'Postgres', async () => {
    const options = { dataDir: files.postgresFolder, port: settings.postgresPort, password, isDurable: true };
    const server = await startPostgres(options, guard);
    launch.stack.push(LEVEL.database, server);
    launch.onStarted(server);
    await ensureDatabase(postgresUrl(settings.postgresPort, password, 'postgres'), DATABASE);
  });
}

export async function launchTemporal(launch: Launch): Promise<void> {
  if (launch.temporalBinary === null) return;
  const binary = launch.temporalBinary;
  const { settings, files, environment, guard } = launch;
  await timed(launch.say, 'Temporal server and UI', async () => {
    const ports = { port: settings.temporalPort, uiPort: settings.temporalUiPort };
    const namespace = environment.variables['TEMPORAL_NAMESPACE'] ?? 'default';
    const server = await startTemporalServer({ binary, ...ports, dbFile: files.temporalDbFile, namespace }, guard);
    launch.stack.push(LEVEL.engine, server);
    launch.onStarted(server);
  });
}

export async function launchSimulator(launch: Launch): Promise<void> {
  if (!launch.environment.managed.simulator) return;
  await timed(launch.say, 'Sikka simulator', async () => {
    const simulator = await launchProgram(launch, 'simulator', 'simulator/main.ts', null);
    launch.stack.push(LEVEL.simulator, simulator);
    await waitUntilReady(simulator, () => isListening(launch.settings.simulatorPort));
    launch.onStarted(simulator);
  });
}

export async function launchApi(launch: Launch): Promise<void> {
  await launchApp(launch, 'api', 'src/server.ts', [], launch.settings.apiPort);
}

/** The worker loads workflows by path, so its watcher does not see that it depends on them. */
export async function launchWorker(launch: Launch): Promise<void> {
  await launchApp(launch, 'worker', 'src/worker.ts', ['src/workflows/**/*.ts'], launch.settings.workerPort);
}

/** One of the set-up programs, which are silent when all is well. */
export async function launchStep(launch: Launch, what: string, entry: string, ...args: string[]): Promise<void> {
  await timed(launch.say, what, async () => {
    const { settings, childEnv, guard } = launch;
    await runStep(
      { name: what, entry, args, projectDir: settings.projectDir, env: childEnv, onLine: () => undefined },
      guard,
    );
  });
}

async function launchApp(
  launch: Launch,
  name: Speaker,
  entry: string,
  alsoWatch: string[],
  port: number,
): Promise<void> {
  await timed(launch.say, name, async () => {
    const app = await launchProgram(launch, name, entry, launch.isWatching ? alsoWatch : null);
    launch.stack.push(LEVEL.app, app);
    await waitUntilReady(app, () => answersWell(`http://127.0.0.1:${port}/readyz`));
    launch.onStarted(app);
  });
}

function launchProgram(launch: Launch, name: Speaker, entry: string, alsoWatch: string[] | null): Promise<Child> {
  const { settings, guard, say, isColoured } = launch;
  // The owner's login is for migrations: what serves has fewer rights.
  const { MIGRATE_DATABASE_URL: _owner, ...env } = launch.childEnv;
  const onLine = createSpeaker(name, say, isColoured);
  return startChild({ name, entry, alsoWatch, projectDir: settings.projectDir, env, onLine }, guard);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => {
      settle(true);
    });
    socket.once('error', () => {
      settle(false);
    });
  });
}

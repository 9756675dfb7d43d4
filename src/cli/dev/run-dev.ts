import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { addressesOf, describeStack } from './banner';
import { dataFiles, ensureDataFolder, wipeDataFolder } from './data-folder';
import { loadDevSecrets } from './dev-secrets';
import { settleEarlierRun } from './earlier-run';
import { buildDevEnvironment, neededPorts, type DevEnvironment } from './environment';
import type { DevFlags } from './flags';
import { listenForInterrupts } from './interrupts';
import { LaunchError } from './launch-error';
import type { Say } from './output';
import { describeDoublePorts, describeTakenPorts, findTakenPorts } from './ports';
import { startProcessGuard } from './process-guard';
import type { Launch } from './services';
import { readDevSettings, readUserEnvironment, type DevSettings } from './settings';
import { createStack } from './stack';
import { startStack } from './start-stack';
import { findTemporalBinary } from './temporal-binary';
import { temporalSources } from './temporal-sources';

export interface DevOptions {
  readonly projectDir: string;
  readonly flags: DevFlags;
  readonly processEnv: NodeJS.ProcessEnv;
  readonly isColoured: boolean;
  readonly say: Say;
}

/**
 * Starts the development stack, keeps it until Ctrl-C or until a part of it dies, and stops it.
 * @returns the exit code: 0 after Ctrl-C, 1 after a failure (which has been said)
 */
export async function runDev(options: DevOptions): Promise<number> {
  const { projectDir, flags, say } = options;
  const userEnv = readUserEnvironment(projectDir, options.processEnv);
  const settings = readDevSettings(projectDir, userEnv);
  const files = dataFiles(settings.dataDir);
  await settleEarlierRun(files.recordFile, say);
  if (flags.isFresh) wipeDataFolder(settings.dataDir);
  ensureDataFolder(settings.dataDir);
  const secrets = loadDevSecrets(files.secretsFile);
  const environment = buildDevEnvironment(settings, secrets, userEnv);
  await refuseTakenPorts(settings, environment);
  const temporalBinary = environment.managed.temporal
    ? (await findTemporalBinary(temporalSources(userEnv), say)).path
    : null;
  const childEnv = { ...userEnv, ...environment.variables };
  const shared = { settings, files, environment, childEnv, temporalBinary, password: secrets.DEV_POSTGRES_PASSWORD };
  return superviseStack({ ...shared, isWatching: flags.isWatching, isColoured: options.isColoured, say });
}

async function superviseStack(plan: Omit<Launch, 'guard' | 'stack' | 'onStarted'>): Promise<number> {
  const { say, settings, environment, files } = plan;
  const guard = startProcessGuard(files.recordFile);
  const stack = createStack();
  const killAll = () => {
    guard.killAll();
    process.exit(130);
  };
  const interrupts = listenForInterrupts(killAll, { signals: process, outputs: [process.stdout, process.stderr] });
  const addresses = addressesOf(settings, environment);
  const failure = new Promise<never>((_resolve, reject) => {
    const onStarted: Launch['onStarted'] = (part) => {
      void part.ended.then(({ code, signal }) => {
        const how = code === null ? `was ended by ${String(signal)}` : `ended with code ${code}`;
        const lines = part.lastLines().slice(-15);
        reject(new LaunchError([`${part.name} ${how}. Its last lines:`, ...lines].join('\n  '), 'Start again.'));
      });
    };
    startStack({ ...plan, guard, stack, onStarted }).then(() => {
      writeFileSync(files.environmentFile, JSON.stringify({ addresses, environment: environment.variables }, null, 2), {
        mode: 0o600,
      });
      say(describeStack(addresses, environment, `call-${randomUUID()}`));
    }, reject);
  });
  try {
    await Promise.race([interrupts.first, failure]);
    say('\nStopping ...');
    return 0;
  } catch (error) {
    reportFailure(error, say);
    return 1;
  } finally {
    guard.refuseNew();
    await stack.stopAll();
    await guard.close();
    rmSync(files.environmentFile, { force: true });
    interrupts.release();
  }
}

async function refuseTakenPorts(settings: DevSettings, { managed }: DevEnvironment): Promise<void> {
  const needed = neededPorts(settings, managed);
  const taken = await findTakenPorts(needed);
  const lines = [...describeDoublePorts(needed), ...describeTakenPorts(taken)];
  if (lines.length === 0) return;
  throw new LaunchError(
    ['Nothing was started: these ports are not free.', ...lines].join('\n'),
    'Stop what holds them, or choose others, for example: PORT=4100 npm run dev',
  );
}

/** What a person can put right is told in two parts; anything else is a bug, and its stack trace is the best hint. */
export function reportFailure(error: unknown, say: Say): void {
  if (error instanceof LaunchError) say(`\n${error.message}\n\n${error.cure}`);
  else say(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

import type { Logger } from 'pino';
import { describeConfigProblems, type ConfigProblem } from '../config/problem';
import type { SharedConfig } from '../config/process-config';
import type { Environment } from '../config/read-variables';
import type { Result } from '../domain/result';
import { createLogger } from '../logging/logger';
import { PersistenceError } from '../persistence/errors';
import { SecretsError } from '../secrets/errors';
import { withSystemValues } from './system-values';

export interface RunningProcess {
  /** Stops in order: no new work, work in hand to its end, then connections. */
  stop(): Promise<void>;
  /** Rejects when the process can no longer do its work. */
  readonly broken: Promise<never>;
}

/** A shutdown that takes longer than this is stuck. */
const STOP_TIMEOUT_MS = 25_000;

/**
 * Reads the configuration, starts, and stops on SIGTERM or SIGINT. With a wrong configuration it says everything that
 * is wrong and exits with 78 (EX_CONFIG); when it cannot start, or breaks, with 1.
 */
export async function runProcess<C extends SharedConfig>(
  name: string,
  readConfig: (env: Environment) => Result<C, ConfigProblem[]>,
  start: (config: C, logger: Logger) => Promise<RunningProcess>,
): Promise<void> {
  const env = await withSystemValues(process.env);
  const config = env.ok ? readConfig(env.value) : env;
  if (!config.ok) {
    process.stderr.write(`${describeConfigProblems(name, config.error)}\n`);
    process.exitCode = 78;
    return;
  }
  const { logLevel, buildId } = config.value.common;
  const logger = createLogger({
    level: logLevel,
    processName: name,
    buildId,
    safeMessageClasses: [PersistenceError, SecretsError],
  });
  try {
    const running = await start(config.value, logger);
    logger.info({}, 'started');
    await Promise.race([signalled(), running.broken]);
    logger.info({}, 'stopping');
    await withTimeout(running.stop());
    logger.info({}, 'stopped');
    process.exit(0);
  } catch (error) {
    logger.fatal({ err: error }, 'cannot go on');
    process.exit(1);
  }
}

const signalled = (): Promise<void> =>
  new Promise((resolve) => {
    const onSignal = (): void => {
      resolve();
    };
    process.once('SIGTERM', onSignal);
    process.once('SIGINT', onSignal);
  });

const withTimeout = (work: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('shutdown took too long'));
    }, STOP_TIMEOUT_MS);
    timer.unref();
    work.then(resolve, reject);
  });

import { err, ok, type Result } from '../domain/result';
import type { ConfigProblem } from './problem';
import { checkShared, sharedVariables, toSharedConfig, type SharedConfig } from './process-config';
import { readVariables, type Environment } from './read-variables';
import { wholeNumber } from './text-schemas';

export interface WorkerConfig extends SharedConfig {
  /** Where the worker answers /healthz, /readyz and /metrics. */
  readonly http: { readonly port: number };
}

export function workerVariables(env: Environment) {
  return {
    /** 0 takes any free port. */
    WORKER_PORT: wholeNumber(0, 65_535).prefault('4001').meta({ example: '4001' }),
    ...sharedVariables(env),
  };
}

/** The worker's configuration, or everything that is wrong with the environment. */
export function readWorkerConfig(env: Environment): Result<WorkerConfig, ConfigProblem[]> {
  const values = readVariables(workerVariables(env), env);
  const sharedProblems = checkShared(env);
  if (!values.ok) return err([...values.error, ...sharedProblems]);
  if (sharedProblems.length > 0) return err(sharedProblems);
  return ok({ ...toSharedConfig(values.value), http: { port: values.value.WORKER_PORT } });
}

import { err, ok, type Result } from '../domain/result';
import { auditAwsAskers, auditVariables, checkAudit, toAuditConfig, type AuditConfig } from './audit';
import { isProduction } from './common';
import type { ConfigProblem } from './problem';
import { checkShared, sharedVariables, toSharedConfig, type SharedConfig } from './process-config';
import { readVariables, type Environment } from './read-variables';
import { checkStaff, staffVariables, toStaffConfig, type StaffConfig } from './staff';
import { wholeNumber } from './text-schemas';

export interface WorkerConfig extends SharedConfig {
  /** Where the worker answers /healthz, /readyz and /metrics. */
  readonly http: { readonly port: number };
  readonly audit: AuditConfig;
  readonly staff: StaffConfig;
}

export function workerVariables(env: Environment) {
  return {
    /** 0 takes any free port. */
    WORKER_PORT: wholeNumber(0, 65_535).prefault('4001').meta({ example: '4001' }),
    ...sharedVariables(env),
    ...auditVariables(!isProduction(env)),
    ...staffVariables,
  };
}

/** The worker's configuration, or everything that is wrong with the environment. */
export function readWorkerConfig(env: Environment): Result<WorkerConfig, ConfigProblem[]> {
  const values = readVariables(workerVariables(env), env);
  const problems = [...checkShared(env, auditAwsAskers(env)), ...checkAudit(env), ...checkStaff(env)];
  if (!values.ok) return err([...values.error, ...problems]);
  if (problems.length > 0) return err(problems);
  const { WORKER_PORT: port } = values.value;
  return ok({
    ...toSharedConfig(values.value),
    http: { port },
    audit: toAuditConfig(values.value),
    staff: toStaffConfig(values.value),
  });
}

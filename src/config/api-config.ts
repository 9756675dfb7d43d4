import { err, ok, type Result } from '../domain/result';
import { adminVariables, checkAdminAuth, toAdminAuthConfig, type AdminAuthConfig } from './admin-auth';
import { isProduction } from './common';
import type { ConfigProblem } from './problem';
import { checkShared, sharedVariables, toSharedConfig, type SharedConfig } from './process-config';
import { rateLimitVariables, toRateLimitsConfig, type RateLimitsConfig } from './rate-limits';
import { readVariables, type Environment } from './read-variables';
import { wholeNumber } from './text-schemas';
import { trustProxy, type TrustProxy } from './trust-proxy';
import { toVapiAuthConfig, vapiAuthVariables, type VapiAuthConfig } from './vapi-auth';

export interface ApiConfig extends SharedConfig {
  readonly http: { readonly port: number; readonly trustProxy: TrustProxy };
  readonly rateLimits: RateLimitsConfig;
  readonly vapiAuth: VapiAuthConfig;
  /** Null: /admin is not configured, and answers 503. */
  readonly adminAuth: AdminAuthConfig | null;
}

export function apiVariables(env: Environment) {
  return {
    /** 0 takes any free port. */
    PORT: wholeNumber(0, 65_535).prefault('4000').meta({ example: '4000' }),
    TRUST_PROXY: trustProxy.prefault('false').meta({ example: '1' }),
    ...rateLimitVariables,
    ...vapiAuthVariables(isProduction(env)),
    ...adminVariables(isProduction(env)),
    ...sharedVariables(env),
  };
}

/** The api's configuration, or everything that is wrong with the environment. */
export function readApiConfig(env: Environment): Result<ApiConfig, ConfigProblem[]> {
  const values = readVariables(apiVariables(env), env);
  const problems = [...checkShared(env), ...checkAdminAuth(env, isProduction(env))];
  if (!values.ok) return err([...values.error, ...problems]);
  if (problems.length > 0) return err(problems);
  return ok({
    ...toSharedConfig(values.value),
    http: { port: values.value.PORT, trustProxy: values.value.TRUST_PROXY },
    rateLimits: toRateLimitsConfig(values.value),
    vapiAuth: toVapiAuthConfig(values.value),
    adminAuth: toAdminAuthConfig(values.value),
  });
}

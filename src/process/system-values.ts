import { apiVariables } from '../config/api-config';
import { awsVariables, checkAwsRegion, toAwsConfig } from '../config/aws';
import { commandVariables } from '../config/command-variables';
import { isProduction } from '../config/common';
import type { ConfigProblem } from '../config/problem';
import { problemWith, readVariables, valueOf, type Environment } from '../config/read-variables';
import { workerVariables } from '../config/worker-config';
import { err, ok, type Result } from '../domain/result';
import type { Secret } from '../domain/secret';
import { SecretsError } from '../secrets/errors';
import { readParameters } from '../secrets/parameters';

/** What says where to read and how strict to be comes from the environment alone. */
const NEVER_FROM_SSM: ReadonlySet<string> = new Set(['NODE_ENV', ...Object.keys(awsVariables(true))]);

/**
 * The environment with what is missing in it from SSM Parameter Store: `{SSM_PREFIX}/{NAME}` stands in for NAME where
 * the environment has none. Parameters that are no variables of ours, and empty ones, are left alone. Without SSM_PREFIX
 * the environment comes back as it is.
 */
export async function withSystemValues(
  env: Environment,
  read: typeof readParameters = readParameters,
): Promise<Result<Environment, ConfigProblem[]>> {
  if (valueOf(env, 'SSM_PREFIX') === undefined) return ok(env);
  const variables = awsVariables(isProduction(env));
  const values = readVariables(variables, env);
  const regionProblems = checkAwsRegion(env);
  if (!values.ok) return err([...values.error, ...regionProblems]);
  const aws = toAwsConfig(values.value);
  const { SSM_PREFIX: prefix } = values.value;
  if (aws === null || prefix === undefined) return err(regionProblems);
  try {
    return ok(merge(env, await read(aws, prefix)));
  } catch (failure) {
    if (!(failure instanceof SecretsError)) throw failure;
    const why = [failure.code, ...(failure.reason === null ? [] : [failure.reason])].join(', ');
    return err([problemWith(variables, 'SSM_PREFIX', `names parameters that could not be read: ${why}`)]);
  }
}

/** The environment beats SSM; an empty value in either is none. */
function merge(env: Environment, parameters: ReadonlyMap<string, Secret>): Environment {
  const known = Object.keys({ ...apiVariables(env), ...workerVariables(env), ...commandVariables });
  const taken = known.filter((name) => !NEVER_FROM_SSM.has(name) && valueOf(env, name) === undefined);
  const found = taken.map((name) => [name, parameters.get(name)?.expose() ?? ''] as const);
  return { ...env, ...Object.fromEntries(found.filter(([, value]) => value.trim() !== '')) };
}

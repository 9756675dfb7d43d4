import type { z } from 'zod';
import { isProduction } from './common';
import type { ConfigProblem } from './problem';
import { problemWith, valueOf, type Environment } from './read-variables';
import { text } from './text-schemas';

/** @param mustBeHttps true in production: credentials travel over this connection */
export function awsVariables(mustBeHttps: boolean) {
  const schemes = mustBeHttps ? ['https:'] : ['https:', 'http:'];
  return {
    AWS_REGION: text
      .regex(/^[a-z]{2,6}(-[a-z]+)+-\d{1,2}$/, { error: 'must be the name of an AWS region' })
      .optional()
      .meta({ example: 'us-east-1' }),
    AWS_ENDPOINT_URL: text
      .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), {
        error: mustBeHttps ? 'must be an https:// URL in production' : 'must be an http:// or https:// URL',
      })
      .optional()
      .meta({ example: 'http://127.0.0.1:5000' }),
    SSM_PREFIX: text
      .regex(/^(\/[A-Za-z0-9_.-]+)+\/?$/, { error: 'must be a path that starts with a slash' })
      .transform((value) => value.replace(/\/$/, ''))
      .optional()
      .meta({ example: '/parlae/production' }),
  };
}

export interface AwsConfig {
  readonly region: string;
  /** Null: the region's own endpoints. */
  readonly endpointUrl: string | null;
}

/** Null when no region is set; `checkAwsRegion` says when that is wrong. */
export function toAwsConfig(values: z.output<z.ZodObject<ReturnType<typeof awsVariables>>>): AwsConfig | null {
  const { AWS_REGION: region, AWS_ENDPOINT_URL: endpointUrl = null } = values;
  return region === undefined ? null : { region, endpointUrl };
}

/**
 * Whatever asks AWS needs its region: the secrets in it, the settings below SSM_PREFIX, and what a process asks besides.
 * @param others why else AWS is asked, such as `X is set`
 */
export function checkAwsRegion(env: Environment, others: readonly string[] = []): ConfigProblem[] {
  if (valueOf(env, 'AWS_REGION') !== undefined) return [];
  const askers = [
    ...(valueOf(env, 'SECRETS_BACKEND') === 'aws' ? ['SECRETS_BACKEND is aws'] : []),
    ...(valueOf(env, 'SSM_PREFIX') === undefined ? [] : ['SSM_PREFIX is set']),
    ...others,
  ];
  if (askers.length === 0) return [];
  const problem = `is missing, though ${askers.join(' and ')}`;
  return [problemWith(awsVariables(isProduction(env)), 'AWS_REGION', problem)];
}

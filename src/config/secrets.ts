import type { z } from 'zod';
import { toAwsConfig, type AwsConfig, type awsVariables } from './aws';
import { isProduction } from './common';
import type { ConfigProblem } from './problem';
import { problemWith, valueOf, type Environment } from './read-variables';
import { oneOf, text } from './text-schemas';

/** @param mayBeLocal false in production: the local back end keeps practices' credentials in a file on this machine */
export function secretsVariables(mayBeLocal: boolean) {
  return {
    SECRETS_BACKEND: oneOf(['aws', 'local'])
      .refine((backend) => mayBeLocal || backend !== 'local', {
        error:
          'must not be local in production, where credentials may not lie in a file; local is for NODE_ENV=development or test',
      })
      .meta({ example: 'aws' }),
    LOCAL_SECRETS_FILE: text.optional().meta({ example: '.data/secrets.json' }),
    SECRETS_KMS_KEY_ID: text
      .regex(/^[A-Za-z0-9:/_-]{1,2048}$/, { error: 'must be the id, the ARN or the alias/... of a key of AWS KMS' })
      .optional()
      .meta({ example: 'alias/parlae-secrets' }),
  };
}

/** Where the practices' credentials lie. */
export type SecretsConfig =
  | { readonly backend: 'local'; readonly localFile: string }
  | {
      readonly backend: 'aws';
      readonly aws: AwsConfig;
      /** Encrypts new secrets; null: the AWS account's own key of Secrets Manager. */
      readonly kmsKeyId: string | null;
    };

type Values = z.output<z.ZodObject<ReturnType<typeof secretsVariables> & ReturnType<typeof awsVariables>>>;

/** @throws when called with values in which `checkSecrets` or `checkAwsRegion` found something */
export function toSecretsConfig(values: Values): SecretsConfig {
  const { SECRETS_BACKEND: backend, LOCAL_SECRETS_FILE: localFile, SECRETS_KMS_KEY_ID: kmsKeyId = null } = values;
  const aws = toAwsConfig(values);
  if (backend === 'aws' && aws !== null) return { backend, aws, kmsKeyId };
  if (backend === 'local' && localFile !== undefined) return { backend, localFile };
  throw new Error('the variables of the secrets store were not checked');
}

/** What the chosen back end needs besides. */
export function checkSecrets(env: Environment): ConfigProblem[] {
  const isLocal = valueOf(env, 'SECRETS_BACKEND') === 'local';
  if (!isLocal || isProduction(env) || valueOf(env, 'LOCAL_SECRETS_FILE') !== undefined) return [];
  return [problemWith(secretsVariables(true), 'LOCAL_SECRETS_FILE', 'is missing, though SECRETS_BACKEND is local')];
}

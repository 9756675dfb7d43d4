import type { z } from 'zod';
import { awsVariables, checkAwsRegion } from './aws';
import { commonVariables, isProduction, type CommonConfig } from './common';
import { databaseVariables, type DatabaseConfig } from './database';
import { keysVariables, type KeysConfig } from './keys';
import { checkMessaging, messagingVariables, toMessagingConfig, type MessagingConfig } from './messaging';
import type { ConfigProblem } from './problem';
import type { Environment } from './read-variables';
import { checkSecrets, secretsVariables, toSecretsConfig, type SecretsConfig } from './secrets';
import { sikkaVariables, type SikkaConfig } from './sikka';
import { checkTemporalPair, temporalVariables, toTemporalConfig, type TemporalConfig } from './temporal';

/** What the api and the worker both need. */
export interface SharedConfig {
  readonly common: CommonConfig;
  readonly database: DatabaseConfig;
  readonly temporal: TemporalConfig;
  readonly sikka: SikkaConfig;
  readonly secrets: SecretsConfig;
  readonly keys: KeysConfig;
  readonly messaging: MessagingConfig;
}

/** The variables that both processes read, as strict as the environment's NODE_ENV asks for. */
export function sharedVariables(env: Environment) {
  const isStrict = isProduction(env);
  return {
    ...commonVariables,
    ...databaseVariables,
    ...temporalVariables,
    ...sikkaVariables(isStrict),
    ...secretsVariables(!isStrict),
    ...awsVariables(isStrict),
    ...keysVariables,
    ...messagingVariables(isStrict),
  };
}

/** What is wrong with variables that depend on each other. @param awsAskers why a process asks AWS besides */
export const checkShared = (env: Environment, awsAskers: readonly string[] = []): ConfigProblem[] => [
  ...checkTemporalPair(env),
  ...checkSecrets(env),
  ...checkAwsRegion(env, awsAskers),
  ...checkMessaging(env),
];

export function toSharedConfig(values: z.output<z.ZodObject<ReturnType<typeof sharedVariables>>>): SharedConfig {
  return {
    common: {
      environment: values.NODE_ENV,
      logLevel: values.LOG_LEVEL,
      host: values.HOST,
      buildId: values.BUILD_ID,
      lookupWindowSeconds: values.LOOKUP_WINDOW_SECONDS,
      dataDir: values.DATA_DIR,
    },
    database: { url: values.DATABASE_URL },
    temporal: toTemporalConfig(values),
    sikka: { baseUrl: values.SIKKA_BASE_URL, appId: values.SIKKA_APP_ID, appKey: values.SIKKA_APP_KEY },
    secrets: toSecretsConfig(values),
    keys: { payloadKeys: values.PAYLOAD_KEYS, indexKey: values.INDEX_KEY },
    messaging: toMessagingConfig(values, values.NODE_ENV),
  };
}

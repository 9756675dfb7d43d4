import path from 'node:path';
import { valueOf, type Environment } from '../../config/read-variables';
import type { DevSecrets } from './dev-secrets';
import type { NeededPort } from './ports';
import { postgresUrl } from './postgres';
import type { DevSettings } from './settings';

/** The part of the stack that we run ourselves; the rest is the user's own. */
export interface Managed {
  readonly postgres: boolean;
  readonly temporal: boolean;
  readonly simulator: boolean;
}

export interface DevEnvironment {
  readonly managed: Managed;
  /** What api, worker, simulator and the set-up steps are told: a default each, unless the user set it. */
  readonly variables: Readonly<Record<string, string>>;
}

export const DATABASE = 'parlae';
/** Whom api and worker sign in as; the migrations make it, with no more rights than in production. */
const SERVICE_LOGIN = 'parlae_service';
const HOST = '127.0.0.1';
const NO_LIMIT = '1000000';

/** The environment of the stack. Every default gives way to the user's own value. */
export function buildDevEnvironment(settings: DevSettings, secrets: DevSecrets, userEnv: Environment): DevEnvironment {
  const isSet = (name: string) => valueOf(userEnv, name) !== undefined;
  const defaults: Record<string, string> = {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    HOST,
    PORT: String(settings.apiPort),
    WORKER_PORT: String(settings.workerPort),
    APP_BASE_URL: `http://${HOST}:${settings.apiPort}`,
    DATABASE_URL: postgresUrl(settings.postgresPort, secrets.DEV_SERVICE_PASSWORD, DATABASE, SERVICE_LOGIN),
    ...(isSet('DATABASE_URL')
      ? {}
      : { MIGRATE_DATABASE_URL: postgresUrl(settings.postgresPort, secrets.DEV_POSTGRES_PASSWORD, DATABASE) }),
    TEMPORAL_ADDRESS: `${HOST}:${settings.temporalPort}`,
    TEMPORAL_NAMESPACE: 'default',
    SIKKA_BASE_URL: `http://${HOST}:${settings.simulatorPort}/v4`,
    SIKKA_APP_ID: 'sim-app-id',
    SIKKA_APP_KEY: 'sim-app-key',
    // One developer plays more calls on one line than a practice has, and from one address.
    LINE_TOOL_CALLS_PER_MINUTE: NO_LIMIT,
    ACCOUNT_TOOL_CALLS_PER_MINUTE: NO_LIMIT,
    FAILED_SIGN_INS_PER_MINUTE: NO_LIMIT,
    VAPI_AUTH_MODE: 'secret',
    ...(isSet('TWILIO_ACCOUNT_SID') || isSet('SIKKA_BASE_URL') ? {} : simulatedTexts(settings)),
    VAPI_WEBHOOK_SECRET: secrets.VAPI_WEBHOOK_SECRET,
    ...(isSet('ADMIN_JWKS_URL') ? {} : { ADMIN_JWT_SECRET: secrets.ADMIN_JWT_SECRET }),
    PAYLOAD_KEYS: secrets.PAYLOAD_KEYS,
    INDEX_KEY: secrets.INDEX_KEY,
    ...(isSet('AUDIT_SIGNING_KMS_KEY_ID') ? {} : { AUDIT_SIGNING_KEY: secrets.AUDIT_SIGNING_KEY }),
    AUDIT_CHECKPOINT_URL: path.join(settings.dataDir, 'audit-checkpoints'),
    SECRETS_BACKEND: 'local',
    LOCAL_SECRETS_FILE: path.join(settings.dataDir, 'secrets.json'),
    SIM_HOST: HOST,
    SIM_PORT: String(settings.simulatorPort),
    SIM_STATE_FILE: path.join(settings.dataDir, 'simulator.json'),
  };
  const chosen = Object.entries(defaults).map(
    ([name, fallback]) => [name, valueOf(userEnv, name) ?? fallback] as const,
  );
  return {
    managed: {
      postgres: !isSet('DATABASE_URL'),
      temporal: !isSet('TEMPORAL_ADDRESS'),
      simulator: !isSet('SIKKA_BASE_URL'),
    },
    // A relative DATA_DIR was read against the project's root.
    variables: { ...Object.fromEntries(chosen), DATA_DIR: settings.dataDir },
  };
}

/** The simulator takes the texts: nothing leaves this machine. */
const simulatedTexts = ({ simulatorPort }: DevSettings) => ({
  TWILIO_ACCOUNT_SID: 'ACsimulator',
  TWILIO_AUTH_TOKEN: 'not-a-secret-development-only',
  TWILIO_MESSAGING_SERVICE_SID: 'MGsimulator',
  TWILIO_BASE_URL: `http://${HOST}:${simulatorPort}`,
});

/** The ports that will be listened on, with the variable that moves each. */
export function neededPorts(settings: DevSettings, managed: Managed): NeededPort[] {
  return [
    { port: settings.apiPort, usedBy: 'api', variable: 'PORT' },
    { port: settings.workerPort, usedBy: 'worker', variable: 'WORKER_PORT' },
    ...(managed.simulator ? [{ port: settings.simulatorPort, usedBy: 'Sikka simulator', variable: 'SIM_PORT' }] : []),
    ...(managed.postgres ? [{ port: settings.postgresPort, usedBy: 'Postgres', variable: 'DEV_POSTGRES_PORT' }] : []),
    ...(managed.temporal
      ? [
          { port: settings.temporalPort, usedBy: 'Temporal', variable: 'DEV_TEMPORAL_PORT' },
          { port: settings.temporalUiPort, usedBy: 'Temporal UI', variable: 'DEV_TEMPORAL_UI_PORT' },
        ]
      : []),
  ];
}

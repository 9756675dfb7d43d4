import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** What the global set-up hands to every test file. */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests with jest and its global set-up`);
  return value;
}

export const WEBHOOK_SECRET = 'test-webhook-secret-0123456789';
export const TWILIO_TOKEN = 'test-twilio-token-0123456789';
/** What Twilio was told that our address is. */
export const APP_URL = 'https://parlae.example.com';

const key = (): string => randomBytes(32).toString('base64');
const signingKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

/** The environment of one test stack: its own keys, its own task queue, any free port. */
export function stackEnvironment(databaseUrl: string, sikkaBaseUrl: string, folder: string): Record<string, string> {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    HOST: '127.0.0.1',
    PORT: '0',
    WORKER_PORT: '0',
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: given('PARLAE_TEST_TEMPORAL_ADDRESS'),
    TEMPORAL_TASK_QUEUE: `test-${randomBytes(6).toString('hex')}`,
    SIKKA_BASE_URL: sikkaBaseUrl,
    SIKKA_APP_ID: 'sim-app-id',
    SIKKA_APP_KEY: 'sim-app-key',
    // Tests play more calls on one line than a practice has, and from one address.
    LINE_TOOL_CALLS_PER_MINUTE: '1000000',
    ACCOUNT_TOOL_CALLS_PER_MINUTE: '1000000',
    FAILED_SIGN_INS_PER_MINUTE: '1000000',
    VAPI_AUTH_MODE: 'secret',
    VAPI_WEBHOOK_SECRET: WEBHOOK_SECRET,
    APP_BASE_URL: APP_URL,
    // Nothing but this machine: no test may reach a host of Vapi's.
    VAPI_CONTROL_HOSTS: 'control.invalid',
    TWILIO_ACCOUNT_SID: 'ACsimulator',
    TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
    TWILIO_MESSAGING_SERVICE_SID: 'MGsimulator',
    TWILIO_BASE_URL: new URL(sikkaBaseUrl).origin,
    ADMIN_JWT_SECRET: key(),
    PAYLOAD_KEYS: `test1:${key()}`,
    INDEX_KEY: key(),
    AUDIT_SIGNING_KEY: signingKey(),
    AUDIT_CHECKPOINT_URL: `${folder}/audit-checkpoints`,
    SECRETS_BACKEND: 'local',
    LOCAL_SECRETS_FILE: `${folder}/secrets.json`,
    PARLAE_WORKFLOW_BUNDLE: given('PARLAE_TEST_WORKFLOW_BUNDLE'),
  };
}

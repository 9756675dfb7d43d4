import { buildDevEnvironment, neededPorts } from './environment';
import type { DevSettings } from './settings';

const settings: DevSettings = {
  projectDir: '/project',
  dataDir: '/project/.data',
  apiPort: 4000,
  workerPort: 4001,
  simulatorPort: 4002,
  postgresPort: 54_329,
  temporalPort: 7_233,
  temporalUiPort: 8_233,
};
const secrets = {
  ADMIN_JWT_SECRET: 'invented-admin-secret',
  VAPI_WEBHOOK_SECRET: 'webhook',
  PAYLOAD_KEYS: 'dev1:a',
  INDEX_KEY: 'index',
  AUDIT_SIGNING_KEY: 'signing',
  DEV_POSTGRES_PASSWORD: 'p/w',
  DEV_SERVICE_PASSWORD: 's/w',
};

describe('buildDevEnvironment', () => {
  it('needs nothing of the user', () => {
    const { managed, variables } = buildDevEnvironment(settings, secrets, {});
    expect(managed).toEqual({ postgres: true, temporal: true, simulator: true });
    expect(variables).toMatchObject({
      NODE_ENV: 'development',
      DATA_DIR: '/project/.data',
      DATABASE_URL: 'postgresql://parlae_service:s%2Fw@127.0.0.1:54329/parlae',
      MIGRATE_DATABASE_URL: 'postgresql://parlae:p%2Fw@127.0.0.1:54329/parlae',
      TEMPORAL_ADDRESS: '127.0.0.1:7233',
      SIKKA_BASE_URL: 'http://127.0.0.1:4002/v4',
      VAPI_WEBHOOK_SECRET: 'webhook',
      LOCAL_SECRETS_FILE: '/project/.data/secrets.json',
      AUDIT_SIGNING_KEY: 'signing',
      AUDIT_CHECKPOINT_URL: '/project/.data/audit-checkpoints',
    });
    expect(Object.values(variables)).not.toContain('');
  });

  it('gives way to the user for every value, and does not run what the user has', () => {
    const own = {
      DATABASE_URL: 'postgresql://me@db/mine',
      TEMPORAL_ADDRESS: 'temporal.test:7233',
      SIKKA_BASE_URL: 'http://sikka.test/v4',
      VAPI_WEBHOOK_SECRET: 'mine',
      LOG_LEVEL: 'debug',
    };
    const { managed, variables } = buildDevEnvironment(settings, secrets, own);
    expect(managed).toEqual({ postgres: false, temporal: false, simulator: false });
    expect(variables).toMatchObject(own);
    expect(variables).not.toHaveProperty('MIGRATE_DATABASE_URL');
  });

  it('signs checkpoints with a key of AWS KMS where the user names one, and then with no other', () => {
    const { variables } = buildDevEnvironment(settings, secrets, { AUDIT_SIGNING_KMS_KEY_ID: 'alias/mine' });
    expect(variables).not.toHaveProperty('AUDIT_SIGNING_KEY');
  });

  it('takes an empty value for one that is not set', () => {
    const { managed, variables } = buildDevEnvironment(settings, secrets, { DATABASE_URL: ' ', LOG_LEVEL: '' });
    expect(managed.postgres).toBe(true);
    expect(variables['LOG_LEVEL']).toBe('info');
  });

  it('does not pass the database password under its own name', () => {
    const { variables } = buildDevEnvironment(settings, secrets, {});
    expect(variables).not.toHaveProperty('DEV_POSTGRES_PASSWORD');
    expect(variables).not.toHaveProperty('DEV_SERVICE_PASSWORD');
  });
});

describe('neededPorts', () => {
  const variablesFor = (isManaged: boolean) =>
    neededPorts(settings, { postgres: isManaged, temporal: isManaged, simulator: isManaged }).map(
      ({ variable }) => variable,
    );

  it('are only those of what we start', () => {
    expect(variablesFor(true)).toEqual([
      'PORT',
      'WORKER_PORT',
      'SIM_PORT',
      'DEV_POSTGRES_PORT',
      'DEV_TEMPORAL_PORT',
      'DEV_TEMPORAL_UI_PORT',
    ]);
    expect(variablesFor(false)).toEqual(['PORT', 'WORKER_PORT']);
  });
});

import path from 'node:path';
import { dataFiles, type DataFiles } from '../../../src/cli/dev/data-folder';
import { loadDevSecrets } from '../../../src/cli/dev/dev-secrets';
import { buildDevEnvironment, DATABASE } from '../../../src/cli/dev/environment';
import { findFreePort } from '../../../src/cli/dev/ports';
import { postgresUrl } from '../../../src/cli/dev/postgres';
import type { DevSettings } from '../../../src/cli/dev/settings';

export interface ChaosEnvironment {
  readonly settings: DevSettings;
  readonly files: DataFiles;
  /** Where the compiled product lies. */
  readonly built: string;
  readonly postgresPassword: string;
  /** The owner's: for set-up and for looking at the end. */
  readonly ownerUrl: string;
  /** Ports of the workers' own health pages. */
  readonly workerPorts: readonly number[];
  readonly apiUrl: string;
  /** `http://127.0.0.1:PORT` */
  readonly simulatorUrl: string;
  readonly webhookSecret: string;
  readonly indexKey: Buffer;
  readonly variables: Readonly<Record<string, string>>;
}

const WORKERS = 2;
/** Short, so that what was never taken is a task before the run is over. */
const LOOKUP_WINDOW_SECONDS = 30;

/** The development stack's environment, on free ports, with all files in `folder` and nothing of the user's settings. */
export async function buildChaosEnvironment(projectDir: string, folder: string): Promise<ChaosEnvironment> {
  const ports = new Set<number>();
  while (ports.size < 5 + WORKERS) ports.add(await findFreePort());
  const [apiPort = 0, simulatorPort = 0, postgresPort = 0, temporalPort = 0, temporalUiPort = 0, ...workerPorts] =
    ports;
  const settings: DevSettings = {
    ...{ projectDir, dataDir: folder, apiPort, workerPort: workerPorts[0] ?? 0 },
    ...{ simulatorPort, postgresPort, temporalPort, temporalUiPort },
  };
  const files = dataFiles(folder);
  const secrets = loadDevSecrets(files.secretsFile);
  const built = path.join(folder, 'built');
  const system = Object.entries(process.env).filter(([name]) => ['PATH', 'HOME', 'SystemRoot', 'TEMP'].includes(name));
  return {
    ...{ settings, files, built, workerPorts },
    postgresPassword: secrets.DEV_POSTGRES_PASSWORD,
    ownerUrl: postgresUrl(postgresPort, secrets.DEV_POSTGRES_PASSWORD, DATABASE),
    apiUrl: `http://127.0.0.1:${apiPort}`,
    simulatorUrl: `http://127.0.0.1:${simulatorPort}`,
    webhookSecret: secrets.VAPI_WEBHOOK_SECRET,
    indexKey: Buffer.from(secrets.INDEX_KEY, 'base64'),
    variables: {
      ...Object.fromEntries(system.map(([name, value]) => [name, value ?? ''])),
      ...buildDevEnvironment(settings, secrets, {}).variables,
      LOG_LEVEL: 'warn',
      LOOKUP_WINDOW_SECONDS: String(LOOKUP_WINDOW_SECONDS),
      PARLAE_WORKFLOW_BUNDLE: path.join(built, 'dist', 'workflow-bundle.js'),
    },
  };
}

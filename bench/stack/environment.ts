import { dataFiles, type DataFiles } from '../../src/cli/dev/data-folder';
import { loadDevSecrets } from '../../src/cli/dev/dev-secrets';
import { buildDevEnvironment } from '../../src/cli/dev/environment';
import { findFreePort } from '../../src/cli/dev/ports';
import { postgresUrl } from '../../src/cli/dev/postgres';
import type { DevSettings } from '../../src/cli/dev/settings';

export interface BenchEnvironment {
  readonly settings: DevSettings;
  readonly files: DataFiles;
  readonly postgresPassword: string;
  readonly barePort: number;
  readonly replayPort: number;
  readonly bareDatabaseUrl: string;
  /** What api, worker and simulator are started with: nothing of the user's own settings. */
  readonly variables: Readonly<Record<string, string>>;
}

export const BARE_DATABASE = 'bench_bare';

/** The development stack's environment, on ports that are free and with all files in `folder`. */
export async function buildBenchEnvironment(projectDir: string, folder: string): Promise<BenchEnvironment> {
  const [apiPort, workerPort, simulatorPort, postgresPort, temporalPort, temporalUiPort, barePort, replayPort] =
    await findFreePorts();
  const settings: DevSettings = {
    ...{ projectDir, dataDir: folder, apiPort, workerPort },
    ...{ simulatorPort, postgresPort, temporalPort, temporalUiPort },
  };
  const files = dataFiles(folder);
  const secrets = loadDevSecrets(files.secretsFile);
  const { SIM_STATE_FILE: _kept, ...variables } = buildDevEnvironment(settings, secrets, {}).variables;
  const system = Object.entries(process.env).filter(([name]) => ['PATH', 'HOME', 'SystemRoot', 'TEMP'].includes(name));
  return {
    settings,
    files,
    postgresPassword: secrets.DEV_POSTGRES_PASSWORD,
    barePort,
    replayPort,
    bareDatabaseUrl: postgresUrl(postgresPort, secrets.DEV_POSTGRES_PASSWORD, BARE_DATABASE),
    variables: {
      ...Object.fromEntries(system.map(([name, value]) => [name, value ?? ''])),
      ...variables,
      // A write-back is done at once, so that a booking's workflow is over before the next sample.
      SIM_WRITE_DELAY_MS: '0',
    },
  };
}

/** The same, with the front between the product and the simulator. */
export const withFront = (environment: BenchEnvironment): BenchEnvironment => ({
  ...environment,
  variables: { ...environment.variables, SIKKA_BASE_URL: `http://127.0.0.1:${environment.replayPort}/v4` },
});

type EightPorts = [number, number, number, number, number, number, number, number];

async function findFreePorts(): Promise<EightPorts> {
  const ports = new Set<number>();
  while (ports.size < 8) ports.add(await findFreePort());
  return [...ports] as EightPorts;
}

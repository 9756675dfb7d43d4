import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describeConfigProblems } from '../../config/problem';
import { readVariables, type Environment } from '../../config/read-variables';
import { text, wholeNumber } from '../../config/text-schemas';
import { LaunchError } from './launch-error';

const port = (fallback: number) =>
  wholeNumber(1, 65_535)
    .prefault(String(fallback))
    .meta({ example: String(fallback) });

const variables = {
  DATA_DIR: text.prefault('.data').meta({ example: '.data' }),
  PORT: port(4000),
  WORKER_PORT: port(4001),
  SIM_PORT: port(4002),
  DEV_POSTGRES_PORT: port(54_329),
  DEV_TEMPORAL_PORT: port(7_233),
  DEV_TEMPORAL_UI_PORT: port(8_233),
};

/** What `npm run dev` itself needs to know. */
export interface DevSettings {
  readonly projectDir: string;
  /** Absolute. Everything that outlives a run lies here. */
  readonly dataDir: string;
  readonly apiPort: number;
  readonly workerPort: number;
  readonly simulatorPort: number;
  readonly postgresPort: number;
  readonly temporalPort: number;
  readonly temporalUiPort: number;
}

/** Reads the settings; LaunchError that lists every wrong one. */
export function readDevSettings(projectDir: string, env: Environment): DevSettings {
  const read = readVariables(variables, env);
  if (!read.ok) {
    throw new LaunchError(describeConfigProblems('development stack', read.error), 'Correct them, or unset them.');
  }
  const { value } = read;
  return {
    projectDir,
    dataDir: path.resolve(projectDir, value.DATA_DIR),
    apiPort: value.PORT,
    workerPort: value.WORKER_PORT,
    simulatorPort: value.SIM_PORT,
    postgresPort: value.DEV_POSTGRES_PORT,
    temporalPort: value.DEV_TEMPORAL_PORT,
    temporalUiPort: value.DEV_TEMPORAL_UI_PORT,
  };
}

/** The user's environment over the project's `.env` file, if there is one. */
export function readUserEnvironment(projectDir: string, processEnv: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  try {
    return { ...parseEnv(readFileSync(path.join(projectDir, '.env'), 'utf8')), ...processEnv };
  } catch {
    return processEnv;
  }
}

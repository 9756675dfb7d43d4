import { oneOf, text, wholeNumber } from './text-schemas';
import { valueOf, type Environment } from './read-variables';

/** `BUILD_ID` of a worker that takes part in no versioning. */
export const UNVERSIONED = 'unversioned';

/** Whether the strict rules hold. A process that is not told where it runs believes that it is in production. */
export function isProduction(env: Environment): boolean {
  const nodeEnv = valueOf(env, 'NODE_ENV');
  return nodeEnv !== 'development' && nodeEnv !== 'test';
}

export const commonVariables = {
  NODE_ENV: oneOf(['development', 'test', 'production']).prefault('production').meta({ example: 'production' }),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .prefault('info')
    .meta({ example: 'info' }),
  /** The address that api and worker listen on; loopback in development. */
  HOST: text.prefault('0.0.0.0').meta({ example: '0.0.0.0' }),
  BUILD_ID: text
    .regex(/^[A-Za-z0-9._-]{1,64}$/, { error: 'must be at most 64 letters, digits, dots, hyphens or underscores' })
    .prefault(UNVERSIONED)
    .meta({ example: '2031-03-04.1' }),
  LOOKUP_WINDOW_SECONDS: wholeNumber(1, 86_400).prefault('600').meta({ example: '600' }),
  DATA_DIR: text.prefault('.data').meta({ example: '.data' }),
};

export interface CommonConfig {
  readonly environment: 'development' | 'test' | 'production';
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly host: string;
  readonly buildId: string;
  /** How long an unknown outcome of a write is looked up before it becomes a staff task. */
  readonly lookupWindowSeconds: number;
  readonly dataDir: string;
}

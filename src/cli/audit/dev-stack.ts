import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { valueOf } from '../../config/read-variables';
import { dataFiles } from '../dev/data-folder';
import { readDevSettings, readUserEnvironment } from '../dev/settings';

const written = z.object({ environment: z.record(z.string(), z.string()) });

/**
 * The user's environment; where it names neither a database nor a place to read settings from, and the development
 * stack is running, over the stack's: then the commands need no settings there either.
 */
export function readAuditEnvironment(projectDir: string, processEnv: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env = readUserEnvironment(projectDir, processEnv);
  const isTold = ['DATABASE_URL', 'SSM_PREFIX', 'NODE_ENV'].some((name) => valueOf(env, name) !== undefined);
  if (isTold) return env;
  const { dataDir } = readDevSettings(projectDir, env);
  try {
    const file = readFileSync(dataFiles(dataDir).environmentFile, 'utf8');
    return { ...written.parse(JSON.parse(file)).environment, ...env };
  } catch {
    return env;
  }
}

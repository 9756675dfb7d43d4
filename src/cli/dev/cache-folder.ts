import os from 'node:os';
import path from 'node:path';

/** Where downloads are kept between runs and checkouts: `$XDG_CACHE_HOME/parlae`, else `~/.cache/parlae`. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_CACHE_HOME'];
  // The XDG specification: a relative path is invalid and must be ignored.
  return path.join(base !== undefined && path.isAbsolute(base) ? base : path.join(os.homedir(), '.cache'), 'parlae');
}

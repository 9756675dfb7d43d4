import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error';

const ROOTS_FOLDER = '/var/tmp/parlae-root';

/**
 * A folder of root's that other users may pass through, for what the user "postgres" must reach when the checkout lies
 * where only root can go. Refused unless it is root's own: anyone may create names in /var/tmp.
 */
export function rootsPassableFolder(folder = ROOTS_FOLDER): string {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const status = lstatSync(folder);
  if (status.uid !== process.getuid?.() || !status.isDirectory() || (status.mode & 0o022) !== 0) {
    throw new LaunchError(
      `${folder} exists but others may write to it, so nothing in it can be trusted.`,
      'Remove it, or run the command as an ordinary user.',
    );
  }
  chmodSync(folder, 0o711);
  return folder;
}

/** The stand-in for a place that the user "postgres" cannot reach: the same one for the same place. */
export function standInFor(place: string, folder = ROOTS_FOLDER): string {
  const name = createHash('sha256').update(path.resolve(place)).digest('hex').slice(0, 16);
  return path.join(folder, name);
}

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { LaunchError } from './launch-error';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to run as root, and needs a user that the system knows by name. */
const CANDIDATES = ['postgres', 'nobody'];

/** The user that Postgres must run as: null for "as we are", someone else when we are root. */
export function postgresUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const user = findUser(readFileSync('/etc/passwd', 'utf8'), CANDIDATES);
  if (user !== null) return user;
  throw new LaunchError(
    'Postgres refuses to run as root, and this system has neither a user "postgres" nor "nobody".',
    'Run the command as an ordinary user, or set DATABASE_URL to a Postgres of yours.',
  );
}

/** The first of the names that the passwd file knows. */
export function findUser(passwd: string, names: readonly string[]): SystemUser | null {
  const users = new Map(
    passwd
      .split('\n')
      .map((line) => line.split(':'))
      .map((fields) => [fields[0], fields]),
  );
  for (const name of names) {
    const fields = users.get(name);
    const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
    if (Number.isInteger(uid) && Number.isInteger(gid) && uid > 0) return { uid, gid };
  }
  return null;
}

/** Whether the user can enter every folder on the way to `file` and use it (`-x`: enter or run). */
export function canReach(user: SystemUser | null, file: string): boolean {
  if (user === null) return true;
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', file], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

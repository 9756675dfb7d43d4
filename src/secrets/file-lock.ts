import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processPlace } from './process-place';

export interface FileLockOptions {
  /** How long to wait for another holder before giving up. */
  readonly waitMs?: number;
  /** A lock of this age is abandoned even where its process id is in use, as ids are used again, or cannot be judged. */
  readonly staleAfterMs?: number;
}

const WAIT_MS = 5_000;
const STALE_AFTER_MS = 30_000;
const LOOK_AGAIN_MS = 15;

const hasCode = (failure: unknown, code: string): boolean =>
  typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === code;

/** True when the lock file is ours now; false when it exists already. */
async function create(lockPath: string, owner: string): Promise<boolean> {
  try {
    const file = await open(lockPath, 'wx', 0o600);
    try {
      await file.writeFile(owner);
    } finally {
      await file.close();
    }
    return true;
  } catch (failure) {
    if (hasCode(failure, 'EEXIST')) return false;
    throw failure;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return hasCode(failure, 'EPERM');
  }
}

/** What the lock file says of its holder: process id, where that id means something, and an id of this one holding. */
const describeHolder = (): string => `${process.pid} ${processPlace()} ${randomUUID()}`;

/**
 * True when the holder's process has ended for certain. A process id says something only where it was given: in another
 * container or on another machine the same number is another process, or none. A file that is not whole yet, or of
 * another form, says nothing either. In both cases only the lock's age counts.
 */
function hasEnded(owner: string): boolean {
  const [pid = '', place] = owner.split(' ');
  return place === processPlace() && /^\d+$/.test(pid) && !isAlive(Number(pid));
}

/** The owner of an abandoned lock: its process is gone, or the lock is old. Null while it is held, or gone by now. */
async function abandonedOwner(lockPath: string, staleAfterMs: number): Promise<string | null> {
  try {
    const [owner, { mtimeMs }] = await Promise.all([readFile(lockPath, 'utf8'), stat(lockPath)]);
    return Date.now() - mtimeMs > staleAfterMs || hasEnded(owner) ? owner : null;
  } catch (failure) {
    if (hasCode(failure, 'ENOENT')) return null;
    throw failure;
  }
}

/** Removes an abandoned lock. One remover at a time: a second one could remove the lock of who came after the first. */
async function removeAbandoned(lockPath: string, staleAfterMs: number): Promise<void> {
  const removerPath = `${lockPath}.remover`;
  if (!(await create(removerPath, describeHolder()))) {
    if ((await abandonedOwner(removerPath, staleAfterMs)) !== null) await rm(removerPath, { force: true });
    return;
  }
  try {
    if ((await abandonedOwner(lockPath, staleAfterMs)) !== null) await rm(lockPath, { force: true });
  } finally {
    await rm(removerPath, { force: true });
  }
}

/**
 * Runs work while no other process, and nothing else in this one, holds the lock file. @throws when the lock is not to
 * be had within `waitMs`
 */
export async function withFileLock<T>(
  lockPath: string,
  work: () => Promise<T>,
  { waitMs = WAIT_MS, staleAfterMs = STALE_AFTER_MS }: FileLockOptions = {},
): Promise<T> {
  await mkdir(dirname(lockPath), { recursive: true, mode: 0o700 });
  const owner = describeHolder();
  const giveUpAtMs = performance.now() + waitMs;
  while (!(await create(lockPath, owner))) {
    if (performance.now() > giveUpAtMs) throw new Error(`${lockPath} has been held by another process for too long`);
    if ((await abandonedOwner(lockPath, staleAfterMs)) === null) await pause(LOOK_AGAIN_MS);
    else await removeAbandoned(lockPath, staleAfterMs);
  }
  try {
    return await work();
  } finally {
    if ((await readFile(lockPath, 'utf8').catch(() => '')) === owner) await rm(lockPath, { force: true });
  }
}

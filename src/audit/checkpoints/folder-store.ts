import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkpointName, checkpointNumber, parseStored, type CheckpointStore } from './store';

const hasCode = (failure: unknown, code: string): boolean =>
  typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === code;

/** What is there, or null. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (failure) {
    if (hasCode(failure, 'ENOENT')) return null;
    throw failure;
  }
}

/** On disk, not only in the system's memory. Also of a folder, whose names are lost without. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes the file whole under another name, then gives it its own: it is never seen half written, nor written over. */
async function putOnce(path: string, text: string): Promise<'stored' | 'exists'> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(unfinished, 'wx', 0o444);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    // Unlike a rename, a link fails where the name is taken.
    await link(unfinished, path);
    return 'stored';
  } catch (failure) {
    if (hasCode(failure, 'EEXIST')) return 'exists';
    throw failure;
  } finally {
    await rm(unfinished, { force: true });
    await sync(dirname(path));
  }
}

/** Checkpoints in a folder: for development, because whoever owns a folder can empty it. */
export function createFolderStore(folder: string): CheckpointStore {
  const read = async (number: number): Promise<unknown> => {
    const text = await orNull(readFile(join(folder, checkpointName(number)), 'utf8'));
    return text === null ? null : parseStored(text);
  };
  return {
    async put(number, document) {
      const path = join(folder, checkpointName(number));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return putOnce(path, `${JSON.stringify(document)}\n`);
    },
    read,
    async *list(from = 1) {
      const inside = dirname(checkpointName(1));
      const names = (await orNull(readdir(join(folder, inside)))) ?? [];
      const numbers = names.map((name) => checkpointNumber(`${inside}/${name}`)).filter((number) => number !== null);
      for (const number of numbers.filter((number) => number >= from).sort((a, b) => a - b)) {
        yield { number, document: await read(number) };
      }
    },
  };
}

import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What is wrong with the place to write to, or null. Asked before anything is put on record. */
export function problemWithOut(file: string, isForced: boolean): string | null {
  if (!existsSync(dirname(file))) return `There is no folder ${dirname(file)}.`;
  return existsSync(file) && !isForced ? `${file} is there already. Choose another name, or add --force.` : null;
}

/**
 * Writes a file whole or not at all: under another name, flushed, then renamed. Only its owner may read it.
 * @returns how many pieces were written
 */
export async function writeOut(file: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<number> {
  const partFile = `${file}.part-${process.pid}`;
  let count = 0;
  try {
    const handle = await open(partFile, 'wx', 0o600);
    try {
      for await (const piece of pieces) {
        await handle.write(piece);
        count += 1;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partFile, file);
    return count;
  } finally {
    await rm(partFile, { force: true });
  }
}

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolders } from '../../../test/support/test-folders';
import type { CheckpointDocument } from './document';
import { createFolderStore } from './folder-store';
import { checkpointOf, newEd25519Signer } from './test-checkpoints';
import type { CheckpointStore, StoredCheckpoint } from './store';

const newFolder = testFolders();
const signer = newEd25519Signer();
const documentOf = async (number: number): Promise<CheckpointDocument> =>
  (await checkpointOf(signer, { number })).document;

async function listed(store: CheckpointStore, from?: number): Promise<StoredCheckpoint[]> {
  const found: StoredCheckpoint[] = [];
  for await (const one of store.list(from)) found.push(one);
  return found;
}

describe('checkpoints in a folder', () => {
  it('are read back as they were put, each in a file of its own', async () => {
    const folder = path.join(newFolder(), 'not/there/yet');
    const store = createFolderStore(folder);
    expect(await store.read(1)).toBeNull();
    expect(await listed(store)).toEqual([]);
    expect(await store.put(1, await documentOf(1))).toBe('stored');
    expect(await store.read(1)).toEqual(await documentOf(1));
    expect(readdirSync(path.join(folder, 'checkpoints'))).toEqual(['000000000001.json']);
  });

  it('are never written over', async () => {
    const store = createFolderStore(newFolder());
    await store.put(1, await documentOf(1));
    expect(await store.put(1, await documentOf(2))).toBe('exists');
    expect(await store.read(1)).toEqual(await documentOf(1));
  });

  it('are stored once when many put at once', async () => {
    const folder = newFolder();
    const document = await documentOf(1);
    const puts = Array.from({ length: 8 }, () => createFolderStore(folder).put(1, document));
    expect((await Promise.all(puts)).sort()).toEqual([...Array<string>(7).fill('exists'), 'stored']);
    expect(readdirSync(path.join(folder, 'checkpoints'))).toEqual(['000000000001.json']);
  });

  it('are listed by number, from a number on, without what a crash has left', async () => {
    const folder = newFolder();
    const store = createFolderStore(folder);
    for (const number of [10, 2, 1]) await store.put(number, await documentOf(number));
    writeFileSync(path.join(folder, 'checkpoints/000000000003.json.left.tmp'), '{');
    expect((await listed(store)).map(({ number }) => number)).toEqual([1, 2, 10]);
    expect(await listed(store, 2)).toEqual([
      { number: 2, document: await documentOf(2) },
      { number: 10, document: await documentOf(10) },
    ]);
  });

  it('that are damaged are handed on for the verifier to name', async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, 'checkpoints'));
    const file = path.join(folder, 'checkpoints/000000000001.json');
    writeFileSync(file, '{"statement":');
    expect(await createFolderStore(folder).read(1)).toBe('{"statement":');
    expect([existsSync(file), readFileSync(file, 'utf8')]).toEqual([true, '{"statement":']);
  });
});

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointDocument } from '../src/audit/checkpoints/document';
import { createFolderStore } from '../src/audit/checkpoints/folder-store';
import type { Leaf } from '../src/audit/checkpoints/leaf';
import { sealAudit, type SealDatabase, type SealDeps } from '../src/audit/checkpoints/seal-audit';
import { NO_STATEMENT, statementDigest } from '../src/audit/checkpoints/statement';
import { checkpointName, type CheckpointStore } from '../src/audit/checkpoints/store';
import { checkpointOf, keysOf, leafOf, newEd25519Signer } from '../src/audit/checkpoints/test-checkpoints';
import { readSealState } from '../src/audit/checkpoints/unsealed';
import { verifyCheckpoint, type VerifiedCheckpoint } from '../src/audit/checkpoints/verify-checkpoint';
import { appendRowAt, appendRows, asApp, newChain, tamper } from './support/audit-chain';
import { createTestDatabase, type TestDatabase } from './support/database';
import { testFolders } from './support/test-folders';

const newFolder = testFolders();
const signer = newEd25519Signer();

describe('sealing the audit record', () => {
  let database: TestDatabase;
  let folder: string;
  let store: CheckpointStore;
  let chain: string;
  beforeEach(async () => {
    database = await createTestDatabase();
    folder = newFolder();
    store = createFolderStore(folder);
    chain = newChain();
  });
  afterEach(() => database.drop());

  const deps = (changes: Partial<SealDeps> = {}): SealDeps => ({
    database: asApp(database),
    store,
    openSigner: () => Promise.resolve(signer),
    now: () => new Date(),
    ...changes,
  });
  const seal = (changes: Partial<SealDeps> = {}) => sealAudit(deps(changes));
  const sealed = (number: number, rowCount: number, kind = 'sealed') => ({
    ok: true,
    value: { kind, number, rowCount },
  });

  /** What lies outside: believed with the public key alone, and each chained to the one before. */
  async function outside(): Promise<VerifiedCheckpoint[]> {
    const found: VerifiedCheckpoint[] = [];
    let previous = NO_STATEMENT;
    for await (const { number, document } of store.list()) {
      const verified = verifyCheckpoint(document, keysOf(signer));
      if (!verified.ok) throw new Error(verified.error);
      expect([number, verified.value.statement.previous]).toEqual([found.length + 1, previous]);
      previous = statementDigest((document as { statement: string }).statement);
      found.push(verified.value);
    }
    return found;
  }

  /** What the database says that it has sealed, as leaves by checkpoint. */
  async function inside(): Promise<Leaf[][]> {
    const rows = await database.query<{ leaves: Leaf[] }>(
      `SELECT json_agg(json_build_object('chain', chain, 'chainSeq', chain_seq, 'rowHash', encode(row_hash, 'hex'))
                       ORDER BY leaf_index) AS leaves
         FROM audit_seals GROUP BY checkpoint_number ORDER BY checkpoint_number`,
    );
    return rows.map(({ leaves }) => leaves);
  }
  const rowHash = async (ofChain: string, chainSeq: number): Promise<string> => {
    const [row] = await database.query<{ hash: string }>(
      `SELECT encode(row_hash, 'hex') AS hash FROM pms_audit_logs WHERE chain = $1 AND chain_seq = $2`,
      [ofChain, chainSeq],
    );
    return row?.hash ?? 'no such row';
  };
  const leafAt = async (ofChain: string, chainSeq: number): Promise<Leaf> => ({
    chain: ofChain,
    chainSeq,
    rowHash: await rowHash(ofChain, chainSeq),
  });

  it('covers every chain that has moved, and no other, one statement after the other', async () => {
    await appendRows(database, chain, 3);
    await appendRows(database, 'system', 2);
    expect(await seal()).toEqual(sealed(1, 5));
    expect(await seal()).toEqual({ ok: true, value: { kind: 'nothing' } });
    await appendRows(database, chain, 4);
    expect(await seal()).toEqual(sealed(2, 4));

    const both = [[await leafAt(chain, 3), await leafAt('system', 2)], [await leafAt(chain, 7)]];
    expect((await outside()).map(({ leaves }) => leaves)).toEqual(both);
    expect(await inside()).toEqual(both);
    const kept = await database.query(
      `SELECT number, statement, encode(signature, 'base64') AS signature, key_id, sealed_at FROM audit_checkpoints ORDER BY number`,
    );
    const [first] = await outside();
    expect(kept[0]).toMatchObject({
      number: '1',
      key_id: signer.keyId,
      sealed_at: new Date(first!.statement.sealedAt),
    });
    expect(first?.statement).toMatchObject({ leafCount: 2, rowCount: 5 });
  });

  it('knows how many rows wait, and for how long the oldest has', async () => {
    const state = () => asApp(database).run(readSealState);
    expect(await state()).toEqual({ unsealedRows: 0, oldestUnsealedSeconds: 0, lastCheckpoint: null });
    await appendRowAt(database, chain, new Date(Date.now() - 90_000).toISOString());
    await appendRows(database, chain, 2);
    await appendRows(database, 'system', 1);
    const { unsealedRows, oldestUnsealedSeconds } = await state();
    expect(unsealedRows).toBe(4);
    expect(Math.floor(oldestUnsealedSeconds / 10)).toBe(9);
    await seal();
    await appendRows(database, 'system', 1);
    const after = await state();
    expect(after).toMatchObject({ unsealedRows: 1, lastCheckpoint: { number: 1 } });
    expect(after.oldestUnsealedSeconds).toBeLessThan(60);
  });

  it('after a crash between outside and inside, takes what is outside: no gap and no fork', async () => {
    await appendRows(database, chain, 3);
    const crash = new Error('crash');
    const crashing: SealDatabase = { ...asApp(database), transaction: () => Promise.reject(crash) };
    await expect(seal({ database: crashing })).rejects.toBe(crash);
    expect(await inside()).toEqual([]);
    await appendRows(database, chain, 2);
    await appendRows(database, 'system', 1);
    expect(await seal()).toEqual(sealed(1, 3, 'adopted'));
    expect(await seal()).toEqual(sealed(2, 3));
    const expected = [[await leafAt(chain, 3)], [await leafAt(chain, 5), await leafAt('system', 1)]];
    expect((await outside()).map(({ leaves }) => leaves)).toEqual(expected);
    expect(await inside()).toEqual(expected);
  });

  it('by many at once makes one line of checkpoints', async () => {
    for (let round = 1; round <= 5; round += 1) {
      await appendRows(database, chain, round);
      const outcomes = await Promise.all(Array.from({ length: 4 }, () => seal()));
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
      expect(outcomes).toContainEqual(sealed(round, round));
    }
    expect((await outside()).map(({ leaves }) => leaves)).toEqual(await inside());
    expect(await inside()).toHaveLength(5);
  });

  it.each([
    ['has read the last checkpoint', 1],
    ['has read what has moved', 2],
  ])('by one that stood still after it %s, while others went on, forks nothing', async (_when, reads) => {
    await appendRows(database, chain, 1);
    let left = reads;
    const others = async (): Promise<void> => {
      await seal();
      await appendRows(database, chain, 1);
      await seal();
      await appendRows(database, 'system', 1);
    };
    const app = asApp(database);
    const slow: SealDatabase = {
      ...app,
      run: async (work) => {
        const result = await app.run(work);
        left -= 1;
        if (left === 0) await others();
        return result;
      },
    };
    expect(await seal({ database: slow })).toEqual(sealed(1, 1, 'adopted'));
    expect(await seal()).toEqual(sealed(3, 1));
    expect((await outside()).map(({ leaves }) => leaves)).toEqual(await inside());
  });

  describe('where the months turn', () => {
    it('covers the last row of each month that is over exactly, with the first row after it', async () => {
      for (const at of [
        '2031-01-10',
        '2031-01-31T23:59:59.999999Z',
        '2031-02-01T00:00:00Z',
        '2031-04-02',
        '2031-04-03',
      ]) {
        await appendRowAt(database, chain, at);
      }
      await appendRowAt(database, 'system', '2031-01-15');
      expect(await seal()).toEqual(sealed(1, 6));
      const ends = [await leafAt(chain, 2), await leafAt(chain, 3), await leafAt(chain, 5), await leafAt('system', 1)];
      expect(await inside()).toEqual([ends]);

      await appendRowAt(database, chain, '2031-04-04');
      await appendRowAt(database, chain, '2031-05-01');
      await appendRowAt(database, 'system', '2031-05-02');
      expect(await seal()).toEqual(sealed(2, 3));
      const next = [await leafAt(chain, 6), await leafAt(chain, 7), await leafAt('system', 2)];
      expect(await inside()).toEqual([ends, next]);
      await outside();
    });

    it('lets retention drop a month, and goes on after it', async () => {
      await appendRowAt(database, chain, '2019-03-05T00:00:00Z');
      await appendRowAt(database, chain, '2019-03-06T00:00:00Z');
      await appendRowAt(database, 'system', '2019-04-01T00:00:00Z');
      expect(await seal()).toEqual(sealed(1, 3));
      await appendRowAt(database, chain, '2019-04-01T00:00:00Z');
      expect(await seal()).toEqual(sealed(2, 1));
      const [dropped] = await database.query(`SELECT audit_drop_month('2019-03-01', 'officer-1', 2) AS rows`);
      expect(dropped).toEqual({ rows: '2' });
      // The act itself is on record.
      expect(await seal()).toEqual(sealed(3, 1));
    });

    it('goes on with a chain whose sealed rows retention has dropped to the last', async () => {
      await appendRowAt(database, chain, '2019-03-05T00:00:00Z');
      await seal();
      await database.query(`SELECT audit_drop_month('2019-03-01', 'officer-1', 1)`);
      await appendRows(database, chain, 1);
      expect(await seal()).toMatchObject({ ok: true, value: { kind: 'sealed', number: 2 } });
    });
  });

  describe('on a record that differs from what was sealed', () => {
    beforeEach(async () => {
      await appendRows(database, chain, 3);
      await appendRows(database, 'system', 3);
      await seal();
      await appendRows(database, 'system', 1);
      await appendRows(database, chain, 2);
    });

    const file = (number: number): string => join(folder, checkpointName(number));
    const tampered = (sql: string) => tamper(database, sql.replaceAll('$chain', chain));
    const putBySelf = async (number: number, previous: string, leaves: readonly Leaf[]): Promise<void> => {
      const { document } = await checkpointOf(signer, { number, previous, leaves });
      await store.put(number, document);
    };
    const lastDigest = async (): Promise<string> =>
      statementDigest(((await store.read(1)) as { statement: string }).statement);

    it.each<[string, object, () => Promise<void>]>([
      [
        'its newest sealed row has another hash',
        { kind: 'sealed-row', chainSeq: 3 },
        () => tampered(`UPDATE pms_audit_logs SET row_hash = sha256('x') WHERE chain = '$chain' AND chain_seq = 3`),
      ],
      [
        'its newest sealed row is gone',
        { kind: 'sealed-row', chainSeq: 3 },
        () => tampered(`DELETE FROM pms_audit_logs WHERE chain = '$chain' AND chain_seq = 3`),
      ],
      [
        'rows have been cut off, the sealed one too',
        { kind: 'sealed-row', chainSeq: 3 },
        () =>
          tamper(
            database,
            `DELETE FROM pms_audit_logs WHERE chain = '${chain}' AND chain_seq > 2`,
            `UPDATE audit_chain_heads h SET chain_seq = 2, row_hash = l.row_hash, created_at = l.created_at
               FROM pms_audit_logs l WHERE h.chain = '${chain}' AND l.chain = h.chain AND l.chain_seq = 2`,
          ),
      ],
      [
        'its head has been set back',
        { kind: 'shortened', chainSeq: 2 },
        () => tampered(`UPDATE audit_chain_heads SET chain_seq = 2 WHERE chain = '$chain'`),
      ],
      [
        'its head is not its last row',
        { kind: 'head', chainSeq: 5 },
        () => tampered(`UPDATE audit_chain_heads SET row_hash = sha256('x') WHERE chain = '$chain'`),
      ],
      [
        'its last row is gone',
        { kind: 'head', chainSeq: 5 },
        () => tampered(`DELETE FROM pms_audit_logs WHERE chain = '$chain' AND chain_seq = 5`),
      ],
      [
        'the last checkpoint is no longer outside',
        { kind: 'missing-outside', checkpoint: 1 },
        () => {
          rmSync(file(1));
          return Promise.resolve();
        },
      ],
      [
        'the last checkpoint is another one outside',
        { kind: 'differs-outside', checkpoint: 1 },
        async () => {
          rmSync(file(1));
          await putBySelf(1, NO_STATEMENT, [leafOf(chain, 1)]);
        },
      ],
      [
        'the next checkpoint is there already, signed by a stranger',
        { kind: 'not-believed', checkpoint: 2, problem: 'unknown-key' },
        async () => {
          await store.put(2, (await checkpointOf(newEd25519Signer(), { number: 2 })).document);
        },
      ],
      [
        'the next checkpoint is there already, and damaged',
        { kind: 'not-believed', checkpoint: 2, problem: 'malformed' },
        () => {
          writeFileSync(file(2), '{"statement":');
          return Promise.resolve();
        },
      ],
      [
        'the next checkpoint is there already, and follows another one',
        { kind: 'not-next', checkpoint: 2 },
        () => putBySelf(2, NO_STATEMENT, [leafOf(chain, 1)]),
      ],
      [
        'the next checkpoint is there already, and is another number’s',
        { kind: 'not-next', checkpoint: 2 },
        async () => {
          const { document } = await checkpointOf(signer, { number: 3, previous: await lastDigest() });
          await store.put(2, document);
        },
      ],
      [
        'the next checkpoint is there already, and has a row that we have otherwise',
        { kind: 'unknown-row', checkpoint: 2 },
        async () => putBySelf(2, await lastDigest(), [{ ...(await leafAt(chain, 5)), rowHash: 'ab'.repeat(32) }]),
      ],
      [
        'the next checkpoint is there already, and has a row that we do not have: an older database was put back',
        { kind: 'unknown-row', checkpoint: 2 },
        async () => putBySelf(2, await lastDigest(), [await leafAt(chain, 5), leafOf('system', 5)]),
      ],
    ])('seals nothing of it when %s', async (_what, conflict, change) => {
      await change();
      const before = [await inside(), await store.read(1), await store.read(2)];
      expect(await seal()).toEqual({ ok: false, error: [expect.objectContaining(conflict)] });
      if ('chainSeq' in conflict) {
        // The other chain is as it was, and is sealed.
        const { leaves } = checkpointDocument.parse(await store.read(2));
        expect(leaves.map((leaf) => leaf.chain)).toEqual(['system']);
      } else {
        expect([await inside(), await store.read(1), await store.read(2)]).toEqual(before);
      }
      // Rows that wait, or a chain that has become shorter and so counts as very old: either way it is looked at again.
      const { unsealedRows, oldestUnsealedSeconds } = await asApp(database).run(readSealState);
      expect(unsealedRows > 0 || oldestUnsealedSeconds > 1_000_000).toBe(true);
    });

    it('looks at once, not in a minute, where a chain has become shorter', async () => {
      await tampered(`UPDATE audit_chain_heads SET chain_seq = 2 WHERE chain = '$chain'`);
      expect((await asApp(database).run(readSealState)).oldestUnsealedSeconds).toBeGreaterThan(1_000_000);
    });
  });
});

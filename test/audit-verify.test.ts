import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FIRST_CANONICAL_FORM } from '../migrations/audit/first-form';
import { appendAudit } from '../src/audit/append';
import { canonicalText } from '../src/audit/canonical/canonical-text';
import { createFolderStore } from '../src/audit/checkpoints/folder-store';
import { sealAudit } from '../src/audit/checkpoints/seal-audit';
import { createLocalSigner } from '../src/audit/checkpoints/signer';
import { BLANK_SCOPE, eventRow } from '../src/audit/scope';
import { SELECT_STORED_ROW, storedAuditRow } from '../src/audit/stored-row';
import { runAuditCommand } from '../src/cli/audit/commands';
import type { VerifyReport } from '../src/audit/verify/report';
import { Database } from '../src/persistence/database';
import { appendRows, newChain, tamper } from './support/audit-chain';
import { createTestDatabase, type TestDatabase } from './support/database';

const LENGTH = 10_000;
const SEAL_EVERY = 1_000;
const NEWEST_SEAL = 9_000;

describe('a record that is verified', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = createLocalSigner(privateKey);
  const [chain, beside] = [newChain(), newChain()];
  let database: TestDatabase;
  let folder: string;
  let env: NodeJS.ProcessEnv;
  let keyFile: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(path.join(os.tmpdir(), 'parlae-verify-'));
    env = {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      AUDIT_CHECKPOINT_URL: folder,
      AUDIT_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    };
    keyFile = path.join(folder, 'key.pem');
    writeFileSync(keyFile, signer.publicKeyPem);
    await appendRows(database, beside, 30);
    await appendRows(database, 'system', 30);
    for (let rows = 0; rows < LENGTH; rows += SEAL_EVERY) {
      await appendRows(database, chain, SEAL_EVERY);
      if (rows + SEAL_EVERY <= NEWEST_SEAL) await seal();
    }
    await database.query(
      'CREATE TABLE kept_rows AS TABLE pms_audit_logs; CREATE TABLE kept_heads AS TABLE audit_chain_heads',
    );
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function seal(): Promise<void> {
    const sealed = await sealAudit({
      database: new Database(database.admin),
      store: createFolderStore(folder),
      openSigner: () => Promise.resolve(signer),
      now: () => new Date(),
    });
    expect(sealed.ok).toBe(true);
  }

  /** Runs the command. */
  async function audit(args: readonly string[], given: NodeJS.ProcessEnv = env) {
    const said = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const complained = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    try {
      const code = await runAuditCommand(args, given);
      return { code, said: said.mock.calls.flat().join('\n'), complained: complained.mock.calls.flat().join('\n') };
    } finally {
      said.mockRestore();
      complained.mockRestore();
    }
  }
  async function verify(args: readonly string[] = [], given = env) {
    const { code, said } = await audit(['verify', '--json', ...args], given);
    return { ...(JSON.parse(said) as VerifyReport), code };
  }
  const newFile = (): string => path.join(folder, `${randomUUID()}.jsonl`);
  /** Exports everything. @returns the file */
  async function exportAll(...flags: readonly string[]): Promise<string> {
    const file = newFile();
    expect(await audit(['export', '--as', 'officer-1', '--out', file, ...flags])).toMatchObject({ code: 0 });
    return file;
  }
  const offline = (file: string) => verify(['--export', file, '--public-key', keyFile], {});

  const restore = () =>
    tamper(
      database,
      'DELETE FROM pms_audit_logs',
      'INSERT INTO pms_audit_logs SELECT * FROM kept_rows',
      'DELETE FROM audit_chain_heads',
      'INSERT INTO audit_chain_heads SELECT * FROM kept_heads',
    );

  const row = (n: number) => `chain = '${chain}' AND chain_seq = ${n}`;
  /** Makes the hash of a row anew, for what it says now. */
  const rehash = (n: number, which = 'true') => `
    UPDATE pms_audit_logs r SET row_hash = sha256(r.prev_hash || convert_to(audit_canonical(r), 'UTF8'))
     WHERE ${row(n)} AND ${which}`;
  const insertCopy = (n: number, changes: string) => `
    INSERT INTO pms_audit_logs SELECT (jsonb_populate_record(r, jsonb_build_object('id', '${randomUUID()}', ${changes}))).*
      FROM pms_audit_logs r WHERE ${row(n)}`;
  const renumber = (n: number, m: number) => `UPDATE pms_audit_logs SET chain_seq = ${m} WHERE ${row(n)}`;
  const swap = (n: number, m: number) => [renumber(n, 0), renumber(m, n), renumber(0, m)];
  /** Rows from this one on written anew, with links, hashes and head. */
  const rewrite = (n: number) => `
    DO $do$ DECLARE r pms_audit_logs; v_hash bytea; BEGIN
      SELECT row_hash INTO v_hash FROM pms_audit_logs WHERE ${row(n - 1)};
      FOR r IN SELECT * FROM pms_audit_logs WHERE chain = '${chain}' AND chain_seq >= ${n} ORDER BY chain_seq LOOP
        r.prev_hash := v_hash;
        r.outcome := 'denied';
        v_hash := sha256(v_hash || convert_to(audit_canonical(r), 'UTF8'));
        UPDATE pms_audit_logs SET prev_hash = r.prev_hash, outcome = r.outcome, row_hash = v_hash
          WHERE chain = r.chain AND chain_seq = r.chain_seq;
      END LOOP;
      UPDATE audit_chain_heads SET row_hash = v_hash WHERE chain = '${chain}';
    END $do$`;
  const setHead = (n: number) => `
    UPDATE audit_chain_heads h SET chain_seq = r.chain_seq, row_hash = r.row_hash FROM pms_audit_logs r
     WHERE h.chain = '${chain}' AND r.chain = h.chain AND r.chain_seq = ${n}`;
  const update = (n: number, what: string) => `UPDATE pms_audit_logs SET ${what} WHERE ${row(n)}`;
  const remove = (n: number) => `DELETE FROM pms_audit_logs WHERE ${row(n)}`;

  it('is sound when nobody has touched it, and newer rows are counted as unsealed', async () => {
    const report = await verify();
    expect(report).toMatchObject({
      code: 0,
      isSound: true,
      rows: LENGTH + 60,
      chains: 3,
      goodCheckpoints: 9,
      findings: [],
    });
    expect(report).toMatchObject({ unsealedRows: LENGTH - NEWEST_SEAL, newestCheckpoint: { number: 9 } });
    const [oldest] = await database.query<{ at: Date }>(
      `SELECT created_at AS at FROM pms_audit_logs WHERE ${row(9_001)}`,
    );
    expect(report.oldestUnsealedAt).toBe(oldest?.at.toISOString());
    const { said } = await audit(['verify']);
    expect(said).toContain('The record is sound: 10,060 rows in 3 chains.');
    expect(said).toContain('Unsealed: 1,000 rows newer than the newest checkpoint');
  });

  const cutFrom = (n: number) => `DELETE FROM pms_audit_logs WHERE chain = '${chain}' AND chain_seq >= ${n}`;
  const moveUpAfter = (n: number) =>
    `UPDATE pms_audit_logs SET chain_seq = chain_seq - 1 WHERE chain = '${chain}' AND chain_seq > ${n}`;
  const aMicrosecondLater = `'created_at', r.created_at + interval '1 microsecond'`;

  interface Tampering {
    readonly kind: string;
    readonly at: number;
    readonly sql: () => readonly string[];
    /** What its export shows, where the row that an export adds to the chain makes it another thing. */
    readonly inExport?: object;
  }
  const tamperings: readonly Tampering[] = [
    { kind: 'edited', at: 5_000, sql: () => [update(5_000, `outcome = 'denied'`)] },
    { kind: 'edited', at: 1, sql: () => [update(1, `created_at = created_at + interval '1 microsecond'`)] },
    { kind: 'edited', at: LENGTH, sql: () => [update(LENGTH, `phi_fields = '{lastname}'`)] },
    { kind: 'edited', at: 2_001, sql: () => [update(2_001, `actor_ref = 'somebody'`), rehash(2_001)] },
    { kind: 'edited', at: 3_000, sql: () => [update(3_000, 'canonical_version = 1')] },
    { kind: 'removed', at: 7_000, sql: () => [remove(7_000)] },
    { kind: 'removed', at: 1, sql: () => [remove(1)] },
    { kind: 'removed', at: 6_001, sql: () => [remove(6_001), moveUpAfter(6_001)] },
    {
      kind: 'inserted',
      at: 4_000,
      sql: () => [insertCopy(4_000, `'outcome', 'denied', ${aMicrosecondLater}`), rehash(4_000, `outcome = 'denied'`)],
    },
    {
      kind: 'inserted',
      at: LENGTH + 1,
      sql: () => [insertCopy(LENGTH, `'chain_seq', ${LENGTH + 1}, 'prev_hash', r.row_hash`), rehash(LENGTH + 1)],
    },
    { kind: 'reordered', at: 2_500, sql: () => swap(2_500, 2_501) },
    { kind: 'reordered', at: 1_000, sql: () => swap(1_000, 8_765) },
    {
      kind: 'truncated',
      at: 8_900,
      sql: () => [setHead(8_899), cutFrom(8_900)],
      inExport: { kind: 'truncated', chainSeq: 8_901, untilSeq: NEWEST_SEAL },
    },
    {
      kind: 'truncated',
      at: 9_500,
      sql: () => [cutFrom(9_500)],
      inExport: { kind: 'removed', chainSeq: 9_500, untilSeq: LENGTH },
    },
    { kind: 'forked', at: 8_001, sql: () => [rewrite(8_500)] },
  ];

  it.each(tamperings)('names what was $kind, at row $at, in the database and in its export', async (tampering) => {
    const { kind, at: chainSeq, sql, inExport = { kind, chainSeq } } = tampering;
    await tamper(database, ...sql());
    try {
      const report = await verify();
      expect(report.findings).toEqual([expect.objectContaining({ kind, chain, chainSeq })]);
      expect(report.code).toBe(1);
      const exported = await offline(await exportAll());
      expect(exported.findings).toEqual([expect.objectContaining({ chain, ...inExport })]);
      expect(exported.code).toBe(1);
    } finally {
      await restore();
    }
  });

  it('may be read while others write to it', async () => {
    const writing = { isOver: false };
    const writers = (async () => {
      while (!writing.isOver) await appendRows(database, beside, 3);
    })();
    try {
      expect(await verify()).toMatchObject({ isSound: true });
    } finally {
      writing.isOver = true;
      await writers;
      await restore();
    }
  });

  it('is found wrong when its checkpoints are gone', async () => {
    const empty = mkdtempSync(path.join(os.tmpdir(), 'parlae-verify-'));
    try {
      const report = await verify([], { ...env, AUDIT_CHECKPOINT_URL: empty });
      expect(report.findings).toEqual([expect.objectContaining({ kind: 'checkpoint-missing', checkpoint: 1 })]);
    } finally {
      rmSync(empty, { recursive: true });
    }
  });

  describe('an export', () => {
    afterEach(restore);

    it('is on record before it is written, can be checked offline, and is not overwritten', async () => {
      const file = await exportAll('--account', chain, '--recipient', 'auditor-7', '--purpose', 'health-oversight');
      const [own] = await database.query(
        `SELECT actor_type, actor_ref, on_behalf_of, purpose, phi_accessed, phi_fields FROM pms_audit_logs
          WHERE chain = $1 AND action = 'audit.export' AND subject LIKE 'export:%'`,
        [chain],
      );
      expect(own).toEqual({
        ...{ actor_type: 'operator', actor_ref: 'officer-1', on_behalf_of: 'auditor-7', purpose: 'health-oversight' },
        ...{ phi_accessed: true, phi_fields: ['audit'] },
      });
      expect(await offline(file)).toMatchObject({
        code: 0,
        isSound: true,
        rows: LENGTH + 1,
        chains: 1,
        unsealedRows: 1_001,
      });
      expect(readFileSync(file, 'utf8')).toContain('"action":"audit.export"');
      const again = await audit(['export', '--account', chain, '--as', 'officer-1', '--out', file]);
      expect(again).toMatchObject({ code: 2, complained: expect.stringContaining('--force') });
    });

    it('of a period begins and ends with sealed rows, so that it can be checked by itself', async () => {
      const [times] = await database.query<{ from: Date; until: Date }>(
        `SELECT min(created_at) FILTER (WHERE chain_seq = 2500) AS from, min(created_at) FILTER (WHERE chain_seq = 4200) AS until
           FROM pms_audit_logs WHERE chain = $1`,
        [chain],
      );
      // Rows of one append have times of their own, some microseconds apart.
      const file = await exportAll(
        '--account',
        chain,
        '--from',
        times!.from.toISOString(),
        '--until',
        times!.until.toISOString(),
      );
      const report = await offline(file);
      expect(report).toMatchObject({ code: 0, isSound: true, unsealedRows: 0 });
      expect(report.rows % SEAL_EVERY).toBe(0);
      expect(report.rows).toBeGreaterThanOrEqual(2_000);
      expect(report.rows).toBeLessThan(LENGTH);
      expect(readFileSync(file, 'utf8')).toContain('{"anchor":');
    });

    it('is refused where it cannot be put on record, and leaves no file', async () => {
      const file = newFile();
      await database.query('ALTER TABLE audit_chain_heads RENAME COLUMN created_at TO created_at_away');
      try {
        expect((await audit(['export', '--as', 'officer-1', '--out', file])).code).not.toBe(0);
        expect(() => readFileSync(file)).toThrow('ENOENT');
      } finally {
        await database.query('ALTER TABLE audit_chain_heads RENAME COLUMN created_at_away TO created_at');
      }
    });

    it('of an account without a chain is refused, and makes none', async () => {
      const account = randomUUID();
      expect(await audit(['export', '--account', account, '--as', 'officer-1', '--out', newFile()])).toMatchObject({
        code: 2,
      });
      expect(await database.query('SELECT FROM audit_chain_heads WHERE chain = $1', [account])).toEqual([]);
    });
  });

  it.each([
    ['no command', [], {}, 2],
    ['a command that is none', ['prove'], {}, 2],
    ['a flag that is none', ['verify', '--fast'], {}, 2],
    ['an export without whom', ['export', '--out', 'x.jsonl'], {}, 2],
    ['a file that is not there', ['verify', '--export', '/nowhere/x.jsonl', '--public-key', 'x.pem'], {}, 2],
    ['no checkpoints', ['verify'], { NODE_ENV: 'test' }, 78],
    ['help', ['--help'], {}, 0],
  ])('the command answers %s with its code', async (_what, args, given: NodeJS.ProcessEnv, code) => {
    expect((await audit(args, given)).code).toBe(code);
  });

  it('the command answers a database that is not there with 69', async () => {
    const gone = { ...env, DATABASE_URL: 'postgresql://parlae@127.0.0.1:1/parlae' };
    expect(await audit(['verify'], gone)).toMatchObject({ code: 69 });
  });
});

describe('the canonical form', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const AWKWARD = [
    '',
    '"',
    '\\',
    '\\N',
    'a\nb\tc\r\b\f\v',
    '\u0001\u001f\u007f',
    '\u2028\u2029',
    'é 🦷',
    '{"a": [1, 2]}',
    '","',
  ];

  it('is, letter for letter, what Postgres makes of the same row, in both versions', async () => {
    const scope = { ...BLANK_SCOPE, accountId: newChain() };
    const awkward = AWKWARD.map((text) => ({
      ...eventRow(
        { ...scope, actorRef: text, workflowId: text },
        { action: 'audit.read', subject: text, phiFields: [text, 'b', text] },
        'success',
      ),
    }));
    const plain = eventRow(scope, { action: 'audit.read', phiFields: [] }, 'success');
    await database.admin.transaction((tx) => appendAudit(tx, [plain, ...awkward]));

    const found = await database.query(
      `SELECT ${SELECT_STORED_ROW}, audit_canonical(r) AS canonical FROM pms_audit_logs r ORDER BY chain_seq`,
    );
    expect(found).toHaveLength(1 + AWKWARD.length);
    for (const row of found) expect(canonicalText(storedAuditRow.parse(row))).toBe(row['canonical']);

    await database.admin.transaction(async (tx) => {
      await tx.query('CREATE SCHEMA first_form');
      await tx.query('SET LOCAL search_path = first_form, public');
      await tx.query(FIRST_CANONICAL_FORM);
      const first: Record<string, unknown>[] = await tx.query(
        `SELECT ${SELECT_STORED_ROW}, first_form.audit_canonical(r) AS canonical FROM public.pms_audit_logs r`,
      );
      for (const row of first) {
        const then = storedAuditRow.parse({ ...row, canonical_version: 1, subject: null });
        expect(canonicalText(then)).toBe(row['canonical']);
      }
    });
  });
});

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runHold } from '../src/cli/audit/hold';
import { runRetain } from '../src/cli/audit/retain';
import { createFolderStore } from '../src/audit/checkpoints/folder-store';
import { BLANK_SCOPE, eventRow } from '../src/audit/scope';
import { AuditAction } from '../src/audit/vocabulary';
import { createTestDatabase, type TestDatabase } from './support/database';
import { createTestSealer, fakeAudit, type TestSealer } from './support/faked-audit';
import { createLogin, type TestLogin } from './support/logins';

const YEAR = new Date().getUTCFullYear();
/** Two months of seven years ago, and one of last year. */
const [OLDEST, NEXT, YOUNG] = [`${YEAR - 7}-01`, `${YEAR - 7}-02`, `${YEAR - 1}-12`];

const partitionOf = (month: string): string => `pms_audit_logs_${month.replace('-', '')}`;
const changed = (accountId: string | null) =>
  eventRow({ ...BLANK_SCOPE, accountId }, { action: AuditAction.integrationStatus, phiFields: [] }, 'success');

describe('retention of the audit record', () => {
  let database: TestDatabase;
  let sealer: TestSealer;
  let keeper: TestLogin;
  let folder: string;
  let account: string;
  let said: string[];

  beforeEach(async () => {
    database = await createTestDatabase();
    sealer = createTestSealer(database);
    keeper = await createLogin(database, 'parlae_retention');
    folder = mkdtempSync(join(tmpdir(), 'parlae-retention-'));
    writeFileSync(join(folder, 'key.pem'), sealer.signer.publicKeyPem);
    account = await addAccount();
    const append = await fakeAudit(database);
    for (const month of [OLDEST, NEXT, YOUNG]) {
      await append(`${month}-05T10:00:00.000001Z`, changed(account), changed(null));
      await append(`${month}-28T23:59:59.999999Z`, changed(account));
    }
    said = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
    jest.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await keeper.drop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  async function addAccount(): Promise<string> {
    const id = randomUUID();
    await database.query(
      `INSERT INTO accounts (id, name, time_zone, data_key_id, wrapped_data_key) VALUES ($1, 'Invented', 'UTC', 'k', '')`,
      [id],
    );
    return id;
  }

  /** Seals, and lays what was sealed where the command looks for it. */
  async function seal(): Promise<number> {
    const sealed = await sealer.seal();
    if (sealed.kind === 'nothing') throw new Error('there was nothing to seal');
    const document = sealer.outside.get(sealed.number);
    if (document !== undefined) await createFolderStore(folder).put(sealed.number, document);
    return sealed.number;
  }

  const env = () => ({ RETENTION_DATABASE_URL: keeper.url, AUDIT_CHECKPOINT_URL: folder });
  const retain = (...flags: string[]): Promise<number> =>
    runRetain(['--as', 'keeper-1', '--public-key', join(folder, 'key.pem'), ...flags], env());
  const hold = (...args: string[]): Promise<number> => runHold(args, env());
  const place = (from: string, until: string, accountId = account): Promise<number> =>
    hold('place', '--account', accountId, '--from', from, '--until', until, '--reason', 'case 12', '--as', 'lawyer-1');

  const monthsThere = async (): Promise<string[]> => {
    const partitions = await database.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'pms_audit_logs'::regclass`,
    );
    const names = partitions.map(({ name }) => name);
    return [OLDEST, NEXT, YOUNG].filter((month) => names.includes(partitionOf(month)));
  };
  const acts = (action: string) =>
    database.query(
      `SELECT chain, actor_type, actor_ref, subject FROM pms_audit_logs WHERE action = $1 ORDER BY chain_seq`,
      [action],
    );
  const drop = (month: string, checkpoint: number) =>
    keeper.query('SELECT audit_drop_month($1, $2, $3)', [`${month}-01`, 'keeper-1', checkpoint]);
  const refused = { driverError: { code: '42501' } };

  it('drops what was sealed and is over for six years, oldest first, and puts each month on record', async () => {
    const checkpoint = await seal();
    const ends = await database.query(
      `SELECT DISTINCT ON (chain) chain, chain_seq, row_hash FROM pms_audit_logs WHERE created_at < $1
        ORDER BY chain, chain_seq DESC`,
      [`${NEXT}-28T23:59:59.999999Z`],
    );
    expect(await retain()).toBe(0);
    expect(await monthsThere()).toEqual([YOUNG]);
    expect(await acts('audit.retention')).toEqual(
      [OLDEST, NEXT].map((month) => ({
        chain: 'system',
        actor_type: 'operator',
        actor_ref: 'keeper-1',
        subject: `month:${month} rows:3 checkpoint:${checkpoint}`,
      })),
    );
    const anchors = await database.query<{ chain: string; chain_seq: string; row_hash: Buffer }>(
      'SELECT chain, chain_seq, row_hash FROM audit_chain_anchors ORDER BY chain',
    );
    expect(anchors.map(({ chain, chain_seq }) => [chain, chain_seq])).toEqual(
      [
        [account, '4'],
        ['system', '2'],
      ].sort(),
    );
    const system = ends.find(({ chain }) => chain === 'system');
    expect(anchors.find(({ chain }) => chain === 'system')?.row_hash).toEqual(system?.['row_hash']);
    for (const { chain, row_hash: anchor } of anchors) {
      const [first] = await database.query<{ prev_hash: Buffer }>(
        'SELECT prev_hash FROM pms_audit_logs WHERE chain = $1 ORDER BY chain_seq LIMIT 1',
        [chain],
      );
      expect(first?.prev_hash).toEqual(anchor);
    }
    expect(await sealer.seal()).toMatchObject({ kind: 'sealed' });
    expect(await retain()).toBe(0);
    expect(said.at(-1)).toBe('No month of the record has been over for six years.');
  });

  it('drops nothing in a dry run, and says what would go', async () => {
    const checkpoint = await seal();
    expect(await retain('--dry-run')).toBe(0);
    expect(said).toEqual(
      [OLDEST, NEXT].map((month) => `${month}: 3 rows of 2 chains, sealed by checkpoint ${checkpoint}, would go.`),
    );
    expect(await monthsThere()).toEqual([OLDEST, NEXT, YOUNG]);
    expect(await acts('audit.retention')).toEqual([]);
  });

  it('drops nothing that no checkpoint has sealed', async () => {
    expect(await retain()).toBe(1);
    expect(said[0]).toContain('no checkpoint has sealed the end of the month');
    await expect(drop(OLDEST, 1)).rejects.toMatchObject(refused);
    const checkpoint = await seal();
    await expect(drop(OLDEST, checkpoint - 1)).rejects.toMatchObject(refused);
    expect(await monthsThere()).toEqual([OLDEST, NEXT, YOUNG]);
  });

  it.each([
    ['is not there', 'missing', () => undefined],
    [
      'was signed by nobody we know',
      'unknown-key',
      (text: string) => text.replace(/"keyId":"\w+"/, '"keyId":"0123456789abcdef"'),
    ],
    ['was written over', 'wrong-leaves', (text: string) => text.replace(/"rowHash":"\w{4}/, '"rowHash":"0000')],
  ])('drops nothing while the checkpoint outside %s', async (_what, problem, change) => {
    const checkpoint = await seal();
    const file = join(folder, 'checkpoints', `${String(checkpoint).padStart(12, '0')}.json`);
    const text = change(JSON.stringify(sealer.outside.get(checkpoint)));
    rmSync(file);
    if (text !== undefined) writeFileSync(file, text);
    expect(await retain()).toBe(1);
    expect(said[0]).toBe(
      `${OLDEST}: 3 rows of 2 chains stay: checkpoint ${checkpoint}, which seals it, does not hold outside the database (${problem}).`,
    );
    expect(await monthsThere()).toEqual([OLDEST, NEXT, YOUNG]);
  });

  it('believes no seal that only the database knows', async () => {
    const first = await seal();
    await database.query(`INSERT INTO audit_checkpoints (number, statement, signature, key_id, sealed_at)
      VALUES (2, '{}', '', 'k', now())`);
    await database.query(`ALTER TABLE audit_seals DISABLE TRIGGER audit_stays`);
    await database.query(
      'UPDATE audit_seals SET checkpoint_number = 2, leaf_index = 9 WHERE chain = $1 AND chain_seq = 2',
      [account],
    );
    await createFolderStore(folder).put(
      2,
      sealer.outside.get(first) ?? { statement: '', signature: '', keyId: '', leaves: [] },
    );
    expect(await retain()).toBe(1);
    expect(said[0]).toContain('checkpoint 2, which seals it, does not hold outside the database (another-number)');
    expect(await monthsThere()).toEqual([OLDEST, NEXT, YOUNG]);
  });

  it('goes no further than a month that must stay, and never out of turn', async () => {
    const checkpoint = await seal();
    await expect(drop(NEXT, checkpoint)).rejects.toMatchObject(refused);
    await expect(drop(YOUNG, checkpoint)).rejects.toMatchObject(refused);
    await place(OLDEST, OLDEST);
    expect(await retain()).toBe(0);
    expect(said.slice(1)).toEqual([
      expect.stringMatching(new RegExp(`^${OLDEST}: 3 rows of 2 chains stay: legal hold `)),
      `${NEXT}: 3 rows of 2 chains, sealed by checkpoint ${checkpoint}, stay: an older month stays, and the oldest goes first.`,
    ]);
    expect(await monthsThere()).toEqual([OLDEST, NEXT, YOUNG]);
  });

  it.each([
    ['of the account', () => account],
    ['of everybody', () => 'all'],
  ])('keeps the months of a legal hold %s until it is released, both on record', async (_whose, whose) => {
    const checkpoint = await seal();
    expect(await place(OLDEST, NEXT, whose())).toBe(0);
    const [placed] = await database.query<{ id: string }>('SELECT id FROM audit_legal_holds');
    await expect(drop(OLDEST, checkpoint)).rejects.toMatchObject(refused);
    expect(await retain()).toBe(0);
    expect(await monthsThere()).toEqual([OLDEST, NEXT, YOUNG]);
    expect(await hold('release', placed?.id ?? '', '--as', 'lawyer-2')).toBe(0);
    expect(await hold('release', placed?.id ?? '', '--as', 'lawyer-2')).toBe(1);
    expect(await hold('list')).toBe(0);
    expect(said.at(-1)).toMatch(/released .* by lawyer-2: case 12$/);
    const chain = whose() === 'all' ? 'system' : account;
    expect(await acts('audit.legal-hold')).toEqual(
      ['placed', 'released'].map((what, i) => ({
        chain,
        actor_type: 'operator',
        actor_ref: `lawyer-${i + 1}`,
        subject: `hold:${placed?.id ?? ''} ${what} months:${OLDEST}..${NEXT}`,
      })),
    );
    expect(await retain()).toBe(0);
    expect(await monthsThere()).toEqual([YOUNG]);
  });

  it('is not kept by a hold of other months, or of an account without rows in the month', async () => {
    await seal();
    await place(YOUNG, YOUNG);
    await place(OLDEST, NEXT, await addAccount());
    expect(await retain()).toBe(0);
    expect(await monthsThere()).toEqual([YOUNG]);
  });

  it('places no hold of an account that is not there, nor one whose row cannot be written', async () => {
    expect(await place(OLDEST, NEXT, randomUUID())).toBe(1);
    await database.query('ALTER TABLE audit_chain_heads RENAME TO audit_chain_heads_away');
    expect(await place(OLDEST, NEXT)).toBe(1);
    await database.query('ALTER TABLE audit_chain_heads_away RENAME TO audit_chain_heads');
    expect(await database.query('SELECT FROM audit_legal_holds')).toEqual([]);
  });

  it('gives up, and takes all back, when somebody reads the record for long', async () => {
    await seal();
    const reader = database.admin.createQueryRunner();
    await reader.startTransaction();
    await reader.query('SELECT FROM pms_audit_logs LIMIT 1');
    expect(await retain()).toBe(1);
    expect(said).toEqual([expect.stringContaining('the record is being read')]);
    await reader.rollbackTransaction();
    await reader.release();
    expect(await monthsThere()).toEqual([OLDEST, NEXT, YOUNG]);
    expect(await database.query('SELECT FROM audit_chain_anchors')).toEqual([]);
    expect(await acts('audit.retention')).toEqual([]);
  });

  it('takes no other table for a month of the record', async () => {
    const checkpoint = await seal();
    const before = `${YEAR - 8}-01`;
    await keeper.query(`CREATE TEMP TABLE ${partitionOf(before)} (id int)`);
    await expect(drop(before, checkpoint)).rejects.toMatchObject({ driverError: { code: 'P0002' } });
    await keeper.query(`CREATE TEMP TABLE ${partitionOf(OLDEST)} (id int)`);
    await drop(OLDEST, checkpoint);
    expect(await monthsThere()).toEqual([NEXT, YOUNG]);
  });

  it.each([
    [['--as', 'keeper-1', '--month', '2019-01'], 2],
    [[], 2],
    [['--as', 'keeper-1', '--public-key', '/nowhere/key.pem'], 2],
    [['--as', 'keeper-1'], 2],
  ])('refuses to run with %j', async (args, exitCode) => {
    await seal();
    expect(await runRetain(args, env())).toBe(exitCode);
    expect(await monthsThere()).toEqual([OLDEST, NEXT, YOUNG]);
  });

  it('refuses a login that may not', async () => {
    await seal();
    const app = await createLogin(database, 'parlae_app');
    const as = { ...env(), RETENTION_DATABASE_URL: app.url };
    expect(await runRetain(['--as', 'app', '--public-key', join(folder, 'key.pem')], as)).toBe(1);
    expect(said.at(-1)).toContain('parlae_retention');
    expect(await runHold(['place', '--account', 'all', '--from', OLDEST, '--reason', 'x', '--as', 'app'], as)).toBe(1);
    await app.drop();
    expect(await monthsThere()).toEqual([OLDEST, NEXT, YOUNG]);
    expect(await database.query('SELECT FROM audit_legal_holds')).toEqual([]);
  });
});

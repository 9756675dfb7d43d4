import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from './support/database';
import { createLogin, type TestLogin } from './support/logins';

const RECORD = [
  'pms_audit_logs',
  'audit_chain_heads',
  'audit_checkpoints',
  'audit_seals',
  'audit_chain_anchors',
  'audit_legal_holds',
];
/** What the api and the worker may add by themselves: the seals that they have made. */
const APP_INSERTS = ['audit_checkpoints', 'audit_seals'];

const row = () => ({
  id: randomUUID(),
  event_version: 2,
  kind: 'event',
  action: 'integration.status',
  outcome: 'success',
  actor_type: 'system',
  purpose: 'operations',
  phi_accessed: false,
});
const denied = { driverError: { code: '42501' } };

describe('the roles of the audit record', () => {
  let database: TestDatabase;
  let app: TestLogin;
  let auditor: TestLogin;
  let keeper: TestLogin;
  let tables: string[];
  beforeAll(async () => {
    database = await createTestDatabase();
    app = await createLogin(database, 'parlae_app');
    auditor = await createLogin(database, 'parlae_auditor');
    keeper = await createLogin(database, 'parlae_retention');
    await append(app);
    const partitions = await database.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'pms_audit_logs'::regclass`,
    );
    tables = [...RECORD, ...partitions.map(({ name }) => name)];
    expect(tables.length).toBeGreaterThan(RECORD.length);
  });
  afterAll(async () => {
    for (const login of [app, auditor, keeper]) await login.drop();
    await database.drop();
  });

  const append = (login: Pick<TestLogin, 'query'>, extra = {}) =>
    login.query('SELECT audit_append($1::jsonb)', [JSON.stringify([{ ...row(), ...extra }])]);
  const count = async (): Promise<number> => {
    const [found] = await database.query<{ count: string }>('SELECT count(*) FROM pms_audit_logs');
    return Number(found?.count);
  };
  const logins = (): [string, TestLogin][] => [
    ['parlae_app', app],
    ['parlae_auditor', auditor],
    ['parlae_retention', keeper],
  ];

  it('let everybody append through the function, and read', async () => {
    for (const [, login] of logins()) {
      const before = await count();
      await append(login);
      expect(await count()).toBe(before + 1);
      expect(await login.query('SELECT id FROM pms_audit_logs')).toHaveLength(before + 1);
    }
  });

  it('refuse every change of every table and partition', async () => {
    const before = await count();
    const refusals: string[] = [];
    for (const [role, login] of logins()) {
      for (const table of tables) {
        const column = table === 'audit_checkpoints' ? 'number' : table === 'audit_legal_holds' ? 'id' : 'chain';
        const statements = [
          ...(role === 'parlae_retention' && table === 'audit_legal_holds'
            ? []
            : [`UPDATE ${table} SET ${column} = ${column}`]),
          `DELETE FROM ${table}`,
          `TRUNCATE ${table} CASCADE`,
          `DROP TABLE ${table} CASCADE`,
          `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
          `ALTER TABLE ${table} ADD COLUMN mine text`,
          `CREATE TRIGGER mine BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION audit_only_append()`,
          ...(role === 'parlae_app' && APP_INSERTS.includes(table)
            ? []
            : [`INSERT INTO ${table} (${column}) VALUES (NULL)`]),
        ].filter((sql) => !(role === 'parlae_retention' && sql.startsWith('INSERT INTO audit_legal_holds')));
        for (const sql of statements) {
          await expect(login.query(sql)).rejects.toMatchObject(denied);
          refusals.push(sql);
        }
      }
    }
    expect(refusals.length).toBeGreaterThan(3 * 7 * tables.length);
    expect(await count()).toBe(before);
  });

  it('let the application insert no row even when it says that the function does', async () => {
    await app.query(`SELECT set_config('parlae.audit_append', 'on', false)`);
    const insert = 'INSERT INTO pms_audit_logs SELECT * FROM pms_audit_logs LIMIT 1';
    await expect(app.query(insert)).rejects.toMatchObject(denied);
    await app.query(`SELECT set_config('parlae.audit_append', 'off', false)`);
  });

  it.each([
    [`SELECT audit_drop_month('2019-01-01', 'x', 1)`, ['parlae_app', 'parlae_auditor']],
    ['SELECT audit_ensure_partition(now())', ['parlae_app', 'parlae_auditor', 'parlae_retention']],
    ['SELECT parlae_grant_roles()', ['parlae_app', 'parlae_auditor', 'parlae_retention']],
    ['ALTER FUNCTION audit_append(jsonb) RENAME TO mine', ['parlae_app', 'parlae_auditor', 'parlae_retention']],
    ['SET session_replication_role = replica', ['parlae_app', 'parlae_auditor', 'parlae_retention']],
    ['CREATE TABLE mine (id int)', ['parlae_app', 'parlae_auditor', 'parlae_retention']],
  ])('refuse %s', async (sql, roles) => {
    for (const [role, login] of logins()) {
      if (roles.includes(role)) await expect(login.query(sql)).rejects.toMatchObject(denied);
    }
  });

  it.each([
    ['audit_chain_heads', '(chain text, chain_seq bigint, row_hash bytea, created_at timestamptz)'],
    ['pms_audit_logs', '(LIKE public.pms_audit_logs)'],
  ])('are not fooled by a temporary %s', async (table, columns) => {
    const head = async () => {
      const [found] = await database.query<{ chain_seq: string }>(
        `SELECT chain_seq FROM public.audit_chain_heads WHERE chain = 'system'`,
      );
      return Number(found?.chain_seq);
    };
    const before = await head();
    await app.query(`CREATE TEMP TABLE ${table} ${columns}`);
    await append(app);
    expect(await head()).toBe(before + 1);
    expect(await app.query(`SELECT * FROM pg_temp.${table}`)).toEqual([]);
    await app.query(`DROP TABLE pg_temp.${table}`);
    const [last] = await database.query<{ is_good: boolean }>(
      `SELECT row_hash = sha256(prev_hash || convert_to(audit_canonical(l), 'UTF8')) AS is_good
         FROM pms_audit_logs l WHERE chain = 'system' ORDER BY chain_seq DESC LIMIT 1`,
    );
    expect(last).toEqual({ is_good: true });
  });

  it('let the auditor read the record, and no table with anything of a patient', async () => {
    const readable = await auditor.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND has_any_column_privilege(c.oid, 'SELECT') ORDER BY 1`,
    );
    expect(readable.map(({ name }) => name)).toEqual([...RECORD, 'accounts', 'pms_integrations'].sort());
    for (const table of ['bookings', 'call_sessions', 'call_patients', 'tool_calls', 'staff_tasks', 'offers']) {
      await expect(auditor.query(`SELECT * FROM ${table}`)).rejects.toMatchObject(denied);
    }
  });

  it('leave a legal hold to the keeper alone, who can remove none', async () => {
    const place = (login: TestLogin) =>
      login.query(
        `INSERT INTO audit_legal_holds (id, from_month, reason, placed_by) VALUES ($1, '2026-01-01', 'case 12', 'lawyer-1')`,
        [randomUUID()],
      );
    for (const login of [app, auditor]) await expect(place(login)).rejects.toMatchObject(denied);
    await place(keeper);
    await expect(keeper.query('DELETE FROM audit_legal_holds')).rejects.toMatchObject(denied);
    await expect(database.query('DELETE FROM audit_legal_holds')).rejects.toMatchObject(denied);
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { Client, DatabaseError } from 'pg';
import { createTestDatabase, type TestDatabase } from './support/database';
import { waitFor } from './support/wait';

interface Row {
  readonly id: string;
  readonly chain: string;
  readonly chain_seq: string;
  readonly prev_hash: Buffer;
  readonly row_hash: Buffer;
  readonly micros: string;
  readonly canonical: string;
}

const APPEND = 'SELECT audit_append($1::jsonb)';
const ISOLATION = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'] as const;

const rowOf = (accountId: string | null, extra: Readonly<Record<string, unknown>> = {}) => ({
  ...{ id: randomUUID(), event_version: 2, account_id: accountId, kind: 'event', action: 'audit.review' },
  ...{ outcome: 'success', actor_type: 'system', purpose: 'security', phi_accessed: false },
  ...extra,
});
const rowsOf = (accountId: string, count: number) => Array.from({ length: count }, () => rowOf(accountId));
const codeOf = (error: unknown): unknown => (error instanceof DatabaseError ? error.code : error);

describe('audit_append', () => {
  let database: TestDatabase;
  const clients: Client[] = [];
  const connect = async (connectionString = database.url): Promise<Client> => {
    const client = new Client({ connectionString });
    clients.push(client);
    await client.connect();
    return client;
  };
  const append = (client: Client, rows: readonly object[]) => client.query(APPEND, [JSON.stringify(rows)]);

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
  });
  afterAll(() => database.drop());

  const chainOf = (chain: string): Promise<Row[]> =>
    database.query<Row>(
      `SELECT id, chain, chain_seq, prev_hash, row_hash, audit_canonical(r) AS canonical,
              (extract(epoch FROM created_at) * 1000000)::bigint AS micros
         FROM pms_audit_logs r WHERE chain = $1 ORDER BY chain_seq`,
      [chain],
    );

  /** Numbers without gaps, each hash over the row and the hash before, times in order, and a head that is the last row. */
  async function expectSound(chain: string, ids: readonly string[]): Promise<void> {
    const rows = await chainOf(chain);
    expect(rows.map((row) => Number(row.chain_seq))).toEqual(ids.map((_, i) => i + 1));
    expect(rows.map((row) => row.id).sort()).toEqual([...ids].sort());
    let [hash, micros]: [Buffer, bigint] = [Buffer.alloc(32), 0n];
    for (const row of rows) {
      expect(row.prev_hash).toEqual(hash);
      hash = createHash('sha256').update(hash).update(row.canonical, 'utf8').digest();
      expect(row.row_hash).toEqual(hash);
      expect(BigInt(row.micros)).toBeGreaterThanOrEqual(micros);
      micros = BigInt(row.micros);
    }
    expect(await database.query('SELECT chain_seq, row_hash FROM audit_chain_heads WHERE chain = $1', [chain])).toEqual(
      [{ chain_seq: String(ids.length), row_hash: hash }],
    );
  }

  /** One transaction at this isolation, its view as old as can be; tried again while others were faster. */
  async function commitRows(
    client: Client,
    { isolation, isCommitting, rows }: { isolation: string; isCommitting: boolean; rows: readonly object[] },
  ): Promise<number> {
    for (let failures = 0; ; failures += 1) {
      try {
        await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
        await client.query('SELECT count(*) FROM accounts');
        await append(client, rows);
        await client.query(isCommitting ? 'COMMIT' : 'ROLLBACK');
        return failures;
      } catch (error) {
        await client.query('ROLLBACK');
        if (codeOf(error) !== '40001') throw error; // a deadlock (40P01) or a unique violation too
      }
    }
  }

  it('neither skips a number nor forks, whatever 32 writers at all isolation levels do to four chains at once', async () => {
    const accounts = Array.from({ length: 4 }, (): string => randomUUID());
    const committed = new Map(accounts.map((account) => [account, [] as string[]]));
    const writers = Array.from({ length: 32 }, async (_, at) => {
      const client = await connect();
      const account = accounts[at % 4] ?? '';
      const isolation = ISOLATION[Math.floor(at / 4) % 3] ?? '';
      let failures = 0;
      for (let turn = 0; turn < 9; turn += 1) {
        const rows = rowsOf(account, 1 + (turn % 3));
        const isCommitting = (at + turn) % 4 !== 0;
        if (turn % 2 === 0) failures += await commitRows(client, { isolation, isCommitting, rows });
        else await append(client, rows);
        if (isCommitting || turn % 2 === 1) committed.get(account)?.push(...rows.map(({ id }) => id));
      }
      return { isolation, failures };
    });
    const outcomes = await Promise.all(writers);
    for (const [account, ids] of committed) await expectSound(account, ids);
    // With a view as old as can be somebody must have lost, and a reader of the newest state never loses.
    const lost = (isolated: boolean) =>
      outcomes.filter((one) => (one.isolation !== 'READ COMMITTED') === isolated).reduce((n, o) => n + o.failures, 0);
    expect(lost(true)).toBeGreaterThan(0);
    expect(lost(false)).toBe(0);
  });

  it('begins a chain once when its first rows come all at once', async () => {
    const account = randomUUID();
    const ready = await Promise.all(Array.from({ length: 18 }, () => connect()));
    const written = await Promise.all(
      ready.map(async (client, at) => {
        const rows = rowsOf(account, 1);
        await commitRows(client, { isolation: ISOLATION[at % 3] ?? '', isCommitting: true, rows });
        return rows.map(({ id }) => id);
      }),
    );
    await expectSound(account, written.flat());
  });

  it('makes the partition of a new month once, in UTC, while others write and read, without a deadlock', async () => {
    const [month] = await database.query<{ name: string; from: string; until: string }>(
      `SELECT 'pms_audit_logs_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM') AS name,
              to_char(date_trunc('month', now() AT TIME ZONE 'UTC'), 'YYYY-MM-DD 00:00:00+00') AS from,
              to_char(date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month', 'YYYY-MM-DD 00:00:00+00') AS until`,
    );
    if (month === undefined) throw new Error('there is a month');
    await database.query(`DROP TABLE ${month.name}`);
    const accounts = Array.from({ length: 12 }, () => randomUUID());
    const ready = await Promise.all(accounts.map(() => connect()));
    // A caller's own table of that name is no partition, and its time zone is not ours.
    await ready[0]?.query(`CREATE TEMP TABLE ${month.name} (id uuid)`);
    for (const client of ready) {
      await client.query(`SET TIME ZONE 'America/New_York'`);
      await client.query('BEGIN');
      await client.query('SELECT count(*) FROM pms_audit_logs');
    }
    const rows = accounts.map((account) => rowOf(account));
    await Promise.all(
      ready.map(async (client, at) => {
        await append(client, [rows[at] ?? {}]);
        await client.query('COMMIT');
      }),
    );
    const [made] = await database.query<{ bounds: string; triggers: string[] }>(
      `SELECT pg_get_expr(relpartbound, oid) AS bounds, ARRAY(
         SELECT tgname::text FROM pg_trigger WHERE tgrelid = c.oid ORDER BY 1) AS triggers
         FROM pg_class c WHERE relname = $1 AND relnamespace = 'public'::regnamespace`,
      [month.name],
    );
    expect(made).toEqual({
      bounds: `FOR VALUES FROM ('${month.from}') TO ('${month.until}')`,
      triggers: ['audit_no_change', 'audit_no_insert', 'audit_no_truncate'],
    });
    for (const [at, account] of accounts.entries()) {
      expect((await chainOf(account)).map((row) => row.id)).toEqual([rows[at]?.id]);
    }
  });

  it.each([1, 2])('waits for its chain without keeping the table from retention: %i rows', async (count) => {
    const [writer, retention] = [await connect(), await connect(database.ownerUrl)];
    const [pid] = (await writer.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
    await retention.query('BEGIN');
    await append(retention, [rowOf(null)]);
    const written = append(
      writer,
      Array.from({ length: count }, () => rowOf(null)),
    );
    await waitFor('the writer to wait', async () => {
      const waiting = await database.query('SELECT FROM pg_locks WHERE pid = $1 AND NOT granted', [pid?.pid]);
      return waiting.length > 0 ? waiting : null;
    });
    await retention.query('LOCK TABLE pms_audit_logs IN ACCESS EXCLUSIVE MODE');
    await retention.query('COMMIT');
    await expect(written).resolves.toBeDefined();
  });

  it('goes on from the last time on record when the clock was set back', async () => {
    const [account, client] = [randomUUID(), await connect()];
    await append(client, rowsOf(account, 1));
    const [head] = await database
      .query<{ micros: string }>(
        `UPDATE audit_chain_heads SET created_at = created_at + interval '1 minute' WHERE chain = $1
       RETURNING (extract(epoch FROM created_at) * 1000000)::bigint AS micros`,
        [account],
      )
      .then(([rows]) => rows as unknown as { micros: string }[]);
    await append(client, rowsOf(account, 2));
    expect((await chainOf(account)).slice(1).map((row) => row.micros)).toEqual([head?.micros, head?.micros]);
  });

  it.each([
    ['one call for each', [1, 1, 1]],
    ['one call for all', [3]],
  ])(
    'keeps what it is given from the first row on, and a list that it is not given as an empty one: %s',
    async (_, counts) => {
      const [account, client] = [randomUUID(), await connect()];
      const given = { evidence: ['full-name'], phi_fields: ['firstname', 'cell'], subject: 'a "b" \\ c' };
      const rows = [rowOf(account, given), rowOf(account, given), rowOf(account)];
      const ids = rows.map(({ id }) => id);
      for (const count of counts) await append(client, rows.splice(0, count));
      const stored = await database.query(
        'SELECT evidence, phi_fields, subject FROM pms_audit_logs WHERE chain = $1 ORDER BY chain_seq',
        [account],
      );
      expect(stored).toEqual([given, given, { evidence: [], phi_fields: [], subject: null }]);
      await expectSound(account, ids);
    },
  );

  it('takes place, time and hashes from nobody', async () => {
    const [account, client] = [randomUUID(), await connect()];
    const ours = { chain_seq: 7, canonical_version: 1, created_at: '2001-01-01T00:00:00Z' };
    const rows = ['a', 'b'].map((digit) =>
      rowOf(account, { ...ours, chain: 'system', prev_hash: `\\x${digit}0`, row_hash: `\\x${digit}1` }),
    );
    await append(client, rows);
    await expectSound(
      account,
      rows.map(({ id }) => id),
    );
    expect((await chainOf(account))[0]?.canonical).toMatch(/^\[2, /);
  });

  it('writes nothing of a call with rows of two chains', async () => {
    const [account, client] = [randomUUID(), await connect()];
    for (const other of [randomUUID(), null]) {
      const refused = append(client, [rowOf(account), rowOf(other)]);
      await expect(refused).rejects.toMatchObject({ code: '23514', constraint: 'ck_pms_audit_logs_chain' });
    }
    expect(await chainOf(account)).toEqual([]);
    expect(await database.query('SELECT FROM audit_chain_heads WHERE chain = $1', [account])).toEqual([]);
  });

  it('does nothing for no rows, and refuses what is no list', async () => {
    const client = await connect();
    await append(client, [rowOf(null)]);
    const heads = () => database.query('SELECT * FROM audit_chain_heads ORDER BY chain');
    const before = await heads();
    await append(client, []);
    expect(await heads()).toEqual(before);
    for (const wrong of ['{}', 'null', '"rows"', '[7]', null]) {
      await expect(client.query(APPEND, [wrong])).rejects.toBeInstanceOf(DatabaseError);
    }
    expect(await heads()).toEqual(before);
  });

  it('closes the table behind itself for its owner too, even after a failure', async () => {
    const [account, client] = [randomUUID(), await connect(database.ownerUrl)];
    const insert = 'INSERT INTO pms_audit_logs SELECT * FROM pms_audit_logs WHERE chain = $1';
    await client.query('BEGIN');
    await append(client, rowsOf(account, 1));
    await expect(client.query(insert, [account])).rejects.toMatchObject({ code: '42501' });
    await client.query('ROLLBACK');
    await append(client, rowsOf(account, 1));
    await client.query('BEGIN');
    await client.query('SAVEPOINT before');
    await expect(append(client, [rowOf(account, { kind: 'none' })])).rejects.toMatchObject({ code: '23514' });
    await client.query('ROLLBACK TO SAVEPOINT before');
    await expect(client.query(insert, [account])).rejects.toMatchObject({ code: '42501' });
    await client.query('ROLLBACK');
  });
});

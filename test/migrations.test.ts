import { createTestDatabase, type TestDatabase } from './support/database';

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ isMigrated: false });
  });
  afterAll(() => database.drop());

  const tables = async (): Promise<string[]> =>
    (
      await database.query<{ tablename: string }>(
        `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`,
      )
    ).map((row) => row.tablename);
  const functions = () => database.query(`SELECT proname FROM pg_proc WHERE proname LIKE 'audit\\_%' ORDER BY 1`);

  it('go forward, back to nothing, and forward again', async () => {
    const applied = await database.admin.runMigrations();
    const after = await tables();
    expect(after).toEqual(expect.arrayContaining(['bookings', 'call_sessions', 'pms_audit_logs', 'tool_calls']));
    for (let i = 0; i < applied.length; i += 1) await database.admin.undoLastMigration();
    expect(await tables()).toEqual([]);
    expect(await functions()).toEqual([]);
    expect(await database.admin.runMigrations()).toHaveLength(applied.length);
    expect(await tables()).toEqual(after);
  });

  it('leave the tables that the entities describe, with every constraint and index', async () => {
    const { upQueries } = await database.admin.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('refuse two active bookings over the same time of a provider or of an operatory', async () => {
    const names = await database.query(
      `SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contype = 'x' ORDER BY 1`,
    );
    expect(names.map((row) => row['conname'])).toEqual(['ex_bookings_operatory', 'ex_bookings_provider']);
  });
});

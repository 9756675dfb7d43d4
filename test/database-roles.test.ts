import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { grantRoles } from '../src/persistence/database-roles';
import { createTestDatabase, type TestDatabase } from './support/database';

describe('the login of api and worker', () => {
  const login = `svc_${randomBytes(4).toString('hex')}`;
  const password = `p/w:${randomBytes(8).toString('hex')}`;
  let database: TestDatabase;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const own = new URL(database.ownerUrl);
    own.username = login;
    own.password = encodeURIComponent(password);
    url = own.href;
  });
  afterAll(async () => {
    await database.query(`DROP ROLE IF EXISTS ${login}`);
    await database.drop();
  });

  const as = async <T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString });
    await client.connect();
    return work(client).finally(() => client.end());
  };

  it('is made by the migrations with the password of its URL, once', async () => {
    expect(await grantRoles(database.admin, url)).toBe('created');
    expect(await grantRoles(database.admin, url)).toBe('unchanged');
    expect(
      await as(url, async (client) => (await client.query<{ me: string }>('SELECT current_user AS me')).rows),
    ).toEqual([{ me: login }]);
    const wrong = new URL(url);
    wrong.password = 'another';
    await expect(as(wrong.href, () => Promise.resolve())).rejects.toMatchObject({ code: '28P01' });
  });

  it('may do its work, and neither make roles nor tables nor become anybody else', async () => {
    await as(url, async (client) => {
      await client.query(`INSERT INTO accounts (id, name) SELECT gen_random_uuid(), 'x' WHERE false`);
      for (const sql of [
        'CREATE ROLE another',
        'CREATE TABLE mine (x int)',
        'SET ROLE parlae_retention',
        'SET session_replication_role = replica',
        'SELECT parlae_grant_roles()',
      ]) {
        await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
    });
  });

  it("is nobody's business where one login does all", async () => {
    expect(await grantRoles(database.admin, database.ownerUrl)).toBe('one-login');
    expect(await grantRoles(database.admin, null)).toBe('one-login');
  });
});

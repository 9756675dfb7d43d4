import { Client } from 'pg';

/** The processes' login in tests, a member of parlae_app as in production. */
const LOGIN = 'parlae_test_service';
const PASSWORD = 'not-a-secret';

/** The same database for the processes' login. */
export function applicationUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = LOGIN;
  url.password = PASSWORD;
  return url.href;
}

/** Makes roles and login once for the server: test files migrate at the same time, and would race for them. */
export async function createTestLogin(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const role of ['parlae_app', 'parlae_auditor', 'parlae_retention', LOGIN]) {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      if (rowCount === 0) await client.query(`CREATE ROLE ${role}`);
    }
    await client.query(`ALTER ROLE ${LOGIN} LOGIN PASSWORD '${PASSWORD}'`);
    await client.query(`GRANT parlae_app TO ${LOGIN}`);
  } finally {
    await client.end();
  }
}

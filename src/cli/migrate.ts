import { describeConfigProblems } from '../config/problem';
import { valueOf } from '../config/read-variables';
import { createDataSource } from '../persistence/data-source';
import { grantRoles, type LoginResult } from '../persistence/database-roles';
import { toPersistenceError } from '../persistence/errors';
import { withSystemValues } from '../process/system-values';

const SAY_LOGIN: Readonly<Record<LoginResult, string>> = {
  'one-login':
    'One login does all: set MIGRATE_DATABASE_URL to the owner, and DATABASE_URL to a login with fewer rights.',
  'no-roles': 'The role parlae_app is not there, and this login may not create roles: see docs/operations.md.',
  created: "The processes' login was made, as a member of parlae_app.",
  granted: "The processes' login is now a member of parlae_app.",
  unchanged: "The processes' login is a member of parlae_app.",
};

/**
 * `npm run db:migrate` brings the database up to date; `npm run db:revert` takes the last migration back.
 * MIGRATE_DATABASE_URL, the owner's login, beats DATABASE_URL, whose login is then given the processes' fewer rights.
 */
async function main(direction: string | undefined): Promise<number> {
  const env = await withSystemValues(process.env);
  if (!env.ok) {
    console.error(describeConfigProblems('migration', env.error));
    return 78;
  }
  const url = valueOf(env.value, 'MIGRATE_DATABASE_URL') ?? valueOf(env.value, 'DATABASE_URL');
  if (url === undefined || (direction !== 'up' && direction !== 'down')) {
    console.error('Usage: DATABASE_URL=postgresql://... npm run db:migrate   (or db:revert)');
    return 2;
  }
  const dataSource = createDataSource(url, { poolSize: 1, statementTimeoutMs: 0 });
  try {
    await dataSource.initialize();
    if (direction === 'up') {
      const done = await dataSource.runMigrations();
      console.log(done.length === 0 ? 'The database is up to date.' : done.map((m) => `applied  ${m.name}`).join('\n'));
      console.log(SAY_LOGIN[await grantRoles(dataSource, valueOf(env.value, 'DATABASE_URL') ?? null)]);
    } else {
      await dataSource.undoLastMigration();
      console.log('reverted the last migration');
    }
    return 0;
  } catch (error) {
    const known = toPersistenceError(error);
    console.error(`The migration failed: ${known instanceof Error ? known.message : 'unknown error'}`);
    return 1;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

void main(process.argv[2]).then((code) => {
  process.exitCode = code;
});

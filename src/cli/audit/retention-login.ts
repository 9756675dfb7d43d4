import { commandVariables } from '../../config/command-variables';
import { databaseVariables } from '../../config/database';
import { describeConfigProblems } from '../../config/problem';
import { readVariables, type Environment } from '../../config/read-variables';
import { createDataSource } from '../../persistence/data-source';
import { Database } from '../../persistence/database';
import { PersistenceError, toPersistenceError } from '../../persistence/errors';

const loginVariables = { ...commandVariables, DATABASE_URL: databaseVariables.DATABASE_URL.optional() };

/** EX_UNAVAILABLE and EX_CONFIG of sysexits.h. */
const [UNAVAILABLE, CONFIG] = [69, 78];

/** insufficient_privilege: of a login, or of our own functions where they refuse. */
const REFUSED = '42501';

/**
 * Runs `work` as the login that may drop months and place legal holds: RETENTION_DATABASE_URL, else
 * MIGRATE_DATABASE_URL, else DATABASE_URL.
 * @param env with the values of SSM Parameter Store, where they are used
 * @returns the exit code: what `work` gives; 1 where the database refuses, 69 where it cannot be reached, 78 for settings
 */
export async function withRetentionLogin(
  env: Environment,
  work: (database: Database) => Promise<number>,
): Promise<number> {
  const values = readVariables(loginVariables, env);
  if (!values.ok) return complain(describeConfigProblems('audit command', values.error), CONFIG);
  const { RETENTION_DATABASE_URL, MIGRATE_DATABASE_URL, DATABASE_URL } = values.value;
  const url = RETENTION_DATABASE_URL ?? MIGRATE_DATABASE_URL ?? DATABASE_URL;
  if (url === undefined) return complain('RETENTION_DATABASE_URL is missing, and DATABASE_URL too.', CONFIG);

  const dataSource = createDataSource(url.expose(), { poolSize: 1, statementTimeoutMs: 0 });
  try {
    await dataSource.initialize();
  } catch (error) {
    return complain(`The database cannot be reached: ${sayError(error)}. Nothing was changed.`, UNAVAILABLE);
  }
  try {
    return await work(new Database(dataSource));
  } catch (error) {
    const known = toPersistenceError(error);
    if (!(known instanceof PersistenceError)) throw error;
    const cure =
      known.sqlState === REFUSED
        ? ' Use a login that is a member of parlae_retention: RETENTION_DATABASE_URL in .env.example.'
        : '';
    return complain(`The database refused: ${known.message}. What was under way was taken back.${cure}`, 1);
  } finally {
    await dataSource.destroy();
  }
}

function complain(why: string, exitCode: number): number {
  console.error(why);
  return exitCode;
}

function sayError(error: unknown): string {
  const known = toPersistenceError(error);
  return known instanceof PersistenceError ? known.message : 'unknown error';
}

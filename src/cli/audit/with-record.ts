import { describeConfigProblems } from '../../config/problem';
import { readVariables, type Variables } from '../../config/read-variables';
import { databaseVariables } from '../../config/database';
import { createDataSource } from '../../persistence/data-source';
import { Database } from '../../persistence/database';
import { PersistenceError, toPersistenceError } from '../../persistence/errors';
import { withSystemValues } from '../../process/system-values';
import type { z } from 'zod';

/** Exit codes: 1 a failure, 2 usage, and of sysexits.h 69 (EX_UNAVAILABLE) and 78 (EX_CONFIG). */
const Exit = { failure: 1, unavailable: 69, config: 78 } as const;

/** A long report may read for long; a query that hangs is still ended. */
const STATEMENT_TIMEOUT_MS = 600_000;

/**
 * Runs `work` with the database of DATABASE_URL and the variables that the command needs besides. What goes wrong is
 * said on standard error, without anything that the database was told.
 * @returns the exit code: what `work` gives, 69 where the database cannot be reached, 78 for a wrong setting
 */
export async function withRecord<V extends Variables>(
  variables: V,
  env: NodeJS.ProcessEnv,
  work: (database: Database, values: z.output<z.ZodObject<V>>) => Promise<number>,
): Promise<number> {
  const system = await withSystemValues(env);
  const values = system.ok ? readVariables(variables, system.value) : system;
  const settings = system.ok ? readVariables(databaseVariables, system.value) : system;
  if (!values.ok || !settings.ok) {
    const problems = [...(settings.ok ? [] : settings.error), ...(values.ok ? [] : values.error)];
    console.error(describeConfigProblems('audit command', problems));
    return Exit.config;
  }
  const url = settings.value.DATABASE_URL.expose();
  const dataSource = createDataSource(url, { poolSize: 2, statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  try {
    await dataSource.initialize();
  } catch (error) {
    console.error(`The database cannot be reached: ${wordsOf(error)}. Nothing was read or written.`);
    return Exit.unavailable;
  }
  try {
    return await work(new Database(dataSource), values.value);
  } catch (error) {
    const known = toPersistenceError(error);
    if (!(known instanceof PersistenceError)) throw error;
    console.error(`Nothing was written: ${known.message}. An access that cannot be put on record is refused.`);
    return Exit.failure;
  } finally {
    await dataSource.destroy();
  }
}

function wordsOf(error: unknown): string {
  const known = toPersistenceError(error);
  return known instanceof PersistenceError ? known.message : 'unknown error';
}

import { Client } from 'pg';
import { databaseVariables } from '../../config/database';
import { describeConfigProblems } from '../../config/problem';
import { readVariables, type Environment } from '../../config/read-variables';
import { PersistenceError, toPersistenceError } from '../../persistence/errors';
import { endWith, Exit } from './exit-codes';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Runs `work` with one connection to the database of DATABASE_URL: streams need one to themselves, for as long as they
 * take.
 * @returns the exit code: what `work` gives, 69 where the database does not answer or refuses, 78 for wrong settings
 */
export async function withClient(env: Environment, work: (client: Client) => Promise<number>): Promise<number> {
  const settings = readVariables(databaseVariables, env);
  if (!settings.ok) return endWith(Exit.config, describeConfigProblems('audit command', settings.error));
  const client = new Client({
    connectionString: settings.value.DATABASE_URL.expose(),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'parlae-audit',
  });
  // A connection that breaks fails what is under way; without a listener it would end the process instead.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    const known = toPersistenceError(error);
    if (!(known instanceof PersistenceError) || !isDatabases(error)) throw error;
    return endWith(
      Exit.unavailable,
      `The database cannot be read: ${known.message}. Nothing can be said of the record.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Errors of the file system, which also have a code, are none of the database's. */
const isDatabases = (error: unknown): boolean => !(error instanceof Error && 'path' in error);

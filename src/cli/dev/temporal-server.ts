import { answersForNamespace } from './grpc-probe';
import { LaunchError } from './launch-error';
import { startProcess, type ManagedProcess } from './managed-process';
import { pollUntil } from './poll';
import type { ProcessGuard } from './process-guard';

export interface TemporalServerOptions {
  /** The `temporal` program. */
  readonly binary: string;
  readonly port: number;
  /** Null: no web UI. */
  readonly uiPort: number | null;
  /** SQLite file that keeps workflows between runs. Null: in memory. */
  readonly dbFile: string | null;
  readonly namespace: string;
  /** Custom search attributes to register, name → type (`Keyword`, `Int` ...), for those who do not register later. */
  readonly searchAttributes?: Readonly<Record<string, string>>;
}

/**
 * These default to 20 per second and shard, and the dev server is in effect one shard: each dispatched task would wait
 * for the next 50 ms step.
 */
const POLL_RATES = ['transferProcessor', 'timerProcessor', 'visibilityProcessor'].map(
  (processor) => `history.${processor}MaxPollRPS=2000`,
);
/** Turns between practices when tasks wait: off by default on every server, as of 1.32. */
const FAIRNESS = ['matching.useNewMatcher=true', 'matching.enableFairness=true'];
const READY_TIMEOUT_MS = 60_000;

/** The dev server's command line, without the program. */
export function temporalServerArguments(options: Omit<TemporalServerOptions, 'binary'>): string[] {
  const attributes = Object.entries(options.searchAttributes ?? {});
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(options.port)],
    ...(options.uiPort === null ? ['--headless'] : ['--ui-port', String(options.uiPort)]),
    ...(options.dbFile === null ? [] : ['--db-filename', options.dbFile]),
    ...['--namespace', options.namespace, '--log-level', 'error'],
    ...[...POLL_RATES, ...FAIRNESS].flatMap((value) => ['--dynamic-config-value', value]),
    ...attributes.flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ];
}

/** Starts a Temporal dev server on loopback and waits until it answers for its namespace. */
export async function startTemporalServer(
  options: TemporalServerOptions,
  guard: ProcessGuard,
): Promise<ManagedProcess> {
  const server = await startProcess(
    {
      name: 'Temporal',
      command: options.binary,
      args: temporalServerArguments(options),
      cwd: '/',
      // Nothing of the user's TEMPORAL_* settings, which are meant for clients.
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/' },
      stopSignal: 'SIGINT',
      stopGraceMs: 10_000,
    },
    guard,
  );
  const address = `127.0.0.1:${options.port}`;
  const isServing = () => answersForNamespace(address, options.namespace);
  await pollUntil(async () => server.hasEnded() || (await isServing()), {
    timeoutMs: READY_TIMEOUT_MS,
    intervalMs: 25,
  });
  if (!server.hasEnded() && (await isServing())) return server;
  await server.stop();
  throw new LaunchError(
    ['The Temporal server did not start. Its last lines:', ...server.lastLines().slice(-10)].join('\n  '),
    'Set TEMPORAL_ADDRESS to a server of yours, or TEMPORAL_CLI_PATH to another "temporal" program.',
  );
}

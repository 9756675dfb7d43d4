import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { createControlRouter } from './control/control-router';
import { createSikkaRouter } from './http/sikka-router';
import { createPageRouter } from './page/page-router';
import { createPhoneRouter } from './phone/phone-router';
import { allRoutes } from './routes/all';
import { openStateFile } from './state/persist';
import { startWebhookFeed, type WebhookFeed } from './webhooks/feed';
import { createWorld, type World } from './world';

const KEEP_ALIVE_MS = 75_000;

export interface SimulatorOptions {
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The same seed gives the same office, patients and visits. */
  readonly seed?: number;
  /** Patients of the first office's first practice beyond its usual ones. */
  readonly extraPatients?: number;
  /** Keeps bookings, write-backs, keys and added patients across restarts. */
  readonly stateFile?: string | undefined;
  readonly now?: () => Date;
  /** Milliseconds from the acceptance of a write to its completion; the knob `write.delay`. */
  readonly writeDelayMs?: number;
  readonly appId?: string;
  readonly appKey?: string;
  /** Settings that differ from the defaults, by knob name. */
  readonly knobs?: Readonly<Record<string, unknown>>;
}

export interface RunningSimulator {
  /** `http://127.0.0.1:PORT/v4`. */
  readonly baseUrl: string;
  /** `http://127.0.0.1:PORT/__sim`. */
  readonly controlUrl: string;
  /** Ends all connections and deliveries, and saves the state. */
  close(): Promise<void>;
}

function createApp(world: World, feed: WebhookFeed, closing: AbortSignal): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_request, response, next) => {
    response.once('close', () => {
      feed.tellChanges();
    });
    next();
  });
  app.use('/v4', createSikkaRouter(world, allRoutes(world), closing));
  app.use(createPhoneRouter(world.phone));
  app.use(createPageRouter(world));
  app.use('/__sim', createControlRouter(world));
  return app;
}

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

/** Starts a Sikka simulator. Rejects with Node's own error (EADDRINUSE …) when it cannot listen. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { host = '127.0.0.1', port = 0, seed = 1, stateFile: path, now = () => new Date() } = options;
  const stateFile = openStateFile(path, seed);
  const world = createWorld({
    seed,
    extraPatients: options.extraPatients ?? 0,
    stateFile,
    now,
    app: { id: options.appId ?? 'sim-app-id', key: options.appKey ?? 'sim-app-key' },
    newKey: () => randomBytes(16).toString('hex'),
    knobs: {
      ...(options.writeDelayMs === undefined ? {} : { 'write.delay': options.writeDelayMs }),
      ...options.knobs,
    },
  });
  const closing = new AbortController();
  const feed = startWebhookFeed(world);
  const server = createServer(createApp(world, feed, closing.signal));
  // Node's 5 s would close idle connections under a client that is about to reuse one.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${await listen(server, host, port)}`;
  return {
    baseUrl: `${origin}/v4`,
    controlUrl: `${origin}/__sim`,
    close: async () => {
      closing.abort();
      feed.stop();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
      await world.webhooks.close();
      stateFile.flush();
    },
  };
}

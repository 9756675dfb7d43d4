import express, { type Express } from 'express';
import type { Registry } from 'prom-client';

export interface Readiness {
  /** Name of a part that this process needs → whether it can be used now. */
  readonly checks: () => Promise<Record<string, boolean>>;
}

/**
 * `/healthz`: the process is alive; it asks nobody. `/readyz`: it can do its work; 503 names the parts that are missing.
 * `/metrics`: Prometheus text.
 */
export function mountHealth(app: Express, registry: Registry, { checks }: Readiness): void {
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', async (_req, res) => {
    const parts = await checks();
    const isReady = Object.values(parts).every(Boolean);
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready', parts });
  });
  app.get('/metrics', async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
}

export function createBareApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  return app;
}

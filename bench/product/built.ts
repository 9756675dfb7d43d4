import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { readWorkerConfig } from '../../src/config/worker-config';
import type { createLogger } from '../../src/logging/logger';
import type { Secret } from '../../src/domain/secret';
import type { createMetrics } from '../../src/observability/metrics';
import type { createAccount } from '../../src/persistence/accounts';
import type { createSharedParts } from '../../src/process/shared-parts';
import type { createSikkaClient } from '../../src/sikka/client';

/** What the benchmark takes from the product into its own process. */
export interface BuiltProduct {
  readonly readWorkerConfig: typeof readWorkerConfig;
  readonly createSharedParts: typeof createSharedParts;
  readonly createSikkaClient: typeof createSikkaClient;
  readonly createMetrics: typeof createMetrics;
  readonly createLogger: typeof createLogger;
  readonly createAccount: typeof createAccount;
  readonly Secret: typeof Secret;
}

/** Loads it as built, for the benchmark itself runs under tsx, where every function gets its name set at run time. */
export async function loadBuiltProduct(projectDir: string): Promise<BuiltProduct> {
  const load = async (file: string): Promise<unknown> =>
    import(pathToFileURL(path.join(projectDir, 'dist', 'src', file)).href);
  const files = [
    'config/worker-config',
    'process/shared-parts',
    'sikka/client',
    'observability/metrics',
    'logging/logger',
    'persistence/accounts',
    'domain/secret',
  ];
  const modules = await Promise.all(files.map((file) => load(`${file}.js`)));
  return Object.assign({}, ...modules) as BuiltProduct;
}

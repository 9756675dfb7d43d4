import { describeConfigProblems } from '../config/problem';
import { readWorkerConfig } from '../config/worker-config';
import { createLogger } from '../logging/logger';
import { createMetrics } from '../observability/metrics';
import { PersistenceError } from '../persistence/errors';
import { createSharedParts } from '../process/shared-parts';
import { SecretsError } from '../secrets/errors';
import { connectSamplePractices } from './sample-practices';

/** Part of `npm run dev`: the simulator's practices, connected, so that calls can be taken at once. Safe to repeat. */
async function main(): Promise<number> {
  const config = readWorkerConfig(process.env);
  if (!config.ok) {
    console.error(describeConfigProblems('seed', config.error));
    return 78;
  }
  const { logLevel: level, buildId } = config.value.common;
  const parts = await createSharedParts({
    config: config.value,
    now: () => new Date(),
    metrics: createMetrics(),
    logger: createLogger({ level, buildId, processName: 'seed', safeMessageClasses: [PersistenceError, SecretsError] }),
  });
  try {
    await connectSamplePractices(config.value, parts);
    return 0;
  } finally {
    await parts.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error('The sample practice could not be connected:', error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);

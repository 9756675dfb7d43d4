import { randomBytes } from 'node:crypto';
import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createBookingActivities } from '../activities/bookings';
import { createPmsBookingActivities } from '../activities/pms-bookings';
import { createAuditActivities } from '../activities/record-audit';
import { createRefreshCapabilities } from '../activities/refresh-capabilities';
import { createRequestKeyActivities } from '../activities/request-keys';
import { createReviewAuditActivities } from '../activities/review-audit';
import { createSuperviseActivities } from '../activities/supervise-links';
import { createTellCallerActivities } from '../activities/tell-caller';
import type { WorkerConfig } from '../config/worker-config';
import { referenceCode, REFERENCE_CODE_BYTES } from '../domain/booking/reference-code';
import { createMetrics } from '../observability/metrics';
import { createCapabilityRefresh } from '../services/capabilities/refresh-capabilities';
import { toConnectionOptions } from '../temporal/connection-options';
import { createDataConverter } from '../temporal/data-converter';
import { createAuditSealing } from './audit-sealing';
import { createBareApp, mountHealth } from './health';
import { listen } from './listen';
import type { RunningProcess } from './run-process';
import { createSharedParts } from './shared-parts';
import { workerVersion } from './worker-version';
import { findWorkflowBundle } from './workflow-bundle';

const SHUTDOWN_GRACE = '20s';
const MAX_CACHED_WORKFLOWS = 500;

/** The worker: connects, takes tasks, and answers /healthz, /readyz and /metrics on its own port. */
export async function startWorker(config: WorkerConfig, logger: Logger): Promise<RunningProcess> {
  const now = (): Date => new Date();
  const metrics = createMetrics();
  const parts = await createSharedParts({ config, now, metrics, logger });
  const connection = await NativeConnection.connect(toConnectionOptions(config.temporal));
  const keys = config.keys.payloadKeys.expose();
  const dataConverter = createDataConverter(keys);
  const client = new Client({ connection, namespace: config.temporal.namespace, dataConverter });
  const sealing = createAuditSealing({ ...parts, config: config.audit, metrics, logger, now });
  const newReferenceCode = (): string => referenceCode(randomBytes(REFERENCE_CODE_BYTES));
  const bookings = createBookingActivities({ ...parts, now, newReferenceCode });
  const worker = await Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.temporal.taskQueue,
    workflowBundle: await findWorkflowBundle(),
    dataConverter,
    activities: {
      ...createAuditActivities(parts),
      ...bookings,
      ...createPmsBookingActivities({ ...parts, now, holdSlot: bookings.holdSlot }),
      ...createRequestKeyActivities({ ...parts, now, random: Math.random }),
      ...createRefreshCapabilities({ ...parts, refresh: createCapabilityRefresh({ ...parts, now }) }),
      ...createSuperviseActivities({ ...parts, client, now, taskQueue: config.temporal.taskQueue }),
      ...createTellCallerActivities({ ...parts, now }),
      ...sealing.activities,
      ...createReviewAuditActivities({ ...parts, now }),
    },
    maxCachedWorkflows: MAX_CACHED_WORKFLOWS,
    shutdownGraceTime: SHUTDOWN_GRACE,
    ...workerVersion(config),
  });

  const app = createBareApp();
  mountHealth(app, metrics.registry, {
    checks: async () => ({
      postgres: await parts.database.isReachable(),
      temporal: worker.getState() === 'RUNNING',
    }),
  });
  const http = await listen(app, config.common.host, config.http.port);
  const running = worker.run();
  const broken = running.then((): never => {
    throw new Error('the worker ended by itself');
  });
  broken.catch(() => undefined);

  return {
    broken,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      sealing.stop();
      await running;
      sealing.close();
      await http.close();
      await connection.close();
      await parts.close();
    },
  };
}

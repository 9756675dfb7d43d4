import { randomBytes } from 'node:crypto';
import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createBookingActivities } from '../activities/bookings';
import { createChangeActivities } from '../activities/changes/create-change-activities';
import { createPmsBookingActivities } from '../activities/pms-bookings';
import { createReconcileActivities } from '../activities/reconcile';
import { createAuditActivities } from '../activities/record-audit';
import { createRefreshCapabilities } from '../activities/refresh-capabilities';
import { createRequestKeyActivities } from '../activities/request-keys';
import { createReviewAuditActivities } from '../activities/review-audit';
import { createSuperviseActivities } from '../activities/supervise-links';
import { createTellCallerActivities } from '../activities/tell-caller';
import { createTidyActivities } from '../activities/tidy';
import { createTransferActivities } from '../activities/transfers';
import type { WorkerConfig } from '../config/worker-config';
import { referenceCode, REFERENCE_CODE_BYTES } from '../domain/booking/reference-code';
import { createMetrics } from '../observability/metrics';
import { createReconcileMetrics } from '../observability/reconcile-metrics';
import { createCapabilityRefresh } from '../services/capabilities/refresh-capabilities';
import { createOpeningTimesReader } from '../services/opening-times';
import { createPracticeBook } from '../services/practice-book';
import { toConnectionOptions } from '../temporal/connection-options';
import { createDataConverter } from '../temporal/data-converter';
import { createStartChange } from '../temporal/start-change';
import { createAuditSealing } from './audit-sealing';
import { createBareApp, mountHealth } from './health';
import { listen } from './listen';
import type { RunningProcess } from './run-process';
import { createSharedParts } from './shared-parts';
import { createStaffActivities } from './staff-activities';
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
  const openingTimes = createOpeningTimesReader(createPracticeBook(parts.sikka, Date.now));
  const worker = await Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.temporal.taskQueue,
    workflowBundle: await findWorkflowBundle(),
    dataConverter,
    activities: {
      ...createAuditActivities(parts),
      ...createBookingActivities({ ...parts, now, newReferenceCode }),
      ...createPmsBookingActivities({ ...parts, now, newReferenceCode }),
      ...createChangeActivities({ ...parts, now }),
      ...createRequestKeyActivities({ ...parts, now, random: Math.random }),
      ...createRefreshCapabilities({ ...parts, refresh: createCapabilityRefresh({ ...parts, now }) }),
      ...createSuperviseActivities({ ...parts, client, now, taskQueue: config.temporal.taskQueue }),
      ...createTellCallerActivities({ ...parts, now }),
      ...createTransferActivities({ ...parts, now, openingTimes }),
      ...sealing.activities,
      ...createReviewAuditActivities({ ...parts, now }),
      ...createStaffActivities(config, { ...parts, metrics, logger, now }),
      ...createReconcileActivities({ ...parts, now, reconcileMetrics: createReconcileMetrics(metrics.registry) }),
      ...createTidyActivities({
        ...parts,
        now,
        startChange: createStartChange(client, config.temporal.taskQueue),
        lookupWindowSeconds: config.common.lookupWindowSeconds,
      }),
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

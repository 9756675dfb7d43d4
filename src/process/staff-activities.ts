import type { Logger } from 'pino';
import { createNotifyStaffActivities } from '../activities/notify-staff';
import { createEscalateActivities } from '../activities/notify-staff-escalate';
import type { WorkerConfig } from '../config/worker-config';
import type { Metrics } from '../observability/metrics';
import { createTaskMetrics } from '../observability/task-metrics';
import { countOpenTasks } from '../persistence/staff-notices';
import type { SharedParts } from './shared-parts';

export interface StaffActivityDeps extends Pick<SharedParts, 'database' | 'cipher' | 'texts'> {
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** The worker's part in bringing tasks to people, and in saying how many wait. */
export function createStaffActivities({ messaging, staff }: WorkerConfig, deps: StaffActivityDeps) {
  const { database, metrics, logger, now } = deps;
  const { appBaseUrl } = messaging;
  const taskMetrics = createTaskMetrics(metrics.registry, () => database.run((tx) => countOpenTasks(tx, now())));
  return {
    ...createNotifyStaffActivities({ ...deps, appBaseUrl }),
    ...createEscalateActivities({
      ...deps,
      appBaseUrl,
      operatorAlertNumber: staff.operatorAlertNumber,
      onEscalated(tasks) {
        taskMetrics.countEscalated(tasks);
        logger.error({ tasks }, 'staff tasks are overdue and nobody has acknowledged them');
      },
    }),
  };
}

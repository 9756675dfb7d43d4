import type { WorkerOptions } from '@temporalio/worker';
import { UNVERSIONED } from '../config/common';
import type { WorkerConfig } from '../config/worker-config';
import { versionOf } from '../temporal/deployment';

/**
 * The worker's version, by its build. Workflows go on under the current version wherever they are (AUTO_UPGRADE), as a
 * booking may wait for days and no old worker shall have to: code that changes what a running workflow does is patched,
 * and every recorded history replayed. Without a build id nothing is versioned, as in development.
 */
export function workerVersion({ common, temporal }: WorkerConfig): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (common.buildId === UNVERSIONED) return {};
  return {
    workerDeploymentOptions: {
      useWorkerVersioning: true,
      version: versionOf(temporal.taskQueue, common.buildId),
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}

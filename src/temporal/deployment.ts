import type { Connection } from '@temporalio/client';
import type { WorkerDeploymentVersion } from '@temporalio/common';

/** One deployment per task queue: stacks that share a namespace have versions of their own. */
export const versionOf = (taskQueue: string, buildId: string): WorkerDeploymentVersion => ({
  deploymentName: taskQueue,
  buildId,
});

const POLL_MS = 250;

export interface Promotion {
  readonly namespace: string;
  readonly version: WorkerDeploymentVersion;
  /** How long a worker of this version may take to begin to poll. */
  readonly timeoutMs: number;
}

/**
 * Makes a version the current one: from now on workflows, new ones and those under way, go on with its workers. False
 * when no worker of it has come up in time; then the version before stays current. Safe to repeat.
 */
export async function promoteVersion(
  connection: Connection,
  { namespace, version, timeoutMs }: Promotion,
): Promise<boolean> {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    try {
      await connection.workflowService.setWorkerDeploymentCurrentVersion({ namespace, ...version });
      return true;
    } catch (error) {
      if (!isNotThereYet(error)) throw error;
      if (Date.now() >= giveUpAt) return false;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const GRPC_NOT_FOUND = 5;
const GRPC_FAILED_PRECONDITION = 9;

/** The server knows a version from the first poll of one of its workers on. */
function isNotThereYet(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === GRPC_NOT_FOUND || code === GRPC_FAILED_PRECONDITION;
}

import {
  launchApi,
  launchPostgres,
  launchSimulator,
  launchStep,
  launchTemporal,
  launchWorker,
  type Launch,
} from './services';

/**
 * Starts everything, in as few waits as the dependencies allow: servers, then what prepares them, then the demo
 * practice, then our own two processes. Rejects with the first failure, after the others of its stage have settled.
 */
export async function startStack(launch: Launch): Promise<void> {
  const { managed } = launch.environment;
  await all(launchPostgres(launch), launchTemporal(launch), launchSimulator(launch));
  await all(
    launchStep(launch, 'database schema', 'src/cli/migrate.ts', 'up'),
    launchStep(launch, 'search attributes', 'src/cli/temporal-setup.ts'),
  );
  if (managed.simulator) await launchStep(launch, 'demo practice', 'src/cli/seed-dev.ts');
  await all(launchApi(launch), launchWorker(launch));
}

/** Like Promise.all, but nothing of the stage is still starting when it rejects, so all of it can be stopped. */
export async function all(...works: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(works);
  const failed = settled.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

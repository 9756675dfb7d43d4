import { Runtime } from '@temporalio/worker';
import { readWorkerConfig } from './config/worker-config';
import { runProcess } from './process/run-process';
import { startWorker } from './process/start-worker';
import { toTemporalLogger } from './process/temporal-logger';

/** The worker process: the bookings' workflows and everything that they do. */
void runProcess('worker', readWorkerConfig, (config, logger) => {
  // Signals are ours: the worker is shut down in its place in the order, not by the runtime.
  Runtime.install({ logger: toTemporalLogger(logger), shutdownSignals: [] });
  return startWorker(config, logger);
});

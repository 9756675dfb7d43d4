import { readWorkerConfig } from './config/worker-config';
import { runProcess } from './process/run-process';
import { startWorker } from './process/start-worker';

/** The worker process: the bookings' workflows and everything that they do. */
void runProcess('worker', readWorkerConfig, startWorker);

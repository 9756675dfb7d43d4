import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Real servers answer in milliseconds; a whole call with a write-back takes seconds. */
jest.setTimeout(120_000);

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startApi } from '../../src/api/start-api';
import { connectSamplePractices } from '../../src/cli/sample-practices';
import { readApiConfig } from '../../src/config/api-config';
import type { ConfigProblem } from '../../src/config/problem';
import { readWorkerConfig } from '../../src/config/worker-config';
import type { Result } from '../../src/domain/result';
import { createMetrics } from '../../src/observability/metrics';
import type { RunningProcess } from '../../src/process/run-process';
import { createSharedParts } from '../../src/process/shared-parts';
import { startWorker } from '../../src/process/start-worker';
import type { SimulatorOptions } from '../../simulator/server';
import { createTestDatabase, type TestDatabase } from './database';
import { stackEnvironment } from './environment';
import { PhoneCall } from './phone-call';
import { startTestSimulator, type TestSimulator } from './simulator';

export interface TestStack {
  readonly apiUrl: string;
  readonly env: Readonly<Record<string, string>>;
  readonly database: TestDatabase;
  readonly simulator: TestSimulator;
  call(options?: ConstructorParameters<typeof PhoneCall>[1]): PhoneCall;
  /** Starts the worker inside the test's own process. */
  startWorker(): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  readonly simulator?: SimulatorOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** A wire to put between the product and the simulator; the address that the product is to use instead. */
  readonly wire?: (simulatorUrl: string) => Promise<string>;
  /** False: no worker yet; start one with `startWorker`, or as a process of its own. */
  readonly hasWorker?: boolean;
}

const valid = <T>(config: Result<T, ConfigProblem[]>): T => {
  if (!config.ok) throw new Error(`the test stack is misconfigured: ${JSON.stringify(config.error)}`);
  return config.value;
};

/** Everything real: Postgres, Temporal, the simulator over HTTP, api and worker; with the sample practices connected. */
export async function startStack(options: StackOptions = {}): Promise<TestStack> {
  const folder = mkdtempSync(join(tmpdir(), 'parlae-stack-'));
  const [database, simulator] = await Promise.all([createTestDatabase(), startTestSimulator(options.simulator)]);
  const sikkaUrl = (await options.wire?.(simulator.baseUrl)) ?? simulator.baseUrl;
  const env = { ...stackEnvironment(database.url, sikkaUrl, folder), ...options.env };
  const logger = pino({ level: 'silent' });
  const workerConfig = valid(readWorkerConfig(env));
  const now = (): Date => new Date();
  const parts = await createSharedParts({ config: workerConfig, now, metrics: createMetrics(), logger });
  await connectSamplePractices(workerConfig, parts);
  await parts.close();

  process.env['PARLAE_WORKFLOW_BUNDLE'] = env['PARLAE_WORKFLOW_BUNDLE'];
  const api = await startApi(valid(readApiConfig(env)), logger);
  const running: RunningProcess[] = [api];
  const stack: TestStack = {
    apiUrl: `http://127.0.0.1:${String(api.port)}`,
    env,
    database,
    simulator,
    call: (callOptions) => new PhoneCall(stack.apiUrl, callOptions),
    async startWorker() {
      running.push(await startWorker(workerConfig, logger));
    },
    async stop() {
      for (const part of running.reverse()) await part.stop();
      await simulator.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (options.hasWorker !== false) await stack.startWorker();
  return stack;
}

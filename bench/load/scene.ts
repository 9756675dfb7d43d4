import { Client as TemporalClient, Connection } from '@temporalio/client';
import type { Say } from '../../src/cli/dev/output';
import { pollUntil } from '../../src/cli/dev/poll';
import { openDatabase } from '../client/database';
import { createHttpClient } from '../client/http';
import { CALLER } from '../client/vapi-call';
import { loadBuiltProduct } from '../product/built';
import type { BenchStack, StackPlan } from '../stack/start-stack';
import type { SimulatorControl } from '../stack/simulator-control';
import { connectPractices } from './connect-practices';
import type { LoadPlan } from './load-plan';
import type { LoadPractice } from './practice';
import { createPreparer, type Prepare } from './prepare-bookings';

/** What all measurements of a load work on. */
export interface Scene {
  readonly load: LoadPlan;
  readonly stackPlan: StackPlan;
  readonly apiUrl: string;
  /** The first one is the one that floods, and has an office of the simulator to itself. */
  readonly practices: readonly LoadPractice[];
  readonly floodingOfficeId: string;
  readonly simulator: SimulatorControl;
  /** Numbers of the processes by what they are, such as `api`; a second one may come and go. */
  readonly pids: ReadonlyMap<string, readonly number[]>;
  readonly prepare: Prepare;
  /** Resolves when no booking has anything left to do. */
  readonly drain: () => Promise<void>;
  readonly say: Say;
}

const DRAIN_TIMEOUT_MS = 180_000;
const RUNNING = `ExecutionStatus = 'Running' AND WorkflowType = 'bookAppointment'`;
/** Begins the upkeep of every connected office, which those that do not exist have no secret for. */
const SUPERVISION = 'supervise-links';

export interface SceneDeps extends Pick<Scene, 'load' | 'stackPlan' | 'pids' | 'say'> {
  readonly stack: BenchStack;
}

/** Connects the practices, has someone on every file, and opens what the measurements need. */
export async function openScene({ stack, stackPlan, ...rest }: SceneDeps): Promise<Scene & { close(): Promise<void> }> {
  const { variables } = stackPlan.environment;
  const { simulator, apiUrl, office, other } = stack;
  const connection = await Connection.connect({ address: variables['TEMPORAL_ADDRESS'] ?? '' });
  const temporal = new TemporalClient({ connection, namespace: variables['TEMPORAL_NAMESPACE'] ?? '' });
  await temporal.schedule.getHandle(SUPERVISION).pause();
  const owner = await openDatabase(variables['MIGRATE_DATABASE_URL'] ?? '');
  const floodingOfficeId = other.officeId;
  await simulator.addPatient(floodingOfficeId, CALLER);
  const built = await loadBuiltProduct(stackPlan.projectDir);
  const practices = await connectPractices({ built, variables, owner, office, other }, rest.load.practices);

  const api = {
    apiUrl,
    webhookSecret: variables['VAPI_WEBHOOK_SECRET'] ?? '',
    http: createHttpClient(),
    controlBaseUrl: `http://127.0.0.1:${stackPlan.environment.settings.simulatorPort}`,
  };
  return {
    ...rest,
    ...{ stackPlan, apiUrl, practices, floodingOfficeId, simulator },
    prepare: createPreparer(api, owner),
    async drain() {
      const isOver = async (): Promise<boolean> => (await temporal.workflow.count(RUNNING)).count === 0;
      const isDrained = await pollUntil(isOver, { timeoutMs: DRAIN_TIMEOUT_MS, intervalMs: 100 });
      if (!isDrained) throw new Error(`bookings were still under way after ${DRAIN_TIMEOUT_MS} ms`);
    },
    async close() {
      await Promise.all([owner.end(), connection.close()]);
    },
  };
}

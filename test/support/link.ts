import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { pino } from 'pino';
import { readWorkerConfig, type WorkerConfig } from '../../src/config/worker-config';
import { createBlindIndex } from '../../src/crypto/blind-index';
import { Secret } from '../../src/domain/secret';
import type { RunningProcess } from '../../src/process/run-process';
import { startWorker } from '../../src/process/start-worker';
import { createLocalSecretStore } from '../../src/secrets/local';
import type { PracticeCredentials, SecretStore } from '../../src/secrets/port';
import { createDataConverter } from '../../src/temporal/data-converter';
import { keepRequestKeyWorkflowId } from '../../src/temporal/ids';
import { startKeepRequestKey } from '../../src/temporal/start-link-workflows';
import type { TestStack } from './stack';

/** The simulator's offices: one with two practices on Open Dental, one with a single practice on Dentrix. */
export const OPEN_DENTAL_OFFICE = 'D00001';
export const DENTRIX_OFFICE = 'E00001';
/** The line of the Dentrix office's practice. */
export const DENTRIX_LINE = { phoneNumberId: 'num-dev-0003' };

/** A stack's link to its offices, from behind: the secrets store, the workflows, and workers that can be stopped. */
export interface TestLink {
  readonly accountId: string;
  readonly client: Client;
  readonly taskQueue: string;
  readonly config: WorkerConfig;
  readonly secrets: SecretStore;
  credentialsOf(officeId: string): Promise<PracticeCredentials>;
  /** Leaves the office's secret in the store and nothing else, as when it has just been connected. */
  forgetKeys(officeId: string): Promise<void>;
  /** The keeper of an office's request key. */
  keeper(officeId: string): WorkflowHandle;
  startKeeper(officeId: string): Promise<void>;
  /** An operator's wish. */
  lookNow(officeId: string): Promise<void>;
  /** A worker with a memory of its own. */
  startWorker(): Promise<RunningProcess>;
  /** Runs the supervision of all links once. */
  supervise(): Promise<void>;
  /** Ends the keepers that run. */
  endKeepers(): Promise<void>;
  close(): Promise<void>;
}

export async function openLink({ env, database }: TestStack): Promise<TestLink> {
  const read = readWorkerConfig(env);
  if (!read.ok) throw new Error('the test stack is misconfigured');
  const config = read.value;
  const { payloadKeys, indexKey } = config.keys;
  const { address, namespace, taskQueue } = config.temporal;
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(payloadKeys.expose()) });
  const secrets = createLocalSecretStore({ file: env['LOCAL_SECRETS_FILE'] ?? '', keys: payloadKeys });
  const index = createBlindIndex(indexKey.expose());
  const [account] = await database.query<{ id: string }>('SELECT id FROM accounts');
  const accountId = account?.id ?? '';

  const keeper = (officeId: string): WorkflowHandle =>
    client.workflow.getHandle(keepRequestKeyWorkflowId(index('office', accountId, officeId)));

  async function credentialsOf(officeId: string): Promise<PracticeCredentials> {
    const stored = await secrets.getPracticeCredentials(accountId, officeId);
    if (stored === null) throw new Error('the office has no credentials');
    return stored;
  }

  async function endKeepers(): Promise<void> {
    await Promise.all(
      [OPEN_DENTAL_OFFICE, DENTRIX_OFFICE].map((officeId) =>
        keeper(officeId)
          .terminate()
          .catch(() => undefined),
      ),
    );
  }

  return {
    accountId,
    client,
    taskQueue,
    config,
    secrets,
    credentialsOf,
    async forgetKeys(officeId) {
      const noKeys = { requestKey: null, refreshKey: null, requestKeyExpiresAt: null };
      const { secretKey } = await credentialsOf(officeId);
      // Only another secret makes the store drop the keys of the one before.
      for (const one of [new Secret('sim-secret-of-no-office'), secretKey]) {
        await secrets.storePracticeCredentials(accountId, { officeId, secretKey: one, ...noKeys });
      }
    },
    keeper,
    startKeeper: (officeId) => startKeepRequestKey({ client, taskQueue, index }, { accountId, officeId }),
    lookNow: (officeId) => keeper(officeId).signal('lookNow'),
    startWorker: () => startWorker(config, pino({ level: 'silent' })),
    supervise: () =>
      client.workflow.execute('superviseLinks', { taskQueue, workflowId: `supervise-${randomUUID()}`, args: [] }),
    endKeepers,
    async close() {
      await endKeepers();
      await connection.close();
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { pino } from 'pino';
import { checkpointDocument } from '../src/audit/checkpoints/document';
import { createFolderStore } from '../src/audit/checkpoints/folder-store';
import type { CheckpointStore } from '../src/audit/checkpoints/store';
import { findFreePort } from '../src/cli/dev/ports';
import { applySealSchedule } from '../src/temporal/audit-schedules';
import { startWorker } from '../src/process/start-worker';
import { appendRowAt, appendRows, tamper } from './support/audit-chain';
import { openLink, type TestLink } from './support/link';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

/** The first schedule of a namespace waits until the server has begun to serve schedules. */
const SCHEDULER_MS = 80_000;

describe('the workflow that seals the audit record', () => {
  let stack: TestStack;
  let link: TestLink;
  let store: CheckpointStore;
  let sealing: WorkflowHandle;
  let workerUrl: string;
  beforeAll(async () => {
    const port = String(await findFreePort());
    workerUrl = `http://127.0.0.1:${port}`;
    stack = await startStack({ env: { WORKER_PORT: port } });
    link = await openLink(stack);
    store = createFolderStore(stack.env['AUDIT_CHECKPOINT_URL'] ?? '');
  });
  beforeEach(async () => {
    const { taskQueue } = link;
    const workflowId = `seal-audit-${randomUUID()}`;
    sealing = await link.client.workflow.start('sealAudit', { taskQueue, workflowId, args: [] });
  });
  afterEach(() => sealing.terminate().catch(() => undefined));
  afterAll(async () => {
    await link.close();
    await stack.stop();
  });

  const checkpointCount = async (): Promise<number> => {
    const [row] = await stack.database.query<{ count: string }>('SELECT count(*) FROM audit_checkpoints');
    return Number(row?.count);
  };
  const unsealedChains = () =>
    stack.database.query(
      `SELECT h.chain FROM audit_chain_heads h
         LEFT JOIN audit_seals s ON s.chain = h.chain AND s.chain_seq = h.chain_seq AND s.row_hash = h.row_hash
        WHERE s.chain IS NULL`,
    );
  const waitForCheckpoint = (number: number) =>
    waitFor(`checkpoint ${String(number)}`, async () => ((await checkpointCount()) >= number ? number : null));
  const waitForHeartbeat = (workflow: WorkflowHandle) =>
    waitFor('the sealer to wait', async () => {
      const { raw } = await workflow.describe();
      return raw.pendingActivities?.some((one) => Boolean(one.lastHeartbeatTime)) === true ? true : null;
    });
  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${workerUrl}/metrics`)).text();
    return Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`parlae_audit_${name}`))
        ?.split(' ')[1],
    );
  }

  it('seals the rows of calls with a thousand others before a minute is over', async () => {
    expect((await stack.call().tool('search-patients', MAYA)).status).toBe('OK');
    expect(await metric('unsealed_rows')).toBeGreaterThan(0);
    await appendRows(stack.database, 'system', 1_000);
    await waitForCheckpoint(1);
    expect(await unsealedChains()).toEqual([]);
    expect(await store.read(1)).toMatchObject({
      leaves: [{ chain: link.accountId }, { chain: 'system', chainSeq: 1_000 }],
    });
    expect([await metric('unsealed_rows'), await metric('checkpoint_number')]).toEqual([0, 1]);
  });

  it('seals a single row once it has waited for a minute', async () => {
    await appendRowAt(stack.database, randomUUID(), new Date(Date.now() - 58_000).toISOString());
    const before = await checkpointCount();
    await waitForCheckpoint(before + 1);
    expect(await unsealedChains()).toEqual([]);
  });

  it('is started by its schedule, at once and one at a time', async () => {
    const taskQueue = `test-${randomUUID()}`;
    const schedule = link.client.schedule.getHandle('seal-audit');
    try {
      expect(await applySealSchedule(link.client, taskQueue)).toBe('created');
      const run = await waitFor(
        'the first run',
        async () => (await schedule.describe()).info.runningActions.at(0),
        SCHEDULER_MS,
      );
      expect(await applySealSchedule(link.client, taskQueue)).toBe('updated');
      const skipped = async () => {
        const described = await schedule.describe();
        return described.info.numActionsSkippedOverlap > 0 ? described : null;
      };
      const { info, policies } = await waitFor('the second trigger', skipped, SCHEDULER_MS);
      expect([info.runningActions, policies.overlap]).toEqual([[run], 'SKIP']);
      await link.client.workflow.getHandle(run.workflow.workflowId).terminate();
    } finally {
      await schedule.delete();
    }
  });

  it('ends when it is cancelled, while it waits', async () => {
    await waitForHeartbeat(sealing);
    await sealing.cancel();
    await expect(sealing.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  });

  it('does not hold up a worker that stops', async () => {
    const taskQueue = `test-${randomUUID()}`;
    const temporal = { ...link.config.temporal, taskQueue };
    const worker = await startWorker({ ...link.config, temporal, http: { port: 0 } }, pino({ level: 'silent' }));
    const workflowId = `seal-audit-${randomUUID()}`;
    const here = await link.client.workflow.start('sealAudit', { taskQueue, workflowId, args: [] });
    await waitForHeartbeat(here);
    const startedAt = performance.now();
    await worker.stop();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await here.terminate();
  });

  it('seals nothing on a record that differs from what was sealed, tells people once, and counts it', async () => {
    const chain = link.accountId;
    await stack.call().tool('search-patients', MAYA);
    await appendRows(stack.database, 'system', 1_000);
    await waitForCheckpoint((await checkpointCount()) + 1);
    const before = await checkpointCount();
    await tamper(
      stack.database,
      `UPDATE pms_audit_logs SET row_hash = sha256('x')
        WHERE (chain, chain_seq) = (SELECT chain, chain_seq FROM audit_chain_heads WHERE chain = '${chain}')`,
    );
    await stack.call().tool('search-patients', MAYA);
    await appendRows(stack.database, 'system', 1_000);
    await waitFor('the conflict to be counted', async () =>
      (await metric('seal_conflicts_total{kind="sealed-row"}')) > 0 ? true : null,
    );
    const tasks = await stack.database.query(
      `SELECT account_id, integration_id, reason_code FROM staff_tasks WHERE kind = 'privacy-review'`,
    );
    expect(tasks).toEqual([{ account_id: chain, integration_id: null, reason_code: 'seal-sealed-row' }]);
    const { leaves } = checkpointDocument.parse(await store.read(before + 1));
    expect(leaves.map((leaf) => leaf.chain)).toEqual(['system']);
    expect(await metric('unsealed_rows')).toBeGreaterThan(0);
  });
});

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Worker } from '@temporalio/worker';
import type { TransferAnswer, TransferCallbackInput, TransferEnd } from '../src/domain/transfer/operation';
import { createDataConverter } from '../src/temporal/data-converter';
import { given } from './support/environment';
import { RECORDING_KEYS } from './support/histories';
import { describeWithSkippedTime } from './support/time-skipping';

const INPUT: TransferCallbackInput = { accountId: 'a1', integrationId: 'i1', callbackId: 'c1', mayPutThrough: true };

describeWithSkippedTime('a transfer of which nothing is heard', (environment) => {
  async function play(start: () => unknown, end: TransferEnd | null) {
    const { client, connection, nativeConnection } = environment();
    expect(connection).toBeDefined();
    const [taskQueue, workflowId] = [`transfer-${randomUUID()}`, `transfer-${randomUUID()}`];
    const steps: { readonly name: string; readonly input: unknown; readonly atMinutes: number }[] = [];
    const begunAtMs = await environment().currentTimeMs();
    const noted =
      (name: string, answer: () => unknown) =>
      async (input: unknown): Promise<unknown> => {
        const atMs = await environment().currentTimeMs();
        steps.push({ name, input, atMinutes: (atMs - begunAtMs) / 60_000 });
        return answer();
      };
    const worker = await Worker.create({
      connection: nativeConnection,
      taskQueue,
      workflowBundle: { code: readFileSync(given('PARLAE_TEST_WORKFLOW_BUNDLE'), 'utf8') },
      dataConverter: createDataConverter(RECORDING_KEYS),
      activities: {
        startTransfer: noted('startTransfer', start),
        openCallbackTask: noted('openCallbackTask', () => ({ accountId: 'a1' })),
        markConnected: noted('markConnected', () => ({ accountId: 'a1' })),
        recordAudit: noted('recordAudit', () => ({ accountId: 'a1' })),
      },
    });
    const answer = await worker.runUntil(async () => {
      const handle = await client.workflow.start('transferCallback', { taskQueue, workflowId, args: [INPUT] });
      if (end !== null) await handle.signal('transferEnded', end);
      return (await handle.result()) as TransferAnswer;
    });
    return { answer, steps };
  }
  const transferring = () => ({ accountId: 'a1', kind: 'transferring' });

  it('is waited for ten minutes, and then somebody is asked to call back', async () => {
    const { answer, steps } = await play(transferring, null);
    expect(answer.kind).toBe('task');
    expect(steps.map(({ name }) => name)).toEqual(['startTransfer', 'openCallbackTask']);
    expect(steps[1]!.input).toMatchObject({ callbackId: 'c1', reasonCode: 'nobody-answered' });
    expect(steps[1]!.atMinutes).toBeGreaterThanOrEqual(10);
    expect(steps[1]!.atMinutes).toBeLessThan(12);
  });

  it('that was answered asks nobody, and is not waited for', async () => {
    const { answer, steps } = await play(transferring, 'connected');
    expect(answer.kind).toBe('transferring');
    expect(steps.map(({ name }) => name)).toEqual(['startTransfer', 'markConnected']);
    expect(steps[1]!.atMinutes).toBeLessThan(2);
  });

  it('that may or may not have begun is not begun again: somebody is asked to call back at once', async () => {
    const { steps } = await play(() => {
      throw new Error('the worker died');
    }, null);
    expect(steps.map(({ name }) => name)).toEqual(['startTransfer', 'openCallbackTask']);
    expect(steps[1]!.atMinutes).toBeLessThan(2);
  });

  it('has its row of the audit record written in the end, where that failed at first', async () => {
    const { steps } = await play(() => ({ ...transferring(), unrecorded: [{ id: 'r1' }] }), 'connected');
    expect(steps.map(({ name }) => name)).toEqual(['startTransfer', 'recordAudit', 'markConnected']);
  });
});

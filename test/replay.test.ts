import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { historyFromJSON, type History } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { createDataConverter } from '../src/temporal/data-converter';
import { BOOKING_SCENARIOS } from './support/booking-scenarios';
import { given } from './support/environment';
import {
  keepHistory,
  readHistory,
  RECORDING_KEYS,
  RECORDING_PAYLOAD_KEYS,
  recordedNames,
  toJson,
} from './support/histories';
import { AUDIT_SCENARIOS } from './support/audit-scenarios';
import { LINK_SCENARIOS } from './support/link-scenarios';
import { payloadEncodings } from './support/payloads';
import { TRANSFER_SCENARIOS } from './support/transfer-scenarios';
import { startStack, type TestStack } from './support/stack';
import { stageOf } from './support/stack-client';
import { waitFor } from './support/wait';
import { WRITE_SCENARIOS } from './support/write-scenarios';

/** RECORD_HISTORIES=1 writes what this run records into test/histories, in place of what was there. */
const isRecording = process.env['RECORD_HISTORIES'] === '1';

const dataConverter = createDataConverter(RECORDING_KEYS);
const bundleCode = (): string => readFileSync(given('PARLAE_TEST_WORKFLOW_BUNDLE'), 'utf8');
const replay = (history: History): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: { code: bundleCode() }, dataConverter }, history);

describe('the workflows of this build', () => {
  it('are these, by the names under which running ones are known', () => {
    const context = createContext({ TextEncoder, TextDecoder, AbortController, URL, __webpack_module_cache__: {} });
    runInContext(bundleCode(), context);
    const workflows: unknown = runInContext('__TEMPORAL__.importWorkflows()', context);
    expect(Object.keys(workflows as object)).toEqual([
      'bookAppointment',
      'cancelAppointment',
      'createPatient',
      'keepRequestKey',
      'notifyStaff',
      'reconcilePractice',
      'reconcilePractices',
      'refreshCapabilities',
      'refreshFreshness',
      'rescheduleAppointment',
      'reviewAudit',
      'sealAudit',
      'superviseLinks',
      'tidyWrites',
      'transferCallback',
      'updatePatient',
    ]);
  });
});

const SCENARIOS = {
  ...BOOKING_SCENARIOS,
  ...TRANSFER_SCENARIOS,
  ...WRITE_SCENARIOS,
  ...LINK_SCENARIOS,
  ...AUDIT_SCENARIOS,
};
const NAMES = Object.keys(SCENARIOS);

describe('a workflow that runs now', () => {
  let stack: TestStack;
  let client: Client;
  beforeAll(async () => {
    stack = await startStack({
      simulator: { knobs: { 'key.lifeSeconds': 1_800 } },
      env: { PAYLOAD_KEYS: RECORDING_PAYLOAD_KEYS, LOOKUP_WINDOW_SECONDS: '2' },
    });
    const connection = await Connection.connect({ address: given('PARLAE_TEST_TEMPORAL_ADDRESS') });
    client = new Client({ connection, dataConverter });
  });
  afterEach(() => stack.simulator.put('/knobs', { 'api.faults': [], 'write.lostAnswer': 'none' }));
  afterAll(async () => {
    await client.connection.close();
    await stack.stop();
  });

  it.each(NAMES)('and goes this way can be replayed: %s', async (name) => {
    const workflowId = await SCENARIOS[name]!(stack, client);
    const workflow = client.workflow.getHandle(workflowId);
    if (await waitsForPerson(client, workflowId)) {
      await workflow.executeUpdate<null, [{ by: string }]>('operatorCancel', { args: [{ by: 'operator-7' }] });
    }
    await workflow.result().catch((error: unknown) => {
      if (!(error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure)) throw error;
    });
    const json = toJson(await workflow.fetchHistory());
    await replay(historyFromJSON(JSON.parse(json)));
    if (isRecording) keepHistory(name, json);
  });
});

/** Waits until a workflow has ended, which is false, or waits for a person. */
const waitsForPerson = (client: Client, workflowId: string): Promise<boolean> =>
  waitFor(
    'the end of the workflow',
    async () => {
      const { status } = await client.workflow.getHandle(workflowId).describe();
      if (status.name !== 'RUNNING') return { waits: false };
      return (await stageOf(client, workflowId)) === 'task' ? { waits: true } : null;
    },
    60_000,
  ).then(({ waits }) => waits);

describe('a workflow that was recorded by an earlier build', () => {
  const kept = [...new Set([...NAMES, ...recordedNames()])].sort();

  it.each(kept)('can be carried on by this one: %s', async (name) => {
    await replay(readHistory(name));
  });

  it('cannot be carried on when its next step would be another one', async () => {
    const json = toJson(readHistory('confirmed')).replaceAll('checkWriteback', 'anotherStep');
    await expect(replay(historyFromJSON(JSON.parse(json)))).rejects.toThrow(/nondeterminism/i);
  });

  it.each(kept)('tells nothing but its outline, and not where it was recorded: %s', (name) => {
    const json = toJson(readHistory(name));
    expect(new Set(payloadEncodings(JSON.parse(json)))).toEqual(new Set(['binary/encrypted']));
    const identities = [...json.matchAll(/"identity":\s*"([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(identities)).toEqual(new Set(['recorder']));
  });
});

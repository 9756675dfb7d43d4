import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import { createChangeActivities, type ChangeActivities } from '../../src/activities/changes/create-change-activities';
import { readApiConfig } from '../../src/config/api-config';
import { readWorkerConfig } from '../../src/config/worker-config';
import { createBlindIndex } from '../../src/crypto/blind-index';
import type { ChangeAnswer, ChangeInput, ChangeKind } from '../../src/domain/changes/operation';
import { phi, reveal } from '../../src/domain/phi';
import { createMetrics } from '../../src/observability/metrics';
import { patientIndexOf } from '../../src/persistence/call-codes';
import { openCallSession } from '../../src/persistence/call-sessions';
import { Database } from '../../src/persistence/database';
import { createPhiCipher } from '../../src/persistence/phi-cipher';
import { CHANGE_CREATED, storeChange } from '../../src/persistence/pms-changes';
import { findPracticeByLine, type PracticeOnLine } from '../../src/persistence/practices';
import { TASK_DETAILS_COLUMN } from '../../src/persistence/staff-tasks';
import { createSharedParts } from '../../src/process/shared-parts';
import { changeWorkflowId } from '../../src/temporal/ids';
import { createRequestChange } from '../../src/temporal/request-change';
import { createRequestOperation } from '../../src/temporal/request-operation';
import type { BookingRow } from './bookings';
import { createStackClient } from './stack-client';
import type { TestStack } from './stack';
import { waitFor } from './wait';

export interface ChangeRow {
  readonly id: string;
  readonly account_id: string;
  readonly workflow_id: string;
  readonly state: string;
  readonly route: string;
  readonly reason_code: string | null;
  readonly writeback_id: string | null;
  readonly created: Buffer | null;
}

export interface Wanted {
  readonly kind: ChangeKind;
  readonly request: unknown;
  readonly bookingId?: string;
  readonly route?: 'pms' | 'staff';
  readonly lookupWindowSeconds?: number;
}

export interface ChangeDriver {
  readonly client: Client;
  readonly practice: PracticeOnLine;
  /** Stores a change, as a tool does; nothing is started. */
  store(wanted: Wanted): Promise<ChangeInput & { readonly kind: ChangeKind; readonly workflowId: string }>;
  /** Asks for a stored change and gives the answer that the caller may hear; again, it joins what runs. */
  ask(
    stored: Awaited<ReturnType<ChangeDriver['store']>>,
    timeoutMs?: number,
  ): Promise<ChangeAnswer['kind'] | 'unreachable'>;
  row(changeId: string): Promise<ChangeRow>;
  waitFor(changeId: string, state: string): Promise<ChangeRow>;
  tasks(changeId: string): Promise<{ kind: string; reason_code: string; status: string; details: unknown }[]>;
  createdId(changeId: string): Promise<string | null>;
  /** A person decides where the workflow waits for one. */
  decide(workflowId: string, decision: 'operatorRetry' | 'operatorMarkDone' | 'operatorCancel'): Promise<void>;
  close(): Promise<void>;
}

/** What the tools and the operators do with changes, for a stack whose practice's software has been asked what it takes. */
export async function createChangeDriver(stack: TestStack): Promise<ChangeDriver> {
  const config = readApiConfig(stack.env);
  if (!config.ok) throw new Error('the test stack is misconfigured');
  const database = new Database(stack.database.admin);
  const cipher = createPhiCipher(database, config.value.keys.payloadKeys.expose());
  const index = createBlindIndex(config.value.keys.indexKey.expose());
  const client = await createStackClient(stack);
  const taskQueue = stack.env['TEMPORAL_TASK_QUEUE'] ?? '';
  const request = createRequestChange(createRequestOperation(client, taskQueue, () => undefined));
  const line = { phoneNumberId: 'num-dev-0001', assistantId: null };
  const practice = await database.run((m) => findPracticeByLine(m, line));
  if (practice === null) throw new Error('nobody answers on that line');
  const { accountId, integrationId } = practice;
  await client.workflow.execute('refreshCapabilities', {
    workflowId: `refresh-${randomUUID()}`,
    taskQueue,
    args: [{ accountId, integrationId }],
  });

  const row = async (changeId: string): Promise<ChangeRow> => {
    const [found] = await stack.database.query<ChangeRow>('SELECT * FROM pms_changes WHERE id = $1', [changeId]);
    if (found === undefined) throw new Error('there is no such change');
    return found;
  };
  return {
    client,
    practice,
    row,
    async store({ kind, request: asked, bookingId = null, route = 'pms', lookupWindowSeconds = 600 }) {
      const operationKey = randomUUID();
      const workflowId = changeWorkflowId(kind, operationKey);
      const change = await database.transaction(async (tx) => {
        const call = { vapiCallId: `call-${randomUUID()}`, callerNumber: null, controlUrl: null };
        const languages = { saidLanguage: null, usualLanguage: 'en' } as const;
        const session = await openCallSession(tx, cipher, practice, { ...call, ...languages });
        const patientIndex = patientIndexOf(index, practice, '4001');
        const about = { accountId, integrationId, callSessionId: session.id, patientIndex, textConsent: false };
        return storeChange(tx, cipher, {
          ...about,
          kind,
          operationKey,
          workflowId,
          route,
          bookingId,
          request: phi(asked),
        });
      });
      return { accountId, integrationId, changeId: change.id, kind, workflowId, route, lookupWindowSeconds };
    },
    async ask(stored, timeoutMs = 6_000) {
      const answer = await request(stored, { toolCallKey: randomUUID(), timeoutMs });
      return typeof answer === 'string' ? answer : answer.kind;
    },
    waitFor: (changeId, state) =>
      waitFor(`a change that is ${state}`, async () => {
        const found = await row(changeId);
        return found.state === state ? found : null;
      }),
    async tasks(changeId) {
      const found = await stack.database.query<{ kind: string; reason_code: string; status: string; details: Buffer }>(
        'SELECT kind, reason_code, status, details FROM staff_tasks WHERE change_id = $1 ORDER BY created_at',
        [changeId],
      );
      const opened = found.map(async ({ details, ...task }) => {
        const text = reveal(await cipher.open<string>(accountId, TASK_DETAILS_COLUMN, details));
        return { ...task, details: JSON.parse(text) as unknown };
      });
      return Promise.all(opened);
    },
    async createdId(changeId) {
      const { created } = await row(changeId);
      return created === null ? null : reveal(await cipher.open<string>(accountId, CHANGE_CREATED, created));
    },
    async decide(workflowId, decision) {
      await client.workflow.getHandle(workflowId).executeUpdate(decision, { args: [{ by: 'operator-1' }] });
    },
    close: () => client.connection.close(),
  };
}

/** The activities as a worker has them, to be run without a workflow. */
export async function startActivities({ env }: TestStack): Promise<ChangeActivities & { close(): Promise<void> }> {
  const config = readWorkerConfig(env);
  if (!config.ok) throw new Error('the test stack is misconfigured');
  const now = (): Date => new Date();
  const logger = pino({ level: 'silent' });
  const parts = await createSharedParts({ config: config.value, now, metrics: createMetrics(), logger });
  return { ...createChangeActivities({ ...parts, now }), close: () => parts.close() };
}

export interface DeskVisit {
  readonly appointmentSrNo: string;
  readonly patientId: string;
  readonly date: string;
  readonly time: string;
  readonly providerId: string;
  readonly operatory: string;
  readonly lengthMinutes: number;
  readonly isCancelled: boolean;
}

const DAY_MS = 86_400_000;
/** A Sunday to come: nobody works, so every time is free. */
function nextSunday(): string {
  const inAWeek = new Date(Date.now() + 7 * DAY_MS);
  return new Date(inAWeek.getTime() + ((7 - inAWeek.getUTCDay()) % 7) * DAY_MS).toISOString().slice(0, 10);
}

/** The front desk books a visit for Maya at this time, on a day when nothing else is on. */
export const bookAtDesk = async ({ simulator }: TestStack, time: string): Promise<DeskVisit> =>
  (await simulator.post('/appointments', {
    ...{ patientId: '4001', date: nextSunday(), time, lengthMinutes: 30, providerId: 'PRV1', operatory: 'OP1' },
  })) as DeskVisit;

/** The visit as the practice's own book has it. */
export async function visitAtDesk({ simulator }: TestStack, { appointmentSrNo, date }: DeskVisit): Promise<DeskVisit> {
  const visits = (await simulator.visitsOn(date)) as readonly (DeskVisit & { description: string })[];
  const visit = visits.find((each) => each.appointmentSrNo === appointmentSrNo);
  if (visit === undefined) throw new Error('the visit is gone');
  return visit;
}

export const cancelOf = ({ isCancelled: _, ...visit }: DeskVisit): unknown => ({
  visit: { ...visit, status: '', type: '' },
  reason: 'Cannot come',
});

/** The request to cancel a booking of ours, as a tool makes it of the booking's row. */
export const cancelOfBooking = (booking: BookingRow): unknown => ({
  visit: {
    ...{ appointmentSrNo: null, patientId: '4001', date: booking.local_date, time: booking.local_time },
    ...{ lengthMinutes: 60, providerId: booking.provider_id, operatory: booking.operatory, status: '', type: '' },
  },
  reason: '',
});

/** The states that a change has gone through, oldest first. */
export const historyOf = async ({ database }: TestStack, changeId: string): Promise<string[]> => {
  const lines = await database.query<{ to_state: string }>(
    'SELECT to_state FROM change_transitions WHERE change_id = $1 ORDER BY id',
    [changeId],
  );
  return lines.map(({ to_state }) => to_state);
};

export const AS_IT_STARTED = {
  ...{ 'write.lostAnswer': 'none', 'write.fails': false, 'write.runMs': 0, 'write.delay': 300, 'api.faults': [] },
  ...{ 'spu.online': true, 'write.never': false, 'write.deleteLate': '404', 'write.resultFields': 'created_id' },
};

/** Nobody finds a lost write among the write-backs. */
export const HIDES_WRITEBACKS = [{ method: 'GET', path: '/writebacks', status: 503, count: 1_000 }];

import { readWorkerConfig } from '../../src/config/worker-config';
import { reveal } from '../../src/domain/phi';
import type { CallSummary } from '../../src/domain/transfer/summary';
import { Database } from '../../src/persistence/database';
import { createPhiCipher } from '../../src/persistence/phi-cipher';
import { TASK_DETAILS_COLUMN } from '../../src/persistence/staff-tasks';
import type { PhoneCall } from './phone-call';
import type { TestStack } from './stack';
import { waitFor } from './wait';

/** Lines of a practice that is open whatever the hour, and of one that is closed, on a wire with hours such as these. */
export const OPEN_LINE = 'num-dev-0001';
export const CLOSED_LINE = 'num-dev-0002';
export const hoursOfPractice = (practiceId: string): 'always-open' | 'always-closed' =>
  practiceId.endsWith('-1') ? 'always-open' : 'always-closed';
/** The front desk of both. */
export const DESK = '+12025550190';

export interface CallbackRow {
  readonly id: string;
  readonly state: string;
  readonly workflow_id: string;
  readonly request: Buffer;
}

export interface CallbackTaskRow {
  readonly kind: string;
  readonly reason_code: string;
  readonly details: Buffer;
  readonly account_id: string;
  readonly due_at: Date;
  readonly created_at: Date;
  readonly notified_at: Date | null;
}

export type TransferProbe = ReturnType<typeof createTransferProbe>;

/** What became of callers who want a person. */
export function createTransferProbe(stack: TestStack) {
  const callbacksOf = ({ id }: PhoneCall): Promise<CallbackRow[]> =>
    stack.database.query<CallbackRow>(
      `SELECT c.* FROM callbacks c JOIN call_sessions s ON s.id = c.call_session_id
        WHERE s.vapi_call_id = $1 ORDER BY c.created_at`,
      [id],
    );
  const tasksOf = async (call: PhoneCall): Promise<CallbackTaskRow[]> => {
    const ids = (await callbacksOf(call)).map(({ id }) => id);
    return stack.database.query<CallbackTaskRow>(
      `SELECT kind, reason_code, details, account_id, due_at, created_at, notified_at FROM staff_tasks
        WHERE operation_key = ANY ($1)`,
      [ids],
    );
  };
  const theTask = (call: PhoneCall): Promise<CallbackTaskRow> =>
    waitFor('the task', async () => (await tasksOf(call))[0] ?? null);

  return {
    callbacksOf,
    tasksOf,
    theTask,
    dial: (phoneNumberId = OPEN_LINE, number: string | null = '+16025550142'): PhoneCall =>
      stack.call({ phoneNumberId, number, controlUrl: (id) => stack.simulator.controlUrlOf(id) }),
    /** Bodies that went into the call. */
    async controlOf({ id }: PhoneCall): Promise<unknown[]> {
      const { items } = (await stack.simulator.get(`/control?callId=${id}`)) as { items: { body: unknown }[] };
      return items.map(({ body }) => body);
    },
    /** Vapi's report at the end, with how each transfer came out. */
    hangUp: (call: PhoneCall, transfers: readonly string[]): Promise<Response> =>
      call.post('/vapi/webhook', {
        message: {
          type: 'end-of-call-report',
          endedReason: 'assistant-forwarded-call',
          call: call.envelope,
          artifact: {
            transcript: 'Canaryword transcript',
            transfers: transfers.map((status) => ({ destination: { type: 'number', number: DESK }, status })),
          },
        },
      }),
    async detailsOf(call: PhoneCall): Promise<CallSummary> {
      const config = readWorkerConfig(stack.env);
      if (!config.ok) throw new Error('misconfigured');
      const cipher = createPhiCipher(new Database(stack.database.admin), config.value.keys.payloadKeys.expose());
      const { account_id: accountId, details } = await theTask(call);
      return JSON.parse(reveal(await cipher.open<string>(accountId, TASK_DETAILS_COLUMN, details))) as CallSummary;
    },
    stateOf: (call: PhoneCall, state: string): Promise<true> =>
      waitFor(`a callback that is ${state}`, async () => ((await callbacksOf(call))[0]?.state === state ? true : null)),
    auditOf: ({ id }: PhoneCall) =>
      stack.database.query(
        `SELECT kind, outcome, endpoint, subject, phi_fields FROM pms_audit_logs
          WHERE action = 'call.transfer' AND vapi_call_id = $1 ORDER BY chain_seq`,
        [id],
      ),
    /** The practice of a line. */
    async integrationOf(phoneNumberId: string): Promise<{ readonly id: string; readonly accountId: string }> {
      const [line] = await stack.database.query<{ id: string; accountId: string }>(
        `SELECT integration_id AS id, account_id AS "accountId" FROM phone_lines WHERE vapi_phone_number_id = $1`,
        [phoneNumberId],
      );
      if (line === undefined) throw new Error('no such line');
      return line;
    },
  };
}

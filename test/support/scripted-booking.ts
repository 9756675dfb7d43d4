import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { WorkflowHandle } from '@temporalio/client';
import type { BookAppointmentInput, BookingAnswer } from '../../src/domain/booking/operation';
import { createDataConverter } from '../../src/temporal/data-converter';
import { given } from './environment';
import { RECORDING_KEYS } from './histories';

const ACCOUNT = 'a1';
const BOOKING = { accountId: ACCOUNT, bookingId: 'b1' };

export const INPUT: BookAppointmentInput = {
  tool: 'book-appointment',
  accountId: ACCOUNT,
  integrationId: 'i1',
  callSessionId: 'c1',
  vapiCallId: 'call-1',
  callPatientId: 'p1',
  offerId: 'o1',
  operationKey: 'k1',
  route: 'pms',
  replaces: null,
  awaitsChangeId: null,
  textConsent: false,
  lookupWindowSeconds: 600,
};

/** A step as it was taken: its name, what it was given, and hours since the workflow began. */
export interface Step {
  readonly name: string;
  readonly input: unknown;
  readonly atHours: number;
}

type Script = Readonly<Record<string, (nth: number) => unknown>>;

const SENT = { accountId: ACCOUNT, kind: 'sent' };

/** What the outside world does where a script says nothing else: taken, done, read back, told. */
const WELL: Script = {
  bookAtOnce: () => ({ accountId: ACCOUNT, held: { ...BOOKING, kind: 'held', route: 'pms' }, sent: SENT }),
  holdSlot: () => ({ ...BOOKING, kind: 'held', route: 'pms' }),
  sendBooking: () => SENT,
  checkWriteback: () => ({ accountId: ACCOUNT, kind: 'confirmed' }),
  lookUpBooking: () => ({ accountId: ACCOUNT, kind: 'not-found' }),
  readBackBooking: () => ({ accountId: ACCOUNT, kind: 'matches' }),
  checkNewPatient: () => ({ accountId: ACCOUNT, kind: 'ready' }),
  failBooking: () => ({ accountId: ACCOUNT, kind: 'failed' }),
  openBookingTask: () => ({ accountId: ACCOUNT }),
  closeBookingTasks: () => ({ accountId: ACCOUNT }),
  allowResend: () => ({ accountId: ACCOUNT }),
  settleByHand: () => ({ accountId: ACCOUNT, kind: 'confirmed' }),
  recordAudit: () => ({ accountId: ACCOUNT }),
  openTakenTask: () => ({ accountId: ACCOUNT }),
  wasEndSaid: () => ({ accountId: ACCOUNT, isSaid: true }),
  tellLiveCall: () => ({ accountId: ACCOUNT, kind: 'told', unrecorded: [] }),
  planText: () => ({ accountId: ACCOUNT, kind: 'none', why: 'no-consent' }),
  sendText: () => ({ accountId: ACCOUNT, kind: 'sent' }),
};

export interface ScriptedRun {
  readonly handle: WorkflowHandle;
  readonly steps: Step[];
  readonly stepsOf: (name: string) => Step[];
}

/** Plays bookAppointment with a scripted outside world on a server that skips time, while `play` runs. */
export async function playBooking(
  environment: TestWorkflowEnvironment,
  script: Script,
  play: (run: ScriptedRun) => Promise<void>,
  input: Partial<BookAppointmentInput> = {},
): Promise<void> {
  const steps: Step[] = [];
  const beganMs = await environment.currentTimeMs();
  const counts = new Map<string, number>();
  const activities = Object.fromEntries(
    Object.entries({ ...WELL, ...script }).map(([name, result]) => [
      name,
      async (given: unknown) => {
        const nth = (counts.get(name) ?? 0) + 1;
        counts.set(name, nth);
        steps.push({ name, input: given, atHours: ((await environment.currentTimeMs()) - beganMs) / 3_600_000 });
        return result(nth);
      },
    ]),
  );
  const taskQueue = `time-${randomUUID()}`;
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: { code: readFileSync(given('PARLAE_TEST_WORKFLOW_BUNDLE'), 'utf8') },
    dataConverter: createDataConverter(RECORDING_KEYS),
    activities,
  });
  await worker.runUntil(async () => {
    const handle = await environment.client.workflow.start<(input: BookAppointmentInput) => Promise<BookingAnswer>>(
      'bookAppointment',
      { workflowId: taskQueue, taskQueue, args: [{ ...INPUT, ...input }] },
    );
    await play({ handle, steps, stepsOf: (name) => steps.filter((step) => step.name === name) });
  });
}

import { randomUUID } from 'node:crypto';
import type { DeskVisit } from './changes';
import { codesIn, type PhoneCall } from './phone-call';
import { createStackClient } from './stack-client';
import type { TestStack } from './stack';

const DAY_MS = 86_400_000;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A patient of the practice whom no other test knows, who calls and is verified. */
export interface Caller {
  readonly call: PhoneCall;
  readonly patientId: string;
  /** What they are verified by. */
  readonly says: { readonly firstName: string; readonly lastName: string; readonly dateOfBirth: string };
  /** Their code in the call. */
  readonly patient: string;
  /** They call once more: another call, and another code. */
  callAgain(): Promise<Caller>;
}

/** @param nth tells one of a test file's patients from the others; they have no number on file */
export async function newCaller(stack: TestStack, nth: number): Promise<Caller> {
  const person = { firstName: 'Ottilie', lastName: `Alder${LETTERS[nth] ?? ''}shaw`, birthDate: '1990-05-17' };
  const { patientId } = (await stack.simulator.post('/patients', person)) as { patientId: string };
  const dial = async (): Promise<Caller> => {
    const call = stack.call();
    const { birthDate: dateOfBirth, ...name } = person;
    const says = { ...name, dateOfBirth };
    const verified = await call.tool('search-patients', says);
    expect(verified.status).toBe('OK');
    return { call, patientId, says, patient: codesIn(verified.text, 'P')[0] ?? '', callAgain: dial };
  };
  return dial();
}

/** The Sunday after next: nobody works then, so every time is free. */
export function quietDay(): string {
  const inAWeek = new Date(Date.now() + 7 * DAY_MS);
  return new Date(inAWeek.getTime() + ((7 - inAWeek.getUTCDay()) % 7) * DAY_MS).toISOString().slice(0, 10);
}

/** The front desk books a visit for this patient. */
export const deskBooks = async (
  { simulator }: TestStack,
  patientId: string,
  time: string,
  date = quietDay(),
): Promise<DeskVisit> =>
  (await simulator.post('/appointments', {
    ...{ patientId, date, time, lengthMinutes: 30, providerId: 'PRV1', operatory: 'OP1' },
  })) as DeskVisit;

/** Asks the practice's software what it takes, as happens by itself every day. */
export async function learnCapabilities(stack: TestStack): Promise<void> {
  const client = await createStackClient(stack);
  try {
    const [ref] = await stack.database.query<{ accountId: string; integrationId: string }>(
      `SELECT account_id AS "accountId", integration_id AS "integrationId" FROM phone_lines
        WHERE vapi_phone_number_id = 'num-dev-0001'`,
    );
    await client.workflow.execute('refreshCapabilities', {
      workflowId: `refresh-${randomUUID()}`,
      taskQueue: stack.env['TEMPORAL_TASK_QUEUE'] ?? '',
      args: [ref],
    });
  } finally {
    await client.connection.close();
  }
}

/** What is known of one of the software's writes, from now on. */
export const know = (stack: TestStack, write: string, support: string): Promise<unknown> =>
  stack.database.query(
    `UPDATE pms_capabilities SET capabilities = jsonb_set(capabilities, ARRAY['writes', $1], to_jsonb($2::text))`,
    [write, support],
  );

/** The visits of one patient that stand in the practice's own book, by date and time. */
export const standing = async ({ simulator }: TestStack, patientId: string, dates: readonly string[]) => {
  const days = await Promise.all([...new Set(dates)].map((date) => simulator.visitsOn(date)));
  return days
    .flat()
    .filter((visit) => visit.patientId === patientId && !(visit as unknown as DeskVisit).isCancelled)
    .map(({ date, time }) => `${date} ${time}`);
};

export interface ChangeLine {
  readonly id: string;
  readonly state: string;
  readonly route: string;
  readonly reason_code: string | null;
  readonly booking_id: string | null;
}

export const changesOf = ({ database }: TestStack, call: PhoneCall): Promise<ChangeLine[]> =>
  database.query<ChangeLine>(
    `SELECT c.* FROM pms_changes c JOIN call_sessions s ON s.id = c.call_session_id
      WHERE s.vapi_call_id = $1 ORDER BY c.created_at`,
    [call.id],
  );

import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { AdminPrincipal } from '../../src/api/admin/auth/principal';
import { signToken } from '../../src/cli/token/sign-token';
import { Secret } from '../../src/domain/secret';
import type { TestStack } from './stack';

/** From the range of numbers that belong to nobody. */
export const STAFF_NUMBER = '+16025550177';

export interface AdminReply {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks `/admin` of a stack as somebody; as an operator of every account unless told otherwise. */
export async function askAdmin(
  { apiUrl, env }: TestStack,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { who = {}, body }: { readonly who?: Partial<AdminPrincipal>; readonly body?: object } = {},
): Promise<AdminReply> {
  const secret = new Secret(env['ADMIN_JWT_SECRET'] ?? '');
  const config = { mode: 'secret', secret, issuer: 'parlae-dev', audience: 'parlae-dev' } as const;
  const principal = { subject: 'operator-1', roles: ['operator' as const], accounts: '*' as const, ...who };
  const token = await signToken(config, { ...principal, lifetimeMinutes: 5 }, Date.now());
  const response = await fetch(`${apiUrl}/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as AdminReply['body'] };
}

export interface TextSeen {
  readonly to: string;
  readonly body: string;
}

export const textsOf = async ({ simulator }: TestStack): Promise<readonly TextSeen[]> =>
  ((await simulator.get('/texts')) as { items: TextSeen[] }).items;

export const setChannel = (stack: TestStack, integrationId: string, number = STAFF_NUMBER): Promise<AdminReply> =>
  askAdmin(stack, 'PUT', `/integrations/${integrationId}/staff-channel`, { body: { kind: 'sms', number } });

export const giveCode = (stack: TestStack, integrationId: string, code: string): Promise<AdminReply> =>
  askAdmin(stack, 'POST', `/integrations/${integrationId}/staff-channel/verify`, { body: { code } });

/** The code in the last text that went to the number. */
export async function codeSentTo(stack: TestStack, number: string): Promise<string> {
  const last = (await textsOf(stack)).findLast(({ to }) => to === number);
  const code = /\b\d{6}\b/.exec(last?.body ?? '')?.[0];
  if (code === undefined) throw new Error('no code was texted');
  return code;
}

/** Gives a practice a number that is proved to be its own, as its office manager does. */
export async function proveChannel(stack: TestStack, integrationId: string, number = STAFF_NUMBER): Promise<void> {
  await setChannel(stack, integrationId, number);
  const { status } = await giveCode(stack, integrationId, await codeSentTo(stack, number));
  if (status !== 200) throw new Error('the channel could not be verified');
}

export interface PracticeRow {
  readonly accountId: string;
  readonly integrationId: string;
}

export const listPractices = ({ database }: TestStack): Promise<PracticeRow[]> =>
  database.query<PracticeRow & Record<string, unknown>>(
    `SELECT account_id AS "accountId", id AS "integrationId" FROM pms_integrations ORDER BY office_id, practice_id`,
  );

/** A task that was opened for a practice; due in so many minutes, or since. */
export async function addTask(
  { database }: TestStack,
  { accountId, integrationId }: PracticeRow,
  dueInMinutes = 240,
): Promise<string> {
  const id = randomUUID();
  await database.query(
    `INSERT INTO staff_tasks (id, account_id, integration_id, operation_key, kind, reason_code, due_at)
     VALUES ($1, $2, $3, $4, 'check-request', 'engine-unavailable', now() + make_interval(mins => $5))`,
    [id, accountId, integrationId, `test-${id}`, dueInMinutes],
  );
  return id;
}

/** Practices have no nights in a test: it runs at whatever hour. */
export const placeInDaylight = async ({ database }: TestStack, now = new Date()): Promise<void> => {
  const hoursToNoon = 12 - now.getUTCHours();
  // The signs of these zones are turned round: Etc/GMT-3 is three hours ahead of Greenwich.
  const zone = `Etc/GMT${hoursToNoon >= 0 ? '-' : '+'}${String(Math.abs(hoursToNoon))}`;
  await database.query('UPDATE pms_integrations SET time_zone = $1', [zone]);
};

/** Runs once what the schedule runs each minute. */
export const notifyStaff = ({ env }: TestStack, client: Client): Promise<{ texts: number; escalated: number }> =>
  client.workflow.execute('notifyStaff', {
    workflowId: `notify-staff-${randomUUID()}`,
    taskQueue: env['TEMPORAL_TASK_QUEUE'] ?? '',
    args: [],
  });

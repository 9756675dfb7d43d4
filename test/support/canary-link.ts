import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { signToken } from '../../src/cli/token/sign-token';
import { readApiConfig, type ApiConfig } from '../../src/config/api-config';
import { createLocalSecretStore } from '../../src/secrets/local';
import { createDataConverter } from '../../src/temporal/data-converter';
import type { EchoGateway } from './canary-echo';
import { textCanary, type Canary, type Place } from './canaries';
import { PhoneCall } from './phone-call';
import { placeOfText } from './places';
import type { TestStack } from './stack';
import { waitFor } from './wait';

/** Unmistakable, and nowhere but in the environment. */
export const APP_KEY = 'quokkaberry-app-key-4471';

const OFFICES = ['D00001', 'E00001'];
/** Less than a keeper wants: it asks Sikka at every look. */
const KEY_LIFE_SECONDS = 600;
const ECHOED_STATUSES = [401, 400, 500, 429];

export interface LinkStage {
  readonly stack: TestStack;
  readonly gateway: EchoGateway;
  readonly apiUrl: string;
  readonly temporalAddress: string;
}

export interface LinkCanaries {
  /** Every credential that was in force at any time. */
  readonly canaries: Canary[];
  /** What was said to callers and to an administrator while all went wrong. */
  readonly answers: Place[];
}

/**
 * The workflows that keep the link run, keys die and the office's secret is changed; then Sikka's gateway fails in every
 * way and repeats the keys as it does.
 */
export async function playLink(stage: LinkStage): Promise<LinkCanaries> {
  const { stack, gateway } = stage;
  const config = configOf(stack);
  const connection = await Connection.connect({ address: stage.temporalAddress });
  const dataConverter = createDataConverter(config.keys.payloadKeys.expose());
  const client = new Client({ connection, dataConverter });
  const credentials = createCredentialCollector(stack, config);
  const answers: string[] = [];
  const search = async (): Promise<void> => {
    const call = new PhoneCall(stage.apiUrl, { number: null });
    const said = { firstName: 'Nobody', lastName: 'Elsewhere', dateOfBirth: '1970-01-01' };
    answers.push(JSON.stringify(await call.tool('search-patients', said)));
  };

  await credentials.note();
  await stack.simulator.put('/knobs', { 'key.lifeSeconds': KEY_LIFE_SECONDS });
  await stack.simulator.post('/keys/expire', {});
  await search();
  await credentials.note();
  await superviseOnce(client, stack);

  await stack.simulator.put('/knobs', { 'key.errorBody': 'html' });
  await stack.simulator.post('/secret/rotate', { officeId: OFFICES[0] });
  await stack.simulator.post('/keys/expire', {});
  await search();
  await credentials.note();

  for (const status of ECHOED_STATUSES) {
    gateway.answerWith(status);
    await search();
    if (status === 401) await lookNowEverywhere(client, stack);
    await refreshOnce(client, stack);
  }
  await credentials.note();
  answers.push(...(await askAdmin(stage, config)));
  await connection.close();
  const canaries = [textCanary('app key', APP_KEY), ...credentials.canaries()];
  return { canaries, answers: [placeOfText('answers', answers.join('\n'))] };
}

function configOf({ env }: TestStack): ApiConfig {
  const config = readApiConfig(env);
  if (!config.ok) throw new Error('the test stack is misconfigured');
  return config.value;
}

/** What the secrets store holds, each time that it is asked, beside all that it held before. */
function createCredentialCollector({ env, database }: TestStack, { keys }: ApiConfig) {
  const store = createLocalSecretStore({ file: env['LOCAL_SECRETS_FILE'] ?? '', keys: keys.payloadKeys });
  const seen = new Map<string, Set<string>>();
  return {
    async note(): Promise<void> {
      const [account] = await database.query<{ id: string }>('SELECT id FROM accounts');
      for (const officeId of OFFICES) {
        const stored = await store.getPracticeCredentials(account?.id ?? '', officeId);
        for (const name of ['secretKey', 'requestKey', 'refreshKey'] as const) {
          const value = stored?.[name]?.expose();
          if (value !== undefined) seen.set(name, (seen.get(name) ?? new Set()).add(value));
        }
      }
    },
    canaries: (): Canary[] => [...seen].map(([name, values]) => textCanary(name, ...values)),
  };
}

const start = (client: Client, { env }: TestStack, type: string, args: unknown[]) =>
  client.workflow.start(type, {
    workflowId: `${type}-${randomUUID()}`,
    taskQueue: env['TEMPORAL_TASK_QUEUE'] ?? '',
    args,
  });

/** Everything that a supervisor starts; the keepers go on, the rest comes to its end. */
async function superviseOnce(client: Client, stack: TestStack): Promise<void> {
  await (await start(client, stack, 'superviseLinks', [])).result();
  await waitFor('the refreshes to end', async () => {
    const running = await client.workflow.count(
      `ExecutionStatus = 'Running' AND WorkflowType IN ('refreshCapabilities', 'refreshFreshness')`,
    );
    return running.count === 0 ? true : null;
  });
}

/** Every keeper looks, and is refused: there is a task for the staff. */
async function lookNowEverywhere(client: Client, { database }: TestStack): Promise<void> {
  for await (const { workflowId } of client.workflow.list({ query: `WorkflowType = 'keepRequestKey'` })) {
    await client.workflow.getHandle(workflowId).signal('lookNow');
  }
  await waitFor('the refusals to be put on record', async () => {
    const tasks = await database.query(`SELECT 1 FROM staff_tasks WHERE kind = 'mend-connection'`);
    return tasks.length > 0 ? true : null;
  });
}

async function refreshOnce(client: Client, stack: TestStack): Promise<void> {
  const [practice] = await stack.database.query<{ accountId: string; integrationId: string }>(
    'SELECT account_id AS "accountId", id AS "integrationId" FROM pms_integrations ORDER BY office_id LIMIT 1',
  );
  for (const type of ['refreshCapabilities', 'refreshFreshness']) {
    await (await start(client, stack, type, [practice])).result();
  }
}

async function askAdmin({ stack, apiUrl }: LinkStage, { adminAuth }: ApiConfig): Promise<string[]> {
  if (adminAuth?.mode !== 'secret') throw new Error('the admin API is closed');
  const asked = { roles: ['admin'], accounts: '*', subject: 'canary', lifetimeMinutes: 5 } as const;
  const token = await signToken(adminAuth, asked, Date.now());
  const [account] = await stack.database.query<{ id: string }>('SELECT id FROM accounts');
  const ask = async (path: string, bearer: string): Promise<{ status: number; text: string }> => {
    const headers = { authorization: `Bearer ${bearer}` };
    const answer = await fetch(`${apiUrl}/admin${path}`, { headers });
    return { status: answer.status, text: `${JSON.stringify([...answer.headers])}\n${await answer.text()}` };
  };
  const list = `/integrations?accountId=${account?.id ?? ''}`;
  const answers = [await ask(list, token), await ask(list, APP_KEY), await ask(`/integrations/${APP_KEY}`, token)];
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 404]);
  return answers.map(({ text }) => text);
}

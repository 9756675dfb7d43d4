import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { TestStack } from './stack';
import { waitFor } from './wait';

/** Starts a workflow that keeps up the link to Sikka and brings it to its end. Gives the workflow's id. */
export type LinkScenario = (stack: TestStack, client: Client) => Promise<string>;

interface LinkedPractice {
  readonly accountId: string;
  readonly integrationId: string;
  readonly officeId: string;
}

async function firstPractice({ database }: TestStack): Promise<LinkedPractice> {
  const [row] = await database.query<Record<keyof LinkedPractice, string>>(
    `SELECT account_id AS "accountId", id AS "integrationId", office_id AS "officeId" FROM pms_integrations
      ORDER BY office_id, practice_id LIMIT 1`,
  );
  if (row === undefined) throw new Error('no practice is linked');
  return row;
}

export const startWorkflow = async (
  stack: TestStack,
  client: Client,
  type: string,
  args: unknown[],
): Promise<string> => {
  const workflowId = `${type}-${randomUUID()}`;
  await client.workflow.start(type, { workflowId, taskQueue: stack.env['TEMPORAL_TASK_QUEUE'] ?? '', args });
  return workflowId;
};

const keyRequests = (stack: TestStack): Promise<number> => stack.simulator.countRequests('POST', '/request_key');

/** Every workflow of the link, by name, for a simulator whose keys live half an hour. The last one ends the access. */
export const LINK_SCENARIOS: Readonly<Record<string, LinkScenario>> = {
  'links-supervised': (stack, client) => startWorkflow(stack, client, 'superviseLinks', []),
  async 'capabilities-read'(stack, client) {
    const { accountId, integrationId } = await firstPractice(stack);
    return startWorkflow(stack, client, 'refreshCapabilities', [{ accountId, integrationId }]);
  },
  async 'freshness-looked-at'(stack, client) {
    const { accountId, integrationId } = await firstPractice(stack);
    return startWorkflow(stack, client, 'refreshFreshness', [{ accountId, integrationId }]);
  },
  async 'key-kept-until-access-ends'(stack, client) {
    const { accountId, officeId } = await firstPractice(stack);
    const before = await keyRequests(stack);
    const workflowId = await startWorkflow(stack, client, 'keepRequestKey', [{ accountId, officeId }]);
    const keeper = client.workflow.getHandle(workflowId);
    await keeper.signal('lookNow');
    await waitFor('a renewal', async () => ((await keyRequests(stack)) > before ? true : null));
    await stack.simulator.post('/secret/rotate', { officeId });
    await stack.simulator.put('/knobs', { 'access.revoked': 'API2007' });
    await keeper.signal('lookNow');
    return workflowId;
  },
};

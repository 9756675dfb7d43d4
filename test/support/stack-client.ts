import { Client, Connection } from '@temporalio/client';
import { readApiConfig } from '../../src/config/api-config';
import { createDataConverter } from '../../src/temporal/data-converter';
import { StageAttribute } from '../../src/temporal/search-attributes';
import type { TestStack } from './stack';

/** A Temporal client with the keys of a stack, as an operator's command has them. */
export async function createStackClient({ env }: TestStack): Promise<Client> {
  const config = readApiConfig(env);
  if (!config.ok) throw new Error(`the test stack is misconfigured: ${JSON.stringify(config.error)}`);
  const { temporal, keys } = config.value;
  const connection = await Connection.connect({ address: temporal.address });
  return new Client({
    connection,
    namespace: temporal.namespace,
    dataConverter: createDataConverter(keys.payloadKeys.expose()),
  });
}

/** The workflow's stage as an operator sees it, once it is this one. */
export const stageOf = async (client: Client, workflowId: string): Promise<unknown> =>
  (await client.workflow.getHandle(workflowId).describe()).typedSearchAttributes.get(StageAttribute);

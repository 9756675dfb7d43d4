import { Client, Connection } from '@temporalio/client';

/** A workflow as the engine lists it, by opaque id. */
export interface WorkflowRecord {
  readonly workflowId: string;
  readonly type: string;
  /** RUNNING, COMPLETED, FAILED, TERMINATED, TIMED_OUT, CANCELLED or CONTINUED_AS_NEW. */
  readonly status: string;
}

/** All executions that the engine still knows. */
export async function readEngineRecords(address: string, namespace: string): Promise<WorkflowRecord[]> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection, namespace });
    const records: WorkflowRecord[] = [];
    for await (const { workflowId, type, status } of client.workflow.list()) {
      records.push({ workflowId, type, status: status.name });
    }
    return records;
  } finally {
    await connection.close();
  }
}

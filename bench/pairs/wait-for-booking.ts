import type { Client } from '@temporalio/client';
import { pollUntil } from '../../src/cli/dev/poll';
import { openDatabase } from '../client/database';

const TIMEOUT_MS = 20_000;

/** Waits for workflows of bookings, so that the rest of one booking does not run into the next sample. */
export async function createBookingWaiter(databaseUrl: string, client: Client) {
  const database = await openDatabase(databaseUrl);
  const workflowIdOf = async (vapiCallId: string): Promise<string> => {
    const { rows } = await database.query<{ workflow_id: string }>(
      `SELECT b.workflow_id FROM bookings b JOIN call_sessions s ON s.id = b.call_session_id WHERE s.vapi_call_id = $1`,
      [vapiCallId],
    );
    if (rows[0] === undefined) throw new Error('a call that booked left no booking');
    return rows[0].workflow_id;
  };
  return {
    async waitForBooking(vapiCallId: string): Promise<void> {
      const handle = client.workflow.getHandle(await workflowIdOf(vapiCallId));
      const isOver = async (): Promise<boolean> => (await handle.describe()).status.name === 'COMPLETED';
      const didEnd = await pollUntil(isOver, { timeoutMs: TIMEOUT_MS, intervalMs: 10 });
      if (!didEnd) throw new Error(`a booking's workflow was not over after ${TIMEOUT_MS} ms`);
    },
    close: (): Promise<void> => database.end(),
  };
}

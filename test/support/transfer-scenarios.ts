import type { LinkScenario } from './link-scenarios';
import type { PhoneCall } from './phone-call';
import type { TestStack } from './stack';

const ASKED = { reason: 'wants a person' };

async function workflowOf({ database }: TestStack, { id }: PhoneCall): Promise<string> {
  const [row] = await database.query<{ workflowId: string }>(
    `SELECT c.workflow_id AS "workflowId" FROM callbacks c JOIN call_sessions s ON s.id = c.call_session_id
      WHERE s.vapi_call_id = $1`,
    [id],
  );
  return row?.workflowId ?? '';
}

/** A caller who is put through. Played before any other one asks for the hours, which are then remembered. */
export const TRANSFER_SCENARIOS: Readonly<Record<string, LinkScenario>> = {
  async 'put-through'(stack) {
    const call = stack.call({ controlUrl: (id) => stack.simulator.controlUrlOf(id) });
    // Whatever the hour: where the hours cannot be read, a caller is put through.
    const closed = { method: 'GET', path: '/practice_schedule', status: 422, count: 20 };
    await stack.simulator.put('/knobs', { 'api.faults': [closed] });
    expect((await call.tool('transfer-to-human', ASKED)).status).toBe('OK');
    const artifact = { transfers: [{ status: 'connected' }] };
    await call.post('/vapi/webhook', {
      message: { type: 'end-of-call-report', endedReason: 'done', call: call.envelope, artifact },
    });
    return workflowOf(stack, call);
  },
};

import { startWorkflow, type LinkScenario } from './link-scenarios';
import { addTask, listPractices, proveChannel } from './staff';
import { waitFor } from './wait';

/** The workflows of the system's own upkeep beside the links. The sealing one goes on for an hour, so it is ended. */
export const AUDIT_SCENARIOS: Readonly<Record<string, LinkScenario>> = {
  'audit-reviewed': (stack, client) => startWorkflow(stack, client, 'reviewAudit', []),
  async 'audit-sealed'(stack, client) {
    const workflowId = await startWorkflow(stack, client, 'sealAudit', []);
    const { database } = stack;
    // So many rows at once that the first checkpoint is due before its minute is over.
    await database.query(`SELECT audit_append(jsonb_agg(jsonb_build_object(
      'id', gen_random_uuid(), 'event_version', 2, 'kind', 'event', 'action', 'audit.review', 'outcome', 'success',
      'actor_type', 'system', 'purpose', 'security', 'phi_accessed', false))) FROM generate_series(1, 1000)`);
    await waitFor('a checkpoint', async () =>
      (await database.query('SELECT FROM audit_checkpoints')).length > 0 ? true : null,
    );
    await client.workflow.getHandle(workflowId).cancel();
    return workflowId;
  },
  async 'staff-notified'(stack, client) {
    const [practice] = await listPractices(stack);
    if (practice === undefined) throw new Error('no practice is linked');
    await proveChannel(stack, practice.integrationId);
    // What is overdue is told by night too.
    await addTask(stack, practice, -1);
    return startWorkflow(stack, client, 'notifyStaff', []);
  },
};

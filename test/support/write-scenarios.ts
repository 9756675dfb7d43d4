import type { Client } from '@temporalio/client';
import { bookingsOf, waitForState } from './bookings';
import { startWorkflow } from './link-scenarios';
import { codesIn, type PhoneCall } from './phone-call';
import type { TestStack } from './stack';
import { stageOf } from './stack-client';
import { deskBooks, know, learnCapabilities, newCaller, type Caller } from './visits';
import { waitFor } from './wait';

/** Plays a write that takes one way through its workflow, up to where that ends or rests. Gives the workflow's id. */
type WriteScenario = (stack: TestStack, client: Client) => Promise<string>;

const NORA = { firstName: 'Nora', lastName: 'Larkmeadow', dateOfBirth: '1988-04-12', phone: '(602) 555-0199' };

const newestChange = async (stack: TestStack, call: PhoneCall): Promise<string> => {
  const rows = await stack.database.query<{ workflow_id: string }>(
    `SELECT c.workflow_id FROM pms_changes c JOIN call_sessions s ON s.id = c.call_session_id
      WHERE s.vapi_call_id = $1 ORDER BY c.created_at DESC LIMIT 1`,
    [call.id],
  );
  return rows[0]?.workflow_id ?? '';
};

/** A patient with a visit on file, who has heard of it as A1 and been offered times. */
async function withVisit(stack: TestStack, nth: number): Promise<Caller & { readonly slots: readonly string[] }> {
  await learnCapabilities(stack);
  await know(stack, 'change-appointment-status', 'supported');
  const caller = await newCaller(stack, nth);
  await deskBooks(stack, caller.patientId, `1${String(nth)}:00`);
  await caller.call.tool('get-patient-info', { patient: caller.patient });
  const offered = await caller.call.tool('check-availability', { appointmentType: 'cleaning' });
  return { ...caller, slots: codesIn(offered.text, 'S') };
}

async function move(stack: TestStack, nth: number): Promise<string> {
  const { call, patient, slots } = await withVisit(stack, nth);
  expect((await call.tool('reschedule-appointment', { patient, appointment: 'A1', slot: slots[0] })).status).toBe(
    'SENT',
  );
  const [booking] = await bookingsOf(stack.database, call.id);
  return booking?.workflow_id ?? '';
}

/** Every other way that a write can go within seconds, by name. */
export const WRITE_SCENARIOS: Readonly<Record<string, WriteScenario>> = {
  'moved-in-two-steps': (stack) => move(stack, 0),
  async 'moved-in-one'(stack) {
    await learnCapabilities(stack);
    await know(stack, 'reschedule-appointment', 'supported');
    const workflowId = await move(stack, 1);
    await know(stack, 'reschedule-appointment', 'unproven');
    return workflowId;
  },
  async cancelled(stack) {
    const { call, patient } = await withVisit(stack, 2);
    expect((await call.tool('cancel-appointment', { patient, appointment: 'A1' })).status).toBe('SENT');
    return newestChange(stack, call);
  },
  async 'taken-back'(stack) {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await stack.simulator.put('/spu', { online: false });
    const sent = await call.tool('book-appointment', { patient, slot: slots[0] });
    const [appointment] = codesIn(sent.text, 'A');
    await call.tool('cancel-appointment', { patient, appointment });
    await waitForState(stack.database, call.id, 'released');
    await stack.simulator.put('/spu', { online: true });
    return newestChange(stack, call);
  },
  async 'new-patient'(stack) {
    await learnCapabilities(stack);
    const call = stack.call({ number: '+16025550199' });
    await call.tool('create-patient', NORA);
    return newestChange(stack, call);
  },
  async 'visit-of-a-new-patient'(stack) {
    await learnCapabilities(stack);
    const call = stack.call({ number: '+16025550199' });
    await stack.simulator.put('/spu', { online: false });
    const asked = await call.tool('create-patient', { ...NORA, lastName: 'Fennimore' });
    const offered = await call.tool('check-availability', { appointmentType: 'cleaning' });
    const [patient] = codesIn(asked.text, 'P');
    expect((await call.tool('book-appointment', { patient, slot: codesIn(offered.text, 'S')[0] })).status).toBe(
      'WORKING',
    );
    await stack.simulator.put('/spu', { online: true });
    const booking = await waitForState(stack.database, call.id, 'confirmed', 60_000);
    return booking.workflow_id;
  },
  async 'chart-left-to-the-staff'(stack) {
    const caller = await newCaller(stack, 5);
    const { call, patient } = caller;
    expect((await call.tool('update-patient', { patient, phone: '602-555-0177' })).status).toBe('TASK');
    return newestChange(stack, call);
  },
  async 'called-back'(stack) {
    const call = stack.call({ number: '+16025550142' });
    await call.tool('transfer-to-human', { reason: 'wants a person' });
    const rows = await stack.database.query<{ workflow_id: string }>(
      `SELECT c.workflow_id FROM callbacks c JOIN call_sessions s ON s.id = c.call_session_id WHERE s.vapi_call_id = $1`,
      [call.id],
    );
    return rows[0]?.workflow_id ?? '';
  },
  async 'sent-again-by-a-person'(stack, client) {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'lost-reset' });
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('WORKING');
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'none' });
    const [booking] = await bookingsOf(stack.database, call.id);
    const workflowId = booking?.workflow_id ?? '';
    await waitFor('the stage', async () => ((await stageOf(client, workflowId)) === 'task' ? true : null));
    const handle = client.workflow.getHandle(workflowId);
    await handle.executeUpdate<null, [{ by: string }]>('operatorRetry', { args: [{ by: 'operator-7' }] });
    await waitForState(stack.database, call.id, 'confirmed');
    return workflowId;
  },
  'practices-reconciled': (stack, client) => startWorkflow(stack, client, 'reconcilePractices', []),
  'writes-tidied': (stack, client) => startWorkflow(stack, client, 'tidyWrites', []),
};

import { bookingsOf } from './bookings';
import type { PhoneCall } from './phone-call';
import type { TestStack } from './stack';

/** Plays a booking that takes one way through its workflow, up to its first answer. Gives the workflow's id. */
type BookingScenario = (stack: TestStack) => Promise<string>;

interface Offered {
  readonly call: PhoneCall;
  readonly patient: string;
  readonly slots: readonly string[];
}

async function offered(stack: TestStack): Promise<Offered> {
  const call = stack.call();
  return { call, ...(await call.verifyAndAsk()) };
}

async function book({ database }: TestStack, { call, patient, slots }: Offered, heard: string): Promise<string> {
  expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe(heard);
  const [booking] = await bookingsOf(database, call.id);
  return booking?.workflow_id ?? '';
}

async function takeAtTheDesk({ database, simulator }: TestStack, { call, slots }: Offered): Promise<void> {
  const [offer] = await database.query<Record<string, string>>(
    `SELECT o.* FROM offers o JOIN call_sessions s ON s.id = o.call_session_id WHERE s.vapi_call_id = $1 AND o.code = $2`,
    [call.id, slots[0]],
  );
  await simulator.post('/appointments', {
    date: offer?.['local_date'],
    time: offer?.['local_time'],
    lengthMinutes: 60,
    providerId: offer?.['provider_id'],
    operatory: offer?.['operatory'],
  });
}

const refusePost = (stack: TestStack, status: number): Promise<unknown> =>
  stack.simulator.put('/knobs', { 'api.faults': [{ method: 'POST', path: '/appointment', status }] });

/** Every way that a booking can go within seconds, by name. */
export const BOOKING_SCENARIOS: Readonly<Record<string, BookingScenario>> = {
  confirmed: async (stack) => book(stack, await offered(stack), 'SENT'),
  async 'writeback-failed'(stack) {
    const visit = await offered(stack);
    await stack.simulator.put('/spu', { online: false });
    await stack.simulator.put('/knobs', { 'write.slotTaken': 'fails-later' });
    const workflowId = await book(stack, visit, 'SENT');
    await takeAtTheDesk(stack, visit);
    await stack.simulator.put('/spu', { online: true });
    return workflowId;
  },
  async taken(stack) {
    const visit = await offered(stack);
    await takeAtTheDesk(stack, visit);
    return book(stack, visit, 'NOT DONE');
  },
  async refused(stack) {
    const visit = await offered(stack);
    await refusePost(stack, 422);
    return book(stack, visit, 'NOT DONE');
  },
  async 'sent-again'(stack) {
    const visit = await offered(stack);
    await refusePost(stack, 412);
    return book(stack, visit, 'SENT');
  },
  async 'found-after-unknown'(stack) {
    const visit = await offered(stack);
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'queued-reset' });
    return book(stack, visit, 'SENT');
  },
  async 'never-found'(stack) {
    const visit = await offered(stack);
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'lost-reset' });
    return book(stack, visit, 'WORKING');
  },
  async 'left-to-the-staff'(stack) {
    const visit = await offered(stack);
    await stack.database.query(`UPDATE pms_integrations SET mode = 'shadow'`);
    const workflowId = await book(stack, visit, 'TASK');
    await stack.database.query(`UPDATE pms_integrations SET mode = 'live'`);
    return workflowId;
  },
};

import { randomUUID } from 'node:crypto';
import { ChangeKind } from '../src/domain/changes/operation';
import { newPatientRequest } from '../src/domain/changes/request';
import { phi } from '../src/domain/phi';
import { storeChange } from '../src/persistence/pms-changes';
import type { SharedParts } from '../src/process/shared-parts';
import { changeWorkflowId } from '../src/temporal/ids';
import { bookingsOf, tasksOf } from './support/bookings';
import { openLink, type TestLink } from './support/link';
import { startBareProcess } from './support/link-processes';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

describe('the tidying of writes', () => {
  let stack: TestStack;
  let link: TestLink;
  let parts: SharedParts;
  beforeAll(async () => {
    stack = await startStack();
    link = await openLink(stack);
    parts = await startBareProcess(link);
    // The practices' software is known to take new patients.
    await link.supervise();
    await waitFor('the capabilities', async () =>
      (await stack.database.query('SELECT 1 FROM pms_capabilities')).length === 3 ? true : null,
    );
  });
  afterAll(async () => {
    await parts.close();
    await link.close();
    await stack.stop();
  });

  const tidy = (): Promise<{ released: number; started: number }> =>
    link.client.workflow.execute('tidyWrites', {
      taskQueue: link.taskQueue,
      workflowId: `tidy-${randomUUID()}`,
      args: [],
    });

  /** A time that is kept for the staff, as in shadow mode. */
  async function hold() {
    await stack.database.query(`UPDATE pms_integrations SET mode = 'shadow'`);
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('TASK');
    await stack.database.query(`UPDATE pms_integrations SET mode = 'live'`);
    const [booking] = await bookingsOf(stack.database, call.id);
    return booking!;
  }
  const lapse = (id: string, route: string): Promise<unknown> =>
    stack.database.query(
      `UPDATE bookings SET hold_expires_at = now() - interval '1 second', route = $2 WHERE id = $1`,
      [id, route],
    );
  const linesOf = (id: string): Promise<unknown[]> =>
    stack.database.query(
      `SELECT from_state, to_state, reason_code FROM booking_transitions WHERE booking_id = $1 ORDER BY id`,
      [id],
    );
  const transitionRows = async (workflowId: string): Promise<number> =>
    (
      await stack.database.query(
        `SELECT 1 FROM pms_audit_logs WHERE action = 'booking.transition' AND workflow_id = $1`,
        [workflowId],
      )
    ).length;
  const LAPSED = [
    { from_state: null, to_state: 'held', reason_code: null },
    { from_state: 'held', to_state: 'released', reason_code: 'hold-expired' },
  ];

  it('lets go of a time that is kept for too long, on record, and leaves its task as it is', async () => {
    const held = await hold();
    expect(await tidy()).toMatchObject({ released: 0 });
    await lapse(held.id, 'staff');
    const before = await tasksOf(stack.database, held);

    expect(await tidy()).toMatchObject({ released: 1 });
    expect(await linesOf(held.id)).toEqual(LAPSED);
    expect(await transitionRows(held.workflow_id)).toBe(2);
    expect(await tasksOf(stack.database, held)).toEqual(before);
    expect(await tidy()).toMatchObject({ released: 0 });

    const call = stack.call();
    await call.verifyAndAsk();
    const again = await stack.database.query(
      `SELECT 1 FROM offers o JOIN call_sessions s ON s.id = o.call_session_id
        WHERE s.vapi_call_id = $1 AND o.local_date = $2 AND o.local_time = $3`,
      [call.id, held.local_date, held.local_time],
    );
    expect(again).not.toEqual([]);
  });

  it('makes a task of a wish that should have been sent and never was', async () => {
    const held = await hold();
    await stack.database.query('DELETE FROM staff_tasks WHERE booking_id = $1', [held.id]);
    await lapse(held.id, 'pms');
    expect(await tidy()).toMatchObject({ released: 1 });
    expect(await tasksOf(stack.database, held)).toEqual([
      { kind: 'book-by-hand', reason_code: 'hold-expired', status: 'open' },
    ]);
  });

  it('is not waited for by whoever wants the time: the lapsed hold goes with the new one, on record too', async () => {
    const held = await hold();
    await lapse(held.id, 'staff');
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toMatch(/SENT|CONFIRMED/);
    const [next] = await bookingsOf(stack.database, call.id);
    expect(next).toMatchObject({ local_date: held.local_date, local_time: held.local_time });
    expect(await linesOf(held.id)).toEqual(LAPSED);
    expect(await transitionRows(held.workflow_id)).toBe(2);
  });

  it('begins a request that was stored by a process that died, and begins it once', async () => {
    const call = stack.call();
    await call.verifyAndAsk();
    const [session] = await stack.database.query<Record<string, string>>(
      'SELECT id, account_id, integration_id FROM call_sessions WHERE vapi_call_id = $1',
      [call.id],
    );
    const accountId = session?.['account_id'] ?? '';
    const operationKey = `op-${randomUUID()}`;
    const person = { firstName: 'Orla', lastName: 'Orphanwright', birthDate: '1990-01-02', phone: '602-555-0171' };
    const change = await parts.database.transaction((tx) =>
      storeChange(tx, parts.cipher, {
        accountId,
        integrationId: session?.['integration_id'] ?? '',
        callSessionId: session?.['id'] ?? '',
        kind: ChangeKind.createPatient,
        operationKey,
        workflowId: changeWorkflowId(ChangeKind.createPatient, operationKey),
        route: 'pms',
        patientIndex: 'q0w1e2r3t4y5u6i7o8p9Ab',
        request: phi(newPatientRequest.parse(person)),
        bookingId: null,
        textConsent: false,
      }),
    );
    const posts = () => stack.simulator.countRequests('POST', '/patient');
    const before = await posts();
    expect(await tidy()).toMatchObject({ started: 0 });

    await stack.database.query(`UPDATE pms_changes SET created_at = now() - interval '3 minutes' WHERE id = $1`, [
      change.id,
    ]);
    const both = await Promise.all([tidy(), tidy()]);
    expect(both.reduce((sum, { started }) => sum + started, 0)).toBeGreaterThanOrEqual(1);
    await waitFor('the patient', async () => {
      const [row] = await stack.database.query<{ state: string }>('SELECT state FROM pms_changes WHERE id = $1', [
        change.id,
      ]);
      return row?.state === 'confirmed' ? true : null;
    });
    expect((await posts()) - before).toBe(1);
    expect(await tidy()).toMatchObject({ started: 0 });
  });
});

import { randomUUID } from 'node:crypto';
import { phi } from '../src/domain/phi';
import type { PmsOffice, PmsSoftware } from '../src/domain/pms';
import { addDays } from '../src/domain/time/practice-time';
import type { SharedParts } from '../src/process/shared-parts';
import { reconcilePracticeWorkflowId } from '../src/temporal/ids';
import { tasksOf, waitForState, type BookingRow } from './support/bookings';
import { openLink, type TestLink } from './support/link';
import { startBareProcess } from './support/link-processes';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const OPEN_DENTAL: PmsSoftware = { name: 'Open Dental', version: 'V24' };

describe('the comparison of what was promised with what the practice holds', () => {
  let stack: TestStack;
  let link: TestLink;
  let parts: SharedParts;
  let integrationId: string;
  let office: PmsOffice;
  beforeAll(async () => {
    stack = await startStack({ simulator: { knobs: { 'appts.cancelledForm': 'removed' } } });
    link = await openLink(stack);
    parts = await startBareProcess(link);
    const [row] = await stack.database.query<Record<string, string>>(
      `SELECT id, account_id, office_id, practice_id FROM pms_integrations ORDER BY office_id, practice_id LIMIT 1`,
    );
    integrationId = row?.['id'] ?? '';
    office = {
      accountId: row?.['account_id'] ?? '',
      officeId: row?.['office_id'] ?? '',
      practiceId: row?.['practice_id'] ?? '',
    };
  });
  afterAll(async () => {
    await parts.close();
    await link.close();
    await stack.stop();
  });

  /** A visit that was booked by telephone and is in the practice's book. */
  async function book(): Promise<BookingRow & { readonly appointment_sr_no: string }> {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toMatch(/SENT|CONFIRMED/);
    const booking = await waitForState(stack.database, call.id, 'confirmed');
    const [row] = await stack.database.query<{ appointment_sr_no: string }>(
      'SELECT appointment_sr_no FROM bookings WHERE id = $1',
      [booking.id],
    );
    return { ...booking, appointment_sr_no: row?.appointment_sr_no ?? '' };
  }

  const write = () => ({ office, pms: OPEN_DENTAL });
  const visitsShowing = async (booking: { readonly appointment_sr_no: string }) => {
    const reply = await parts.sikka.appointments.findAppointments(
      { office },
      { appointmentSrNo: booking.appointment_sr_no },
    );
    return reply.ok ? reply.value : [];
  };

  async function removeAtThePractice(booking: { readonly appointment_sr_no: string }): Promise<void> {
    const { appointment_sr_no: appointmentSrNo } = booking;
    await parts.sikka.appointments.patchAppointmentStatus(write(), phi({ appointmentSrNo, status: 'Cancelled' }));
    await waitFor('the visit to be gone', async () => ((await visitsShowing(booking)).length === 0 ? true : null));
  }

  async function moveAtThePractice(booking: BookingRow & { readonly appointment_sr_no: string }): Promise<void> {
    const date = addDays(booking.local_date, 60);
    await parts.sikka.appointments.putAppointment(
      write(),
      phi({ appointmentSrNo: booking.appointment_sr_no, providerId: booking.provider_id, date, time: '07:00' }),
    );
    await waitFor('the visit to move', async () => ((await visitsShowing(booking))[0]?.date === date ? true : null));
  }

  /** As if all of it had happened two days ago, and Sikka's copy were of last night. */
  const age = (): Promise<unknown> =>
    stack.database.query(`UPDATE bookings SET updated_at = updated_at - interval '2 days'`);

  const reconcile = (): Promise<unknown> =>
    link.client.workflow.execute('reconcilePractices', {
      taskQueue: link.taskQueue,
      workflowId: `reconcile-${randomUUID()}`,
      args: [],
    });
  const lastOf = () =>
    stack.database.query<{ compared: number; mismatches: number }>(
      `SELECT compared, mismatches FROM reconciliations WHERE integration_id = $1 ORDER BY finished_at DESC LIMIT 1`,
      [integrationId],
    );
  const reconcileTasksOf = async (booking: BookingRow): Promise<unknown[]> =>
    (await tasksOf(stack.database, booking)).filter((task) => task['kind'] === 'reconcile');
  const task = (reason_code: string) => ({ kind: 'reconcile', reason_code, status: 'open' });

  it('finds what is gone, what has moved and what landed all the same, once each, and nothing of what is well', async () => {
    const well = await book();
    const gone = await book();
    const moved = await book();
    const givenUp = await book();
    await removeAtThePractice(gone);
    await moveAtThePractice(moved);
    await stack.database.query(`UPDATE bookings SET state = 'released', appointment_sr_no = NULL WHERE id = $1`, [
      givenUp.id,
    ]);

    await reconcile();
    expect(await lastOf()).toEqual([{ compared: 4, mismatches: 0 }]);

    await age();
    await reconcile();
    expect(await lastOf()).toEqual([{ compared: 4, mismatches: 3 }]);
    expect(await reconcileTasksOf(well)).toEqual([]);
    expect(await reconcileTasksOf(gone)).toEqual([task('read-back-missing')]);
    expect(await reconcileTasksOf(moved)).toEqual([task('read-back-differs')]);
    expect(await reconcileTasksOf(givenUp)).toEqual([task('landed-after-all')]);

    await reconcile();
    expect(await reconcileTasksOf(gone)).toHaveLength(1);
    const rows = await stack.database.query<{ action: string; kind: string; n: number }>(
      `SELECT action, kind, count(*)::int AS n FROM pms_audit_logs
        WHERE pms_integration_id = $1 AND workflow_id = $2 GROUP BY 1, 2`,
      [integrationId, reconcilePracticeWorkflowId(integrationId)],
    );
    expect(rows).toContainEqual({ action: 'booking.reconcile', kind: 'event', n: 3 });
    expect(rows.find(({ action }) => action === 'pms.appointments.read')?.n).toBeGreaterThanOrEqual(3);
    const named = await stack.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pms_audit_logs
        WHERE action = 'booking.reconcile' AND outcome = 'failure' AND workflow_id = $1 AND patient_ref IS NOT NULL`,
      [gone.workflow_id],
    );
    expect(named).toEqual([{ n: 2 }]);
  });

  it('is made for every practice', async () => {
    const practices = await stack.database.query<{ n: number }>(
      `SELECT count(DISTINCT integration_id)::int AS n FROM reconciliations`,
    );
    expect(practices).toEqual([{ n: 3 }]);
  });
});

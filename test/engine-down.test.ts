import { given } from './support/environment';
import { startStack } from './support/stack';
import { startTcpProxy } from './support/tcp-proxy';

describe('a booking while the engine is not at its best', () => {
  it('is still being worked on when no worker is there, and is sent once when one is back', async () => {
    const stack = await startStack({ hasWorker: false });
    try {
      const call = stack.call();
      const { patient, slots } = await call.verifyAndAsk();
      const waiting = await call.tool('book-appointment', { patient, slot: slots[0] });
      expect(waiting).toMatchObject({ status: 'WORKING', channel: 'result' });
      expect(waiting.text).not.toMatch(/booked|confirmed/);

      await stack.startWorker();
      const later = await call.tool('book-appointment', { patient, slot: slots[0] });
      expect(['SENT', 'CONFIRMED']).toContain(later.status);
      expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(1);
    } finally {
      await stack.stop();
    }
  });

  it('is refused in plain words and left for the staff when Temporal cannot be reached', async () => {
    const wire = await startTcpProxy(given('PARLAE_TEST_TEMPORAL_ADDRESS'));
    const stack = await startStack({ hasWorker: false, env: { TEMPORAL_ADDRESS: wire.address } });
    try {
      const call = stack.call();
      const { patient, slots } = await call.verifyAndAsk();
      await wire.cut();
      const startedAt = Date.now();
      const heard = await call.tool('book-appointment', { patient, slot: slots[0] });
      expect(Date.now() - startedAt).toBeLessThan(8_000);
      expect(heard).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
      expect(heard.text).toContain('no appointment yet');
      const tasks = await stack.database.query('SELECT kind, reason_code, status, booking_id FROM staff_tasks');
      expect(tasks).toEqual([
        { kind: 'check-request', reason_code: 'engine-unavailable', status: 'open', booking_id: null },
      ]);
      expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(0);
    } finally {
      await stack.stop();
    }
  });
});

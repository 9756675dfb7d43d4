import { bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';
import { openTestReceiver, type TestReceiver } from '../webhooks/test-receiver';

let simulator: TestSimulator;
let receiver: TestReceiver;
beforeEach(async () => {
  receiver = await openTestReceiver();
  simulator = await openTestSimulator();
});
afterEach(async () => {
  await simulator.close();
  await receiver.close();
});

const SLOT = { date: '2031-03-09', time: '10:30', lengthMinutes: 60, providerId: 'HYG1', operatory: 'OP3' };
const CALLBACK_KEY = 'sample-callback-key';
const register = (event: string, target = receiver.url) =>
  simulator.control('POST', '/webhooks', { event, target, callbackKey: CALLBACK_KEY });
const events = () => receiver.received.map(({ body }) => [body['event'], body['office_id'], body['practice_id']]);

describe('webhooks', () => {
  it('tell of a booking at the front desk', async () => {
    expect((await register('appointments')).status).toBe(201);
    await simulator.control('POST', '/appointments', SLOT);
    await receiver.until(1);
    expect(events()).toEqual([['appointments', 'D00001', '1-1']]);
    expect(receiver.received[0]!.headers['callback-key']).toBe(CALLBACK_KEY);
  });

  it('tell of a new patient', async () => {
    await register('patient');
    await simulator.control('POST', '/patients', { officeId: 'E00001', lastName: 'Canarywing' });
    await receiver.until(1);
    expect(events()).toEqual([['patient', 'E00001', '1-1']]);
  });

  it('tell of a write when it is completed, without any further request', async () => {
    await register('appointments');
    const id = idOf(await bookingCalls(simulator).post());
    expect(receiver.received).toHaveLength(0);
    simulator.advance(DELAY_MS);
    await receiver.until(1);
    expect((await bookingCalls(simulator).statusOf(id))['is_completed']).toBe('True');
    expect(events()).toEqual([['appointments', 'D00001', '1-1']]);
  });

  it('wait until Sikka’s copy shows the change, and while the utility is away', async () => {
    await register('appointments');
    await simulator.setKnobs({ 'read.lag': 15, 'spu.online': false });
    await simulator.control('POST', '/appointments', SLOT);
    simulator.advance(15 * 60_000);
    await simulator.control('GET', '/practice');
    await simulator.control('PUT', '/spu', { online: true });
    await receiver.until(1);
    expect(events()).toHaveLength(1);
    await simulator.control('POST', '/appointments', { ...SLOT, time: '12:30' });
    simulator.advance(15 * 60_000 - 1);
    await simulator.control('GET', '/practice');
    expect(events()).toHaveLength(1);
    simulator.advance(1);
    await receiver.until(2);
  });

  it('tell nothing of what happened before they were registered', async () => {
    await simulator.control('POST', '/appointments', SLOT);
    await register('appointments');
    await simulator.control('POST', '/appointments', { ...SLOT, officeId: 'E00001', providerId: 'RDH1' });
    await receiver.until(1);
    expect(events()).toEqual([['appointments', 'E00001', '1-1']]);
  });

  it('can be fired for a practice, an office or all of them, whatever the case of the event', async () => {
    await register('data_refresh');
    const fire = async (body: object) => (await simulator.control('POST', '/webhooks/fire', body)).json;
    const event = 'Data_refresh';
    expect(await fire({ event })).toEqual({ deliveries: 3 });
    expect(await fire({ event, officeId: 'D00001' })).toEqual({ deliveries: 2 });
    expect(await fire({ event, officeId: 'D00001', practiceId: '1-2' })).toEqual({ deliveries: 1 });
    await receiver.until(6);
    expect(events()[5]).toEqual(['Data_Refresh', 'D00001', '1-2']);
  });

  it('come in another order under webhook.reorder', async () => {
    await register('patient');
    await simulator.setKnobs({ 'webhook.reorder': true });
    await simulator.control('POST', '/webhooks/fire', { event: 'patient', officeId: 'D00001' });
    await receiver.until(2);
    expect(events().map(([, , practiceId]) => practiceId)).toEqual(['1-2', '1-1']);
  });

  it('come without their key under webhook.missingKeyHeader', async () => {
    await register('patient');
    await simulator.setKnobs({ 'webhook.missingKeyHeader': true });
    await simulator.control('POST', '/webhooks/fire', { event: 'patient', officeId: 'E00001' });
    await receiver.until(1);
    expect(receiver.received[0]!.headers).not.toHaveProperty('callback-key');
  });

  it('are silent for good after five failures, and show it without their key', async () => {
    await register('patient');
    await simulator.setKnobs({ 'webhook.retryGapMs': 0 });
    receiver.answerWith(500, 500, 500, 500, 500);
    await simulator.control('POST', '/webhooks/fire', { event: 'patient', officeId: 'E00001' });
    await receiver.until(5);
    const shown = async () => (await simulator.control('GET', '/webhooks')).json;
    while (JSON.stringify(await shown()).includes('"isActive":true')) await new Promise(setImmediate);
    expect(await shown()).toEqual({
      items: [
        {
          id: '1',
          event: 'patient',
          target: receiver.url,
          isActive: false,
          failuresInRow: 5,
          delivered: 0,
          waiting: 0,
          lastStatus: 500,
        },
      ],
    });
    expect((await simulator.control('POST', '/webhooks/fire', { event: 'patient' })).json).toEqual({ deliveries: 0 });
  });

  it('are registered twice at most, for known events and http targets', async () => {
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await register('patient')).status);
    expect(statuses).toEqual([201, 201, 409]);
    expect((await register('app.authorized')).status).toBe(400);
    expect((await register('patient', 'ftp://127.0.0.1/hook')).status).toBe(400);
    expect((await simulator.control('DELETE', '/webhooks/1')).status).toBe(204);
    expect((await simulator.control('DELETE', '/webhooks/1')).status).toBe(404);
    expect((await register('patient')).status).toBe(201);
  });

  it('are forgotten by a reset', async () => {
    await register('patient');
    await simulator.control('POST', '/reset');
    expect((await simulator.control('GET', '/webhooks')).json).toEqual({ items: [] });
  });
});

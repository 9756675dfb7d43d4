import { createKnobs, type KnobBoard } from '../knobs/board';
import { createWebhookHub, type WebhookHub } from './hub';
import type { Occurrence } from './events';
import { openTestReceiver, type TestReceiver } from './test-receiver';

const OFFICE = {
  custId: '1',
  pms: 'Open Dental',
  pmsVersion: 'V24',
  windowsZone: 'Eastern Standard Time',
  ianaZone: 'America/New_York',
};
const NOW = new Date('2031-03-04T15:00:00Z');
const CHANGED: Occurrence = { event: 'appointments', officeId: 'D00001', practiceId: '1-2' };

let receiver: TestReceiver;
let knobs: KnobBoard;
let hub: WebhookHub;
beforeEach(async () => {
  receiver = await openTestReceiver();
  knobs = createKnobs({});
  hub = createWebhookHub({ knobs, now: () => NOW, describe: (id) => (id === 'D00001' ? OFFICE : null) });
});
afterEach(async () => {
  await hub.close();
  await receiver.close();
});

const register = (event: Occurrence['event'] = 'appointments') =>
  hub.register({ event, target: receiver.url, callbackKey: 'sample-callback-key' });

describe('the webhooks of an app', () => {
  it('are told of their event only, with the times of the practice', async () => {
    register();
    hub.tell([{ ...CHANGED, event: 'patient' }, CHANGED, { ...CHANGED, officeId: 'X99999' }]);
    await receiver.until(1);
    await hub.close();
    expect(receiver.received.map(({ body }) => body)).toEqual([
      {
        event: 'appointments',
        office_id: 'D00001',
        practice_id: '1-2',
        customer_id: '1',
        prev_generated_time: '2031-03-03 10:00:00',
        next_data_synchronization_date: '2031-03-05 10:00:00',
        generated_time: '2031-03-04 10:00:00',
      },
    ]);
  });

  it('hear about the sync in a Data_Refresh, with 1111-11-11 for no date', async () => {
    register('Data_Refresh');
    hub.tell([{ ...CHANGED, event: 'Data_Refresh' }]);
    await receiver.until(1);
    expect(receiver.received[0]!.body).toMatchObject({
      event: 'Data_Refresh',
      spc_schedule_interval: '20 Minutes',
      data_insert_date: '2031-03-04 10:00:00',
      financial_system_refresh_date: '1111-11-11',
      utc_difference_in_minutes: '300',
    });
  });

  it('give the practice as a number under webhook.practiceIdAs = number', async () => {
    register();
    knobs.merge({ 'webhook.practiceIdAs': 'number' }, 'D00001');
    hub.tell([CHANGED]);
    await receiver.until(1);
    expect(receiver.received[0]!.body['practice_id']).toBe(1);
  });

  it('come more than once under webhook.duplicates', async () => {
    register();
    knobs.merge({ 'webhook.duplicates': 2 });
    expect(hub.tell([CHANGED])).toBe(3);
    await receiver.until(3);
  });

  it('get lost under webhook.loss, all of them or by lot', () => {
    register();
    knobs.merge({ 'webhook.loss': 1 });
    expect(hub.tell([CHANGED, CHANGED])).toBe(0);
    knobs.merge({ 'webhook.loss': 0.5 });
    const begun = hub.tell(Array.from({ length: 100 }, () => CHANGED));
    expect(begun).toBeGreaterThan(25);
    expect(begun).toBeLessThan(75);
  });

  it('are at most two for an event and target', () => {
    expect([register(), register(), register(), register('patient')].map((view) => view?.id)).toEqual([
      '1',
      '2',
      undefined,
      '3',
    ]);
  });

  it('are not told any more when removed, and never show their key', () => {
    register();
    expect(JSON.stringify(hub.views())).not.toContain('sample-callback-key');
    expect([hub.remove('1'), hub.remove('1')]).toEqual([true, false]);
    expect(hub.tell([CHANGED])).toBe(0);
  });
});

import { createWebhook, type Delivery, type Webhook } from './webhook';
import { openTestReceiver, type TestReceiver } from './test-receiver';

let receiver: TestReceiver;
let webhook: Webhook;
beforeEach(async () => {
  receiver = await openTestReceiver();
  webhook = createWebhook({ id: '1', event: 'patient', target: receiver.url, callbackKey: 'sample-callback-key' });
});
afterEach(async () => {
  await webhook.stop();
  await receiver.close();
});

const delivery = (n: number, change: Partial<Delivery> = {}): Delivery => ({
  body: JSON.stringify({ n }),
  hasKeyHeader: true,
  retryGapMs: 1,
  isReordered: false,
  ...change,
});
const numbers = () => receiver.received.map(({ body }) => body['n']);
/** The view changes when the receiver's answer has come back, a moment after the receiver got the delivery. */
const viewWhen = async (isIt: (view: ReturnType<Webhook['view']>) => boolean) => {
  while (!isIt(webhook.view())) await new Promise(setImmediate);
  return webhook.view();
};

describe('a webhook', () => {
  it('posts JSON with the shared value, one after the other', async () => {
    webhook.enqueue([delivery(1), delivery(2)]);
    await receiver.until(2);
    expect(numbers()).toEqual([1, 2]);
    expect(receiver.received[0]!.headers).toMatchObject({
      'callback-key': 'sample-callback-key',
      'content-type': 'application/json',
    });
    expect(await viewWhen(({ delivered }) => delivered === 2)).toMatchObject({ waiting: 0, lastStatus: 202 });
  });

  it.each([200, 201, 202, 204])('takes %i for taken', async (status) => {
    receiver.answerWith(status);
    webhook.enqueue([delivery(1)]);
    expect(await viewWhen((view) => view.lastStatus !== null)).toMatchObject({ delivered: 1, lastStatus: status });
  });

  it('tries again after 203, a redirect or an error, and is as good as new after a success', async () => {
    receiver.answerWith(203, 302, 404, 500);
    webhook.enqueue([delivery(1)]);
    await receiver.until(5);
    const view = await viewWhen(({ delivered }) => delivered === 1);
    expect(view).toMatchObject({ isActive: true, failuresInRow: 0 });
    expect(numbers()).toEqual([1, 1, 1, 1, 1]);
  });

  it('is silent for good after the fifth failure', async () => {
    receiver.answerWith(500, 500, 500, 500, 500);
    webhook.enqueue([delivery(1), delivery(2)]);
    const view = await viewWhen(({ isActive, waiting }) => !isActive && waiting === 0);
    webhook.enqueue([delivery(3)]);
    await webhook.stop();
    expect(numbers()).toEqual([1, 1, 1, 1, 1]);
    expect(view).toMatchObject({ failuresInRow: 5, delivered: 0, lastStatus: 500 });
  });

  it('sends the youngest first when deliveries are reordered', async () => {
    webhook.enqueue([1, 2, 3].map((n) => delivery(n, { isReordered: true })));
    await receiver.until(3);
    expect(numbers()).toEqual([3, 2, 1]);
  });

  it('leaves the key out when asked to', async () => {
    webhook.enqueue([delivery(1, { hasKeyHeader: false })]);
    await receiver.until(1);
    expect(receiver.received[0]!.headers).not.toHaveProperty('callback-key');
  });

  it('stops at once, in the middle of a long gap too', async () => {
    receiver.answerWith(500);
    webhook.enqueue([delivery(1, { retryGapMs: 600_000 }), delivery(2)]);
    await viewWhen(({ failuresInRow }) => failuresInRow === 1);
    await webhook.stop();
    expect(numbers()).toEqual([1]);
  });
});

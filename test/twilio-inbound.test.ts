import { TWILIO_TOKEN } from './support/environment';
import { textUs } from './support/late-results';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const NUMBER = '+16025550142';
const OTHER = '+16025550177';

describe('a text that comes in', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
  });
  afterAll(() => stack.stop());
  beforeEach(() => stack.database.query('DELETE FROM text_opt_outs'));

  const optOuts = async (): Promise<boolean[]> =>
    (await stack.database.query<{ is_out: boolean }>('SELECT is_out FROM text_opt_outs ORDER BY changed_at')).map(
      ({ is_out: isOut }) => isOut,
    );
  const rowsOf = (action: string) =>
    stack.database.query(
      `SELECT account_id, outcome, purpose, subject, phi_accessed, caller_ref FROM pms_audit_logs WHERE action = $1
        ORDER BY chain_seq`,
      [action],
    );

  it.each(['STOP', 'stop', ' Stop! ', 'STOPALL', 'Unsubscribe.', 'cancel', 'END', 'quit'])(
    'is heeded when it says %j: no more texts to that number',
    async (words) => {
      const answer = await textUs(stack, NUMBER, words);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/xml/);
      expect(await answer.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response></Response>');
      expect(await optOuts()).toEqual([true]);
    },
  );

  it.each(['START', 'yes', 'Unstop'])('lets texts go again when it says %j', async (words) => {
    await textUs(stack, NUMBER, 'STOP');
    expect((await textUs(stack, NUMBER, words)).status).toBe(200);
    expect(await optOuts()).toEqual([false]);
  });

  it('is about its own number only, however that is written', async () => {
    await textUs(stack, NUMBER, 'STOP');
    await textUs(stack, OTHER, 'START');
    await textUs(stack, '(602) 555-0142', 'STOP');
    expect(await optOuts()).toEqual([false, true]);
  });

  it('is answered when it asks for help, and changes nothing', async () => {
    const answer = await textUs(stack, NUMBER, 'Help?');
    expect(await answer.text()).toMatch(/<Message>[^<]*Reply STOP to opt out\.<\/Message>/);
    expect(await optOuts()).toEqual([]);
  });

  it('is left alone when it says anything else, or comes from what is no number', async () => {
    const before = (await rowsOf('text.inbound')).length;
    for (const [from, words] of [
      [NUMBER, 'please stop by tomorrow'],
      [NUMBER, ''],
      ['262966', 'STOP'],
      ['', 'STOP'],
    ] as const) {
      const answer = await textUs(stack, from, words);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('<Response></Response>')]);
    }
    expect(await optOuts()).toEqual([]);
    expect(await rowsOf('text.inbound')).toHaveLength(before);
  });

  it('is on record without the number and without an account', async () => {
    await textUs(stack, NUMBER, 'STOP');
    expect((await rowsOf('text.inbound')).at(-1)).toEqual({
      account_id: null,
      outcome: 'success',
      purpose: 'operations',
      subject: 'keyword:stop',
      phi_accessed: false,
      caller_ref: null,
    });
  });

  it('is refused when Twilio did not sign it, which is counted, and on record once a minute', async () => {
    const forged = [
      await textUs(stack, NUMBER, 'STOP', 'another-token'),
      await textUs(stack, NUMBER, 'STOP', `${TWILIO_TOKEN} `),
      await fetch(`${stack.apiUrl}/twilio/inbound`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `From=${encodeURIComponent(NUMBER)}&Body=STOP`,
      }),
    ];
    expect(forged.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await optOuts()).toEqual([]);
    const rows = await waitFor('the row of a refusal', async () => {
      const found = await rowsOf('webhook.refused');
      return found.length > 0 ? found : null;
    });
    expect(rows).toMatchObject([{ account_id: null, outcome: 'denied' }]);
    const metrics = await (await fetch(`${stack.apiUrl}/metrics`)).text();
    expect(metrics).toMatch(/^parlae_webhook_refused_total 3$/m);
  });

  it('is refused when it is larger than any text, and by any other method', async () => {
    expect((await textUs(stack, NUMBER, 'x'.repeat(70_000))).status).toBe(413);
    expect((await fetch(`${stack.apiUrl}/twilio/inbound`)).status).toBe(405);
  });
});

it('finds nobody at home where texts are not configured', async () => {
  const off = { TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '', TWILIO_MESSAGING_SERVICE_SID: '' };
  const stack = await startStack({ hasWorker: false, env: off });
  try {
    expect((await textUs(stack, NUMBER, 'STOP')).status).toBe(503);
    expect(await stack.database.query('SELECT 1 FROM text_opt_outs')).toEqual([]);
  } finally {
    await stack.stop();
  }
});

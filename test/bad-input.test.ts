import { createHmac } from 'node:crypto';
import { codesIn, MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';

describe('bad input', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({ simulator: { writeDelayMs: 60_000 } });
  });
  afterAll(() => stack.stop());

  const toolRows = (callId: string) =>
    stack.database.query<{ outcome: string; endpoint: string }>(
      `SELECT outcome, endpoint FROM pms_audit_logs WHERE vapi_call_id = $1 AND action = 'tool.call' ORDER BY created_at`,
      [callId],
    );
  const countBookings = async (): Promise<number> => (await stack.database.query('SELECT id FROM bookings')).length;

  it('answers an unknown tool with an instruction, writes nothing, and keeps a row', async () => {
    const call = stack.call();
    const heard = await call.tool('drop-tables', {});
    expect(heard).toMatchObject({ status: 'NOT DONE', channel: 'error' });
    expect(await toolRows(call.id)).toEqual([{ outcome: 'failure', endpoint: '/vapi/tools/unknown' }]);
  });

  it('answers a tool called at the address of another', async () => {
    const call = stack.call();
    const response = await call.post('/vapi/tools/check-availability', {
      message: {
        type: 'tool-calls',
        toolCallList: [{ id: 'call_1', name: 'book-appointment', arguments: {} }],
        call: call.envelope,
      },
    });
    expect(await response.json()).toEqual({
      results: [
        {
          toolCallId: 'call_1',
          name: 'book-appointment',
          error: expect.stringMatching(/^NOT DONE: .*nothing was done/) as string,
        },
      ],
    });
  });

  it('answers an unknown phone line and keeps the row on the system chain', async () => {
    const call = stack.call({ phoneNumberId: 'num-of-nobody' });
    expect(await call.tool('search-patients', MAYA)).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
    const rows = await stack.database.query(
      'SELECT chain, account_id, outcome FROM pms_audit_logs WHERE vapi_call_id = $1',
      [call.id],
    );
    expect(rows).toEqual([{ chain: 'system', account_id: null, outcome: 'denied' }]);
  });

  it.each([
    ['search-patients', { ...MAYA, dateOfBirth: 'last spring' }, /dateOfBirth must be YYYY-MM-DD/],
    ['search-patients', { ...MAYA, dateOfBirth: '1988-02-30' }, /not a day that exists/],
    ['search-patients', { firstName: '{{customer.name}}', lastName: 'X', dateOfBirth: '1988-04-12' }, /template/],
    ['search-patients', { firstName: { $gt: '' } }, /firstName must be text/],
    ['check-availability', { date: '2020-01-06' }, /is over; date must be today or later/],
    ['check-availability', { date: 'the twelfth of never' }, /date must be YYYY-MM-DD/],
    ['check-availability', { appointmentType: 'moon landing' }, /appointmentType must be one of: Cleaning/],
    ['check-availability', { timeOfDay: 'purple' }, /timeOfDay must be/],
    ['check-availability', { provider: 'Dr. Whoever' }, /nobody of that name/],
    ['check-availability', { durationMinutes: 9_999 }, /durationMinutes must be from 5 to 240/],
    ['book-appointment', {}, /patient is missing.*slot is missing/],
    ['book-appointment', { patient: '4001', slot: 'S1' }, /patient must be a code from an earlier answer/],
    ['book-appointment', 'not json', /arguments must be one JSON object/],
    ['book-appointment', [1, 2], /arguments must be one JSON object/],
  ])('tells the model what is wrong: %s %j', async (tool, args, instruction) => {
    const call = stack.call();
    const before = await countBookings();
    const heard = await call.tool(tool, args);
    expect(heard).toMatchObject({ status: 'NEED', channel: 'error' });
    expect(heard.text).toMatch(instruction);
    expect(await countBookings()).toBe(before);
    expect(await toolRows(call.id)).toHaveLength(1);
  });

  it('books no slot that was never offered in this call, not even one of another call', async () => {
    const [other, call] = [stack.call(), stack.call()];
    const { slots } = await other.verifyAndAsk();
    const verified = await call.tool('search-patients', MAYA);
    const before = await countBookings();
    const heard = await call.tool('book-appointment', { patient: codesIn(verified.text, 'P')[0], slot: slots[0] });
    expect(heard).toMatchObject({ status: 'NOT DONE', channel: 'error' });
    expect(heard.text).toContain('never offered');
    expect(await countBookings()).toBe(before);
  });

  it('books for nobody whom this call has not verified', async () => {
    const [other, call] = [stack.call(), stack.call()];
    const { patient } = await other.verifyAndAsk();
    const offered = await call.tool('check-availability', {});
    const heard = await call.tool('book-appointment', { patient, slot: codesIn(offered.text, 'S')[0] });
    expect(heard).toMatchObject({ status: 'NEED', channel: 'error' });
    expect(heard.text).toContain('verified first');
  });

  it('does not know a patient of another practice, in the words for a patient who does not exist', async () => {
    const { items } = (await (
      await fetch(`${stack.simulator.baseUrl.replace('/v4', '/__sim')}/patients?practiceId=1-2&limit=1`)
    ).json()) as { items: { firstName: string; lastName: string; birthDate: string }[] };
    const [neighbour] = items;
    const clues = { firstName: neighbour?.firstName, lastName: neighbour?.lastName, dateOfBirth: neighbour?.birthDate };
    expect((await stack.call({ phoneNumberId: 'num-dev-0002' }).tool('search-patients', clues)).status).toBe('OK');
    const here = await stack.call().tool('search-patients', clues);
    const nobody = await stack.call().tool('search-patients', { ...clues, lastName: 'Nobodyatall' });
    expect(here.status).toBe('NOT FOUND');
    expect(here.text).toBe(nobody.text);
  });

  it('asks Sikka as often for a patient who does not exist as for one who does', async () => {
    const reads = async (clues: object): Promise<number> => {
      const before = await stack.simulator.countRequests('GET', '/patients');
      await stack.call().tool('search-patients', clues);
      return (await stack.simulator.countRequests('GET', '/patients')) - before;
    };
    const known = await reads(MAYA);
    expect(known).toBeLessThanOrEqual(5);
    expect(await reads({ ...MAYA, lastName: 'Nobodyatall' })).toBe(known);
    expect(await reads({ ...MAYA, dateOfBirth: '1988-04-13' })).toBe(known);
  });

  it('refuses a wrong secret, bad JSON, a huge body and other methods with problem documents that tell nothing', async () => {
    const url = `${stack.apiUrl}/vapi/tools/search-patients`;
    const good = { 'content-type': 'application/json', 'x-vapi-secret': stack.env['VAPI_WEBHOOK_SECRET'] ?? '' };
    const requests: [number, RequestInit][] = [
      [401, { method: 'POST', headers: { ...good, 'x-vapi-secret': 'wrong' }, body: '{}' }],
      [401, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }],
      [400, { method: 'POST', headers: good, body: '{"message":' }],
      [400, { method: 'POST', headers: good, body: '{"hello":"world"}' }],
      [413, { method: 'POST', headers: good, body: JSON.stringify({ x: 'y'.repeat(2_100_000) }) }],
      [405, { method: 'GET', headers: good }],
    ];
    for (const [status, init] of requests) {
      const response = await fetch(url, init);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      const body = await response.text();
      expect(body).not.toMatch(/stack|secret|SyntaxError|Unexpected/i);
    }
    expect((await fetch(`${stack.apiUrl}/nowhere`)).status).toBe(404);
  });

  it('takes a signed body in hmac mode and refuses the plain secret there', async () => {
    const secret = 'hmac-test-secret-0123456789';
    const hmac = await startStack({ hasWorker: false, env: { VAPI_AUTH_MODE: 'hmac', VAPI_WEBHOOK_SECRET: secret } });
    try {
      const call = hmac.call();
      const body = JSON.stringify({
        message: {
          type: 'tool-calls',
          toolCallList: [{ id: 'c', name: 'search-patients', arguments: MAYA }],
          call: call.envelope,
        },
      });
      const timestamp = String(Date.now());
      const sign = (over: string): string => createHmac('sha256', secret).update(over).digest('hex');
      const post = (headers: Record<string, string>): Promise<Response> =>
        fetch(`${hmac.apiUrl}/vapi/tools/search-patients`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        });
      const signed = await post({ 'x-timestamp': timestamp, 'x-signature': sign(`${timestamp}.${body}`) });
      expect(signed.status).toBe(200);
      const statuses = await Promise.all(
        [
          { 'x-vapi-secret': secret },
          { 'x-timestamp': timestamp, 'x-signature': sign(`${timestamp}.${body} `) },
          { 'x-timestamp': '1700000000', 'x-signature': sign(`1700000000.${body}`) },
        ].map(async (headers) => (await post(headers)).status),
      );
      expect(statuses).toEqual([401, 401, 401]);
    } finally {
      await hmac.stop();
    }
  });
});

import { randomUUID } from 'node:crypto';
import { bookingsOf } from './support/bookings';
import { heard, MAYA, type PhoneCall } from './support/phone-call';
import { startSecondApi, type SecondApi } from './support/second-api';
import { startStack, type TestStack } from './support/stack';

const STOP = /^NOT DONE: .*Do not call it again in this call; offer to take the caller to a person/;

const metricOf = async (apiUrl: string, series: string): Promise<number> => {
  const text = await (await fetch(`${apiUrl}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? 0 : Number(line.slice(series.length + 1));
};

describe('a model that runs in circles', () => {
  let stack: TestStack;
  let second: SecondApi;
  beforeAll(async () => {
    // What is said while a booking is sent must not change under the test.
    stack = await startStack({ simulator: { writeDelayMs: 60_000 } });
    second = await startSecondApi(stack);
  });
  afterAll(async () => {
    await second.stop();
    await stack.stop();
  });

  /** The same phone call at another process of the api. */
  const atSecond = (call: PhoneCall): PhoneCall => Object.assign(second.call(), { id: call.id });
  const statusesOf = async (calls: readonly (() => Promise<{ status: string }>)[]): Promise<string[]> => {
    const statuses: string[] = [];
    for (const ask of calls) statuses.push((await ask()).status);
    return statuses;
  };
  const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

  it('asks six times for the same, at whatever process, and is then told to stop, for good', async () => {
    const call = stack.call();
    const other = atSecond(call);
    const series = 'parlae_tool_calls_refused_total{reason="equal-calls"}';
    const before = await metricOf(stack.apiUrl, series);
    const ask = (i: number) => () => (i % 2 === 0 ? call : other).tool('search-patients', MAYA);
    expect(await statusesOf(times(6, ask))).toEqual(times(6, () => 'OK'));

    const id = `call_${randomUUID()}`;
    const refused = await call.tool('search-patients', MAYA, id);
    expect(refused).toMatchObject({ status: 'NOT DONE', channel: 'error' });
    expect(refused.text).toMatch(STOP);
    expect((await other.tool('search-patients', MAYA, id)).text).toBe(refused.text);
    expect((await other.tool('search-patients', MAYA)).text).toBe(refused.text);
    expect(await metricOf(stack.apiUrl, series)).toBe(before + 1);
    const [row] = await stack.database.query(
      `SELECT outcome, phi_accessed FROM pms_audit_logs WHERE action = 'tool.call' AND tool_call_id = $1 LIMIT 1`,
      [id],
    );
    expect(row).toEqual({ outcome: 'failure', phi_accessed: false });

    expect((await call.tool('check-availability', { appointmentType: 'cleaning' })).status).toBe('OK');
    expect((await stack.call().tool('search-patients', MAYA)).status).toBe('OK');
  });

  it('may repeat one tool call id as often as it likes: that is one call', async () => {
    const call = stack.call();
    const id = `call_${randomUUID()}`;
    const repeat = () => call.tool('search-patients', MAYA, id);
    expect(await statusesOf(times(12, () => repeat))).toEqual(times(12, () => 'OK'));
    expect((await call.tool('search-patients', MAYA)).status).toBe('OK');
  });

  it('hears the true standing of an equal write ten times, and nothing is booked twice', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    const posts = await stack.simulator.countRequests('POST', '/appointment');
    const ask = () => call.tool('book-appointment', { patient, slot: slots[0] });
    expect(await statusesOf(times(10, () => ask))).toEqual(times(10, () => 'SENT'));
    const refused = await ask();
    expect(refused.text).toMatch(STOP);
    expect(refused.text).toContain('what earlier answers said still holds');
    expect(await bookingsOf(stack.database, call.id)).toMatchObject([{ state: 'sent' }]);
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(posts + 1);
  });

  it('asks for many days with one tool, up to twenty, and still gets a person', async () => {
    const call = stack.call();
    const ask = (i: number) => () => call.tool('search-patients', { query: `${'x'.repeat(i + 1)} Nobody` });
    const statuses = await statusesOf(times(21, ask));
    expect(statuses.slice(0, 20)).not.toContain('NOT DONE');
    expect(statuses[20]).toBe('NOT DONE');
    const person = () => call.tool('transfer-to-human', { reason: 'wants a person' });
    expect(new Set(await statusesOf(times(11, () => person)))).toEqual(new Set(['TASK']));
  });
});

describe('a flood of tool calls', () => {
  let stack: TestStack;
  let limited: SecondApi;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    await stack.database.query(
      `INSERT INTO phone_lines (id, account_id, integration_id, vapi_phone_number_id, e164)
         SELECT gen_random_uuid(), account_id, integration_id, 'num-third', '+12025550103' FROM phone_lines
          WHERE vapi_phone_number_id = 'num-dev-0001'`,
    );
    // Ten tool calls of a line in ten seconds, and twenty-five of the account.
    const env = { ...stack.env, LINE_TOOL_CALLS_PER_MINUTE: '60', ACCOUNT_TOOL_CALLS_PER_MINUTE: '150' };
    limited = await startSecondApi({ env });
  });
  afterAll(async () => {
    await limited.stop();
    await stack.stop();
  });

  const toolCalls = (count: number) =>
    Array.from({ length: count }, () => ({ id: `call_${randomUUID()}`, name: 'search-patients', arguments: {} }));
  const post = async (phoneNumberId: string, count: number) => {
    const call = limited.call({ phoneNumberId });
    const toolCallList = toolCalls(count);
    const message = { type: 'tool-calls', toolCallList, call: call.envelope };
    const response = await call.post('/vapi/webhook', { message });
    expect(response.status).toBe(200);
    const { results } = (await response.json()) as { results: Record<string, string>[] };
    expect(results.map((entry) => entry['toolCallId'])).toEqual(toolCallList.map(({ id }) => id));
    return { call, statuses: results.map((entry) => heard(entry).status) };
  };

  it('on one line is answered with 200 and UNAVAILABLE, and takes nothing from other lines until the account is full', async () => {
    expect((await post('num-dev-0001', 10)).statuses).not.toContain('UNAVAILABLE');
    const over = [];
    for (let i = 0; i < 20; i += 1) over.push(await post('num-dev-0001', 3));
    expect(new Set(over.flatMap(({ statuses }) => statuses))).toEqual(new Set(['UNAVAILABLE']));
    expect((await post('num-dev-0002', 10)).statuses).not.toContain('UNAVAILABLE');
    expect((await post('num-third', 5)).statuses).not.toContain('UNAVAILABLE');
    expect(new Set((await post('num-third', 4)).statuses)).toEqual(new Set(['UNAVAILABLE']));

    const rows = await stack.database.query(
      `SELECT subject, outcome, account_id IS NOT NULL AS "hasAccount" FROM pms_audit_logs
        WHERE subject LIKE 'rate-limit:%' ORDER BY subject`,
    );
    expect(rows).toEqual([
      { subject: 'rate-limit:account', outcome: 'denied', hasAccount: true },
      { subject: 'rate-limit:line', outcome: 'denied', hasAccount: true },
    ]);
    const kept = await stack.database.query(`SELECT 1 FROM call_sessions WHERE vapi_call_id = ANY ($1)`, [
      over.map(({ call }) => call.id),
    ]);
    expect(kept).toEqual([]);
    expect(await metricOf(limited.apiUrl, 'parlae_tool_calls_refused_total{reason="line"}')).toBe(60);
    expect(await metricOf(limited.apiUrl, 'parlae_tool_calls_refused_total{reason="account"}')).toBe(4);
    const asked = limited.call({ phoneNumberId: 'num-third' });
    const message = { type: 'transfer-destination-request', call: asked.envelope };
    const answer = await asked.post('/vapi/webhook', { message });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(/^UNAVAILABLE: too many requests/) as string });
    expect(await metricOf(limited.apiUrl, 'parlae_tool_calls_refused_total{reason="account"}')).toBe(5);

    // Another process counts by itself.
    expect((await stack.call().tool('search-patients', {})).status).toBe('NEED');
  });

  it('of lines that nobody has is answered to the last, and sixty a minute are on record', async () => {
    for (let i = 0; i < 8; i += 1) {
      expect(new Set((await post('num-nobody', 10)).statuses)).toEqual(new Set(['UNAVAILABLE']));
    }
    const [row] = await stack.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pms_audit_logs WHERE account_id IS NULL AND action = 'tool.call'`,
    );
    expect(row?.count).toBe(60);
  });
});

describe('failed sign-ins', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false, env: { FAILED_SIGN_INS_PER_MINUTE: '4' } });
  });
  afterAll(() => stack.stop());

  it('get 401, then 429 with Retry-After, at /vapi and /admin together; the right secret still passes', async () => {
    const call = stack.call();
    const wrong = () => call.post('/vapi/webhook', {}, { 'x-vapi-secret': 'wrong' });
    const admin = () => fetch(`${stack.apiUrl}/admin/integrations`, { headers: { authorization: 'Bearer wrong' } });
    const answers = [await wrong(), await admin(), await wrong(), await admin(), await wrong(), await admin()];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 429, 429]);
    for (const answer of answers.slice(4)) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call.tool('search-patients', MAYA)).status).toBe('OK');
    expect(await metricOf(stack.apiUrl, 'parlae_sign_ins_turned_away_total')).toBe(2);
  });
});

import { randomUUID } from 'node:crypto';
import {
  askAdmin,
  codeSentTo,
  giveCode,
  listPractices,
  placeInDaylight,
  setChannel,
  STAFF_NUMBER,
  textsOf,
  type PracticeRow,
} from './support/staff';
import { startStack, type TestStack } from './support/stack';

const ANOTHER_NUMBER = '+16025550178';
const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('the number that a practice’s tasks are texted to', () => {
  let stack: TestStack;
  let practice: PracticeRow;
  let id: string;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    await placeInDaylight(stack);
    [practice = { accountId: '', integrationId: '' }] = await listPractices(stack);
    id = practice.integrationId;
  });
  beforeEach(async () => {
    await stack.database.query('DELETE FROM staff_channels');
    await stack.simulator.put('/phone', { texts: 'queued' });
  });
  afterAll(() => stack.stop());

  const channelRow = async () => (await stack.database.query('SELECT * FROM staff_channels'))[0];
  const isVerified = async (): Promise<boolean> => (await channelRow())?.['verified_at'] instanceof Date;
  const letTime = (minutes: number) =>
    stack.database.query('UPDATE staff_channels SET code_expires_at = code_expires_at - make_interval(mins => $1)', [
      minutes,
    ]);
  const rowsSince = async (at: Date) =>
    stack.database.query<{ kind: string; outcome: string; subject: string; actor_ref: string; phi_accessed: boolean }>(
      `SELECT kind, outcome, subject, actor_ref, phi_accessed FROM pms_audit_logs
        WHERE action = 'staff.channel' AND created_at >= $1 ORDER BY chain_seq`,
      [at],
    );
  const clock = async (): Promise<Date> =>
    (await stack.database.query<{ at: Date }>('SELECT clock_timestamp() AS at'))[0]!.at;

  it('is proved by the code that was texted to it, and each step is on record', async () => {
    const since = await clock();
    const set = await setChannel(stack, id);
    expect(set.status).toBe(202);
    expect(set.body).toEqual({ id, kind: 'sms', verified: false, codeExpiresAt: expect.any(String) });
    expect(await isVerified()).toBe(false);
    const code = await codeSentTo(stack, STAFF_NUMBER);
    const given = await giveCode(stack, id, code);
    expect([given.status, given.body]).toEqual([200, { id, verified: true }]);
    expect(await isVerified()).toBe(true);
    const who = { actor_ref: 'operator-1', phi_accessed: false };
    expect(await rowsSince(since)).toEqual([
      { kind: 'attempt', outcome: 'pending', subject: 'code', ...who },
      { kind: 'outcome', outcome: 'success', subject: 'code', ...who },
      { kind: 'event', outcome: 'success', subject: 'verify', ...who },
    ]);
  });

  it('is sealed, and so is its code: neither can be read from the database', async () => {
    await setChannel(stack, id);
    const code = await codeSentTo(stack, STAFF_NUMBER);
    const row = await channelRow();
    const text = Object.values(row ?? {})
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
      .join(' ');
    expect(text).not.toContain(STAFF_NUMBER.slice(2));
    expect(text.includes(` ${code} `)).toBe(false);
    expect(row?.['code_hash']).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  it('is not proved by a wrong code, and after five of them not by the right one either', async () => {
    await setChannel(stack, id);
    const code = await codeSentTo(stack, STAFF_NUMBER);
    const since = await clock();
    for (let n = 0; n < 5; n += 1) expect((await giveCode(stack, id, wrong(code))).status).toBe(400);
    expect((await giveCode(stack, id, code)).status).toBe(409);
    expect(await isVerified()).toBe(false);
    expect((await rowsSince(since)).map(({ outcome }) => outcome)).toEqual(Array(5).fill('denied'));
    await letTime(2);
    expect((await setChannel(stack, id)).status).toBe(202);
    expect((await giveCode(stack, id, await codeSentTo(stack, STAFF_NUMBER))).status).toBe(200);
  });

  it('is not proved by more than five codes that are tried at once', async () => {
    await setChannel(stack, id);
    const code = await codeSentTo(stack, STAFF_NUMBER);
    const replies = await Promise.all(Array.from({ length: 12 }, () => giveCode(stack, id, wrong(code))));
    expect(replies.filter(({ status }) => status === 400)).toHaveLength(5);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(7);
  });

  it('is not proved by a code of more than ten minutes ago', async () => {
    await setChannel(stack, id);
    await letTime(10);
    expect((await giveCode(stack, id, await codeSentTo(stack, STAFF_NUMBER))).status).toBe(409);
    expect(await isVerified()).toBe(false);
  });

  it('has to be proved anew when it is another one, and not when it is the same', async () => {
    await setChannel(stack, id);
    await giveCode(stack, id, await codeSentTo(stack, STAFF_NUMBER));
    const before = (await textsOf(stack)).length;
    expect(await setChannel(stack, id)).toMatchObject({ status: 200, body: { verified: true } });
    expect(await textsOf(stack)).toHaveLength(before);
    expect(await setChannel(stack, id, ANOTHER_NUMBER)).toMatchObject({ status: 202, body: { verified: false } });
    expect(await isVerified()).toBe(false);
  });

  it('is texted one code a minute at most', async () => {
    expect((await setChannel(stack, id)).status).toBe(202);
    expect((await setChannel(stack, id, ANOTHER_NUMBER)).status).toBe(429);
    await letTime(1);
    expect((await setChannel(stack, id, ANOTHER_NUMBER)).status).toBe(202);
  });

  it.each([
    ['opted-out', 400],
    ['refused', 400],
    ['500', 202],
    ['lost', 202],
  ])(
    'to which Twilio says %s is answered with %i, and whether it may have been texted is remembered',
    async (texts, status) => {
      await stack.simulator.put('/phone', { texts });
      expect((await setChannel(stack, id)).status).toBe(status);
      expect((await channelRow())?.['code_hash']).toEqual(status === 202 ? expect.any(String) : null);
      await stack.database.query('DELETE FROM text_opt_outs');
    },
  );

  it('that has asked for no texts gets none', async () => {
    await stack.simulator.put('/phone', { texts: 'opted-out' });
    await setChannel(stack, id);
    await stack.simulator.put('/phone', { texts: 'queued' });
    const before = (await textsOf(stack)).length;
    expect((await setChannel(stack, id)).status).toBe(400);
    expect(await textsOf(stack)).toHaveLength(before);
    await stack.database.query('DELETE FROM text_opt_outs');
  });

  it.each([
    { kind: 'sms', number: '6025550177' },
    { kind: 'sms', number: '+1 602 555 0177' },
    { kind: 'email', number: STAFF_NUMBER },
    { number: STAFF_NUMBER },
    { kind: 'sms', number: STAFF_NUMBER, verified: true },
  ])('is refused as %j', async (body) => {
    const { status, text } = await askAdmin(stack, 'PUT', `/integrations/${id}/staff-channel`, { body });
    expect(status).toBe(400);
    expect(text).not.toContain('0177');
  });

  it('is set and proved by operator and admin only, and for their own accounts', async () => {
    const path = `/integrations/${id}/staff-channel`;
    const asked = { kind: 'sms', number: STAFF_NUMBER };
    for (const roles of [['staff'], ['privacy']] as const) {
      const who = { roles, accounts: [practice.accountId] };
      expect((await askAdmin(stack, 'PUT', path, { who, body: asked })).status).toBe(403);
      expect((await askAdmin(stack, 'POST', `${path}/verify`, { who, body: { code: '123456' } })).status).toBe(403);
    }
    const who = { accounts: [randomUUID()] };
    const none = `/integrations/${randomUUID()}/staff-channel`;
    for (const [method, end, body] of [
      ['PUT', '', asked],
      ['POST', '/verify', { code: '123456' }],
    ] as const) {
      const foreign = await askAdmin(stack, method, `${path}${end}`, { who, body });
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(await askAdmin(stack, method, `${none}${end}`, { body }));
    }
    expect(await channelRow()).toBeUndefined();
  });
});

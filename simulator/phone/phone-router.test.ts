import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const TEXT = { To: '+12025550142', MessagingServiceSid: 'MGsimulator', Body: 'Invented words' };
const BASIC = `Basic ${Buffer.from('ACsimulator:token').toString('base64')}`;

const sendText = (form: Record<string, string> = TEXT, authorization = BASIC): Promise<Response> =>
  fetch(new URL('/2010-04-01/Accounts/ACsimulator/Messages.json', simulator.baseUrl), {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
const sendControl = (): Promise<Response> =>
  fetch(new URL('/vapi-control/call-1/control', simulator.baseUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"type":"say"}',
  });
const list = async (path: string): Promise<unknown[]> =>
  ((await simulator.control('GET', path)).json as { items: unknown[] }).items;

it('takes texts as Twilio does, and shows them', async () => {
  const answer = await sendText();
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ sid: expect.stringMatching(/^SM/), status: 'queued' });
  expect(await list('/texts')).toMatchObject([{ to: TEXT.To, body: TEXT.Body, status: 'queued' }]);
});

it('takes none from a stranger, nor to what is no number', async () => {
  expect((await sendText(TEXT, `Basic ${Buffer.from('ACother:token').toString('base64')}`)).status).toBe(401);
  expect((await sendText({ ...TEXT, To: '202-555-0142' })).status).toBe(400);
  expect(await list('/texts')).toEqual([]);
});

it.each([
  ['opted-out', 400, 21610],
  ['refused', 400, 21211],
  ['500', 500, 20500],
])('answers as it is told: %s', async (texts, status, code) => {
  await simulator.control('PUT', '/phone', { texts });
  const answer = await sendText();
  expect([answer.status, ((await answer.json()) as { code: number }).code]).toEqual([status, code]);
});

it('loses the answer to a text that it took', async () => {
  await simulator.control('PUT', '/phone', { texts: 'lost' });
  await expect(sendText()).rejects.toThrow();
  expect(await list('/texts')).toMatchObject([{ status: 'queued' }]);
});

it('takes messages for a live call, and shows them by call', async () => {
  expect((await sendControl()).status).toBe(200);
  expect(await list('/control?callId=call-1')).toMatchObject([
    { callId: 'call-1', body: { type: 'say' }, hasToken: false },
  ]);
  expect(await list('/control?callId=call-2')).toEqual([]);
});

it.each([
  ['complains', 200],
  ['call-over', 404],
])('answers a live call as it is told: %s', async (control, status) => {
  await simulator.control('PUT', '/phone', { control });
  expect((await sendControl()).status).toBe(status);
});

it('forgets all of it at a reset, and knows no other settings', async () => {
  await sendText();
  await simulator.control('PUT', '/phone', { texts: 'refused' });
  await simulator.control('POST', '/reset');
  expect(await list('/texts')).toEqual([]);
  expect((await simulator.control('GET', '/phone')).json).toEqual({ texts: 'queued', control: 'taken' });
  expect((await simulator.control('PUT', '/phone', { texts: 'eaten' })).status).toBe(400);
});

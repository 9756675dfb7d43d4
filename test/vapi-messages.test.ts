import { PassThrough } from 'node:stream';
import { createLogger } from '../src/logging/logger';
import { findCanaries, textCanary } from './support/canaries';
import { MAYA, type PhoneCall } from './support/phone-call';
import { placeOfText, placesInDatabase } from './support/places';
import { startSecondApi, type SecondApi } from './support/second-api';
import { startStack, type TestStack } from './support/stack';

const LINE = 'num-dev-0001';
const SPOKEN = 'Quillonberrysaid';

/** What Vapi sends along with any message. */
const OVERHEARD = {
  artifact: { transcript: SPOKEN, messages: [{ role: 'user', message: SPOKEN }], transfers: [] },
  analysis: { summary: SPOKEN },
  transcript: SPOKEN,
  conversation: [{ role: 'user', content: SPOKEN }],
};

describe('what Vapi says besides tool calls', () => {
  let stack: TestStack;
  let api: SecondApi;
  const log: string[] = [];
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    const output = new PassThrough();
    output.on('data', (line: Buffer) => log.push(line.toString()));
    api = await startSecondApi(stack, createLogger({ level: 'trace', processName: 'api', buildId: 'test' }, output));
  });
  afterEach(() =>
    stack.database.query(
      `UPDATE phone_lines SET vapi_assistant_id = NULL, language = 'en' WHERE vapi_phone_number_id = '${LINE}'`,
    ),
  );
  afterAll(async () => {
    await api.stop();
    await stack.stop();
  });

  const send = async (call: PhoneCall, message: Record<string, unknown>): Promise<unknown> => {
    const response = await call.post('/vapi/webhook', { message: { call: call.envelope, ...OVERHEARD, ...message } });
    expect(response.status).toBe(200);
    return response.json();
  };
  const sessionOf = async ({ id }: PhoneCall) => {
    const [row] = await stack.database.query(
      'SELECT status, ended_reason, ended_at FROM call_sessions WHERE vapi_call_id = $1',
      [id],
    );
    return row;
  };

  describe('which assistant answers a line', () => {
    const answers = (language: string) =>
      stack.database.query(
        `UPDATE phone_lines SET vapi_assistant_id = 'asst-0001', language = $1 WHERE vapi_phone_number_id = '${LINE}'`,
        [language],
      );

    it.each(['en', 'es'])(
      'is told, with the name of the practice and the language of the line (%s)',
      async (language) => {
        await answers(language);
        const [practice] = await stack.database.query<{ name: string }>(
          `SELECT i.practice_name AS name FROM pms_integrations i JOIN phone_lines l ON l.integration_id = i.id
          WHERE l.vapi_phone_number_id = '${LINE}'`,
        );
        const call = api.call();
        const answer = await send(call, { type: 'assistant-request' });
        expect(answer).toEqual({
          assistantId: 'asst-0001',
          assistantOverrides: { variableValues: { practiceName: practice?.name, language } },
        });
        expect(await send(call, { type: 'assistant-request' })).toEqual(answer);
        expect(await sessionOf(call)).toBeUndefined();
      },
    );

    it.each([
      ['a line that nobody has', 'num-nobody', /nobody can take your call/],
      ['a line without an assistant', LINE, /nobody can take your call/],
    ])('is not known for %s: the caller hears words and not silence', async (_what, phoneNumberId, words) => {
      const answer = await send(api.call({ phoneNumberId }), { type: 'assistant-request' });
      expect(answer).toEqual({ error: expect.stringMatching(words) as string });
    });

    it('is not known for a Spanish line without one: the caller hears it in Spanish', async () => {
      await stack.database.query(`UPDATE phone_lines SET language = 'es' WHERE vapi_phone_number_id = '${LINE}'`);
      const answer = await send(api.call(), { type: 'assistant-request' });
      expect(answer).toEqual({ error: expect.stringContaining('nadie puede atender su llamada') as string });
    });
  });

  it('a hang is counted, and told in the log with the ids of call and practice and nothing else', async () => {
    const call = api.call();
    expect(await send(call, { type: 'hang' })).toEqual({});
    const [line] = await stack.database.query<{ integrationId: string }>(
      `SELECT integration_id AS "integrationId" FROM phone_lines WHERE vapi_phone_number_id = '${LINE}'`,
    );
    const told = log
      .filter((each) => each.includes('stuck'))
      .map((each) => JSON.parse(each) as Record<string, unknown>);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      ...{ level: 'warn', vapiCallId: call.id, integrationId: line?.integrationId },
    });
    expect(await (await fetch(`${api.apiUrl}/metrics`)).text()).toContain('parlae_call_hangs_total 1\n');
  });

  it('a hang on a line that nobody has is counted too', async () => {
    const call = api.call({ phoneNumberId: 'num-nobody' });
    expect(await send(call, { type: 'hang' })).toEqual({});
    expect(log.join('')).toContain(call.id);
  });

  it('the end of a call is kept once, with the reason whichever message tells it', async () => {
    const call = api.call();
    await call.tool('search-patients', MAYA);
    await send(call, { type: 'status-update', status: 'in-progress' });
    expect(await sessionOf(call)).toMatchObject({ status: 'active', ended_reason: null });
    await send(call, { type: 'status-update', status: 'ended' });
    const first = await sessionOf(call);
    expect(first).toMatchObject({ status: 'ended', ended_reason: null });
    const report = { type: 'end-of-call-report', endedReason: 'assistant-forwarded-call' };
    expect(await send(call, report)).toEqual({});
    await send(call, { ...report, endedReason: 'another' });
    expect(await sessionOf(call)).toEqual({ ...first, ended_reason: 'assistant-forwarded-call' });
  });

  it('a report of a call that nobody has met changes nothing', async () => {
    const call = api.call();
    expect(await send(call, { type: 'end-of-call-report', endedReason: 'customer-ended-call' })).toEqual({});
    expect(await sessionOf(call)).toBeUndefined();
  });

  it.each([
    'conversation-update',
    'speech-update',
    'transcript',
    'user-interrupted',
    'assistant.started',
    'model-output',
    'voice-input',
    'transfer-update',
    'knowledge-base-request',
    'handoff-destination-request',
    'a kind of next year',
  ])('%s is taken and answered with nothing', async (type) => {
    expect(await send(api.call(), { type })).toEqual({});
  });

  it('leaves nothing of what was said in Postgres, in the log or in the metrics', async () => {
    const metrics = await (await fetch(`${api.apiUrl}/metrics`)).text();
    const places = [
      ...(await placesInDatabase(stack.database)),
      placeOfText('log', log.join('')),
      placeOfText('metrics', metrics),
    ];
    expect(findCanaries(places, [textCanary('what was said', SPOKEN)])).toEqual([]);
    expect(findCanaries(places, [textCanary('known text', 'assistant-forwarded-call')])).not.toEqual([]);
  });
});

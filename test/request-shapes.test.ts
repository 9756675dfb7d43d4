import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';

const WORDS = /^(OK|SENT|CONFIRMED|WORKING|TASK|NOT FOUND|NEED|NOT DONE|UNAVAILABLE): /;

interface Answer {
  readonly results: { toolCallId: string; name: string; result?: string; error?: string }[];
  readonly result?: string;
}

describe("every shape of Vapi's request", () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
  });
  afterAll(() => stack.stop());

  async function post(path: string, body: unknown): Promise<Answer> {
    const response = await stack.call().post(path, body);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    const answer = (await response.json()) as Answer;
    for (const entry of answer.results) expect(entry.result ?? entry.error).toMatch(WORDS);
    return answer;
  }

  const found = /^OK: Maya is verified/;

  it('answers today’s nested calls, with arguments as an object and as text', async () => {
    const { envelope } = stack.call();
    const entries = [
      { id: 'call_object', type: 'function', function: { name: 'search-patients', arguments: MAYA } },
      { id: 'toolu_text', type: 'function', function: { name: 'search-patients', arguments: JSON.stringify(MAYA) } },
    ];
    const { results } = await post('/vapi/tools/search-patients', {
      message: {
        type: 'tool-calls',
        timestamp: 1_930_000_000_000,
        toolCallList: entries,
        toolWithToolCallList: [{ type: 'function', function: { name: 'search-patients' }, toolCall: entries[0] }],
        call: envelope,
        phoneNumber: { id: 'num-dev-0001', provider: 'vapi', twilioAuthToken: 'never-read' },
        artifact: { messages: [{ role: 'user', message: 'this is Maya' }] },
      },
    });
    expect(results.map((entry) => entry.toolCallId)).toEqual(['call_object', 'toolu_text']);
    for (const entry of results) expect(entry.result).toMatch(found);
  });

  it('answers flat calls, with `arguments` and with `parameters`', async () => {
    for (const key of ['arguments', 'parameters']) {
      const { results } = await post('/vapi/tools/search-patients', {
        message: {
          type: 'tool-calls',
          toolCallList: [{ id: 'call_flat', name: 'search-patients', [key]: MAYA }],
          call: stack.call().envelope,
        },
      });
      expect(results).toEqual([
        { toolCallId: 'call_flat', name: 'search-patients', result: expect.stringMatching(found) as string },
      ]);
    }
  });

  it('answers several calls of one message, in order, on the address for any message', async () => {
    const { results } = await post('/vapi/webhook', {
      message: {
        type: 'tool-calls',
        toolCallList: [
          { id: 'call_1', type: 'function', function: { name: 'check-availability', arguments: {} } },
          { id: 'call_2', type: 'function', function: { name: 'search-patients', arguments: MAYA } },
        ],
        call: stack.call().envelope,
      },
    });
    expect(results.map((entry) => entry.toolCallId)).toEqual(['call_1', 'call_2']);
    expect(results[0]?.result).toMatch(/^OK: Open for cleaning/);
    expect(results[1]?.result).toMatch(found);
  });

  it('answers a call once that stands in both lists, with an ISO time stamp and empty arguments', async () => {
    const { results } = await post('/vapi/tools/check-availability', {
      message: {
        type: 'tool-calls',
        timestamp: '2031-03-04T15:00:03.000Z',
        toolCallList: [{ id: 'call_7', type: 'function', function: { name: 'check-availability', arguments: '' } }],
        toolCalls: [{ id: 'call_7', type: 'function', function: { name: 'check-availability', arguments: {} } }],
        call: stack.call().envelope,
      },
    });
    expect(results).toHaveLength(1);
    expect(results[0]?.result).toMatch(/^OK: Open for cleaning/);
  });

  it('answers the legacy function-call with `result` beside `results`', async () => {
    const answer = await post('/vapi/tools/search-patients', {
      message: {
        type: 'function-call',
        call: stack.call().envelope,
        functionCall: { name: 'search-patients', parameters: MAYA },
      },
    });
    expect(answer.result).toMatch(found);
    expect(answer.results[0]?.result).toBe(answer.result);
  });

  it('answers the hand-test shape: call at the root, tool from the path', async () => {
    const answer = await post('/vapi/tools/search-patients', {
      call: stack.call().envelope,
      message: { functionCall: { parameters: { query: 'Maya Brightwater', dateOfBirth: '1988-04-12' } } },
    });
    expect(answer.result).toMatch(found);
    expect(answer.results).toHaveLength(1);
  });

  it('answers other server messages with 200 and an empty object', async () => {
    for (const type of ['conversation-update', 'hang', 'speech-update']) {
      const response = await stack.call().post('/vapi/webhook', { message: { type, call: stack.call().envelope } });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({});
    }
  });

  it('notes the end of a call and forgets its control URL', async () => {
    const call = stack.call();
    const envelope = { ...call.envelope, monitor: { controlUrl: 'https://node.example.vapi.ai/x/control' } };
    await post('/vapi/webhook', {
      message: {
        type: 'tool-calls',
        toolCallList: [{ id: 'call_1', name: 'check-availability', arguments: {} }],
        call: envelope,
      },
    });
    const session = () =>
      stack.database.query('SELECT status, ended_reason, control_url FROM call_sessions WHERE vapi_call_id = $1', [
        call.id,
      ]);
    expect(await session()).toEqual([
      { status: 'active', ended_reason: null, control_url: expect.any(Buffer) as Buffer },
    ]);
    const report = {
      type: 'end-of-call-report',
      endedReason: 'customer-ended-call',
      call: envelope,
      artifact: { transcript: 'x' },
    };
    expect((await call.post('/vapi/webhook', { message: report })).status).toBe(200);
    expect(await session()).toEqual([{ status: 'ended', ended_reason: 'customer-ended-call', control_url: null }]);
  });
});

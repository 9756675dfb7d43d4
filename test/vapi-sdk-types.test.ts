import type { Vapi } from '@vapi-ai/server-sdk';
import { addMessageBody, transferBody } from '../src/domain/messaging/control-bodies';
import { TOOLS } from '../src/domain/tools';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { faultsBySdkTypes, type TypedValue } from './support/vapi-types';

const TOOL_CALLS = 'ServerMessageResponseToolCalls';

describe('what we say to Vapi, by the types of its own SDK', () => {
  jest.setTimeout(120_000);

  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
  });
  afterAll(() => stack.stop());

  const answerTo = async (message: object): Promise<unknown> =>
    (await stack.call().post('/vapi/webhook', { message: { call: stack.call().envelope, ...message } })).json();

  const toolAnswer = async (name: string, args: object): Promise<TypedValue> => ({
    what: `${name} ${JSON.stringify(args)}`,
    type: TOOL_CALLS,
    value: await answerTo({ type: 'tool-calls', toolCallList: [{ id: `call_${name}`, name, arguments: args }] }),
  });

  it('answers tool calls, requests and live calls with keys that they have, and with no other', async () => {
    const values = await Promise.all([
      ...Object.keys(TOOLS).map((name) => toolAnswer(name, {})),
      toolAnswer('search-patients', MAYA),
      toolAnswer('check-availability', {}),
      toolAnswer('no-such-tool', {}),
    ]);
    values.push(
      {
        what: 'assistant-request',
        type: 'ServerMessageResponseAssistantRequest',
        value: await answerTo({ type: 'assistant-request' }),
      },
      {
        what: 'transfer-destination-request',
        type: 'ServerMessageResponseTransferDestinationRequest',
        value: await answerTo({ type: 'transfer-destination-request' }),
      },
      {
        what: 'add-message',
        type: 'ClientInboundMessageMessage',
        value: JSON.parse(addMessageBody('The office has confirmed the visit.').expose()),
      },
      ...[null, '101'].map((extension) => ({
        what: `transfer to extension ${String(extension)}`,
        type: 'ClientInboundMessageMessage',
        value: JSON.parse(
          transferBody({ number: '+12025550111', extension, content: 'One moment.' }).expose(),
        ) as unknown,
      })),
    );
    expect(faultsBySdkTypes(values)).toEqual([]);
    const answers = values.filter(({ type }) => type === TOOL_CALLS).map(({ value }) => value);
    for (const { results } of answers as Vapi.ServerMessageResponseToolCalls[]) expect(results).toHaveLength(1);
    expect(values).toHaveLength(Object.keys(TOOLS).length + 8);
  });

  it('reads a message that is written by their types', async () => {
    const toolCallList: Vapi.ToolCall[] = [
      { id: 'call_typed', type: 'function', function: { name: 'search-patients', arguments: JSON.stringify(MAYA) } },
    ];
    const message: Vapi.ServerMessageToolCalls = {
      type: 'tool-calls',
      toolCallList,
      toolWithToolCallList: [],
      timestamp: 1_930_000_000_000,
      customer: { number: '+16025550142' },
    };
    const { results } = (await answerTo(message)) as Vapi.ServerMessageResponseToolCalls;
    expect(results).toEqual([
      { toolCallId: 'call_typed', name: 'search-patients', result: expect.stringMatching(/^OK: /) as string },
    ]);
  });
});

describe('faultsBySdkTypes', () => {
  jest.setTimeout(120_000);

  const result = { toolCallId: 'a', name: 'b', result: 'OK: c' };
  const value = (what: string, type: string, of: unknown): TypedValue => ({ what, type, value: of });

  it('finds what is missing, of another type, or unknown, and names where', () => {
    const faults = faultsBySdkTypes([
      value('right', TOOL_CALLS, { results: [result] }),
      value('an object as a result', TOOL_CALLS, { results: [{ ...result, result: { content: 'c' } }] }),
      value('no name', TOOL_CALLS, { results: [{ toolCallId: 'a', result: 'c' }] }),
      value('results that are no list', TOOL_CALLS, { results: result }),
      value('a key of our own', TOOL_CALLS, { results: [{ ...result, spoken: 'c' }] }),
      value('a number without its type', 'ClientInboundMessageMessage', {
        type: 'transfer',
        destination: { number: '+12025550111' },
      }),
    ]);
    expect([...new Set(faults.map((fault) => fault.slice(0, fault.indexOf(':'))))]).toEqual([
      'an object as a result',
      'no name',
      'results that are no list',
      'a key of our own',
      'a number without its type',
    ]);
  });
});

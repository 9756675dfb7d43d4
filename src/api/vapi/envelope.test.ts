import { inspect } from 'node:util';
import fc from 'fast-check';
import { Phi, reveal } from '../../domain/phi';
import { Secret } from '../../domain/secret';
import { parseVapiMessage } from './envelope';
import type { VapiToolCallsMessage } from './envelope/message';
import type { VapiToolCall } from './envelope/tool-calls';

function messageOf(body: unknown, pathTool: string | null = null): VapiToolCallsMessage {
  const read = parseVapiMessage(body, pathTool);
  if (!read.ok || read.value.kind !== 'tool-calls') throw new Error('no tool calls');
  return read.value;
}

/** The calls with their arguments unwrapped, or the problem in their place. */
function callsOf(body: unknown, pathTool: string | null = null) {
  return messageOf(body, pathTool).toolCalls.map((call) => ({
    id: call.id,
    name: call.name,
    arguments: argumentsOf(call),
  }));
}

function argumentsOf({ arguments: read }: VapiToolCall): unknown {
  return read.ok ? reveal(read.value) : read.error;
}

const call = { id: 'vapi-call-0001' };
const nested = (id: string, args: unknown, name = 'check-availability') => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});
const listOf = (...toolCallList: unknown[]) => ({ message: { type: 'tool-calls', toolCallList, call } });

/** A: today's form, as captured. Invented values. */
const SHAPE_A = JSON.parse(
  '{"message":{"type":"tool-calls","timestamp":1930000000000,"toolCallList":[{"id":"call_sample01","type":"function","function":{"name":"book-appointment","arguments":{"patientId":"pt-4201","startTime":"2031-03-10T10:30","appointmentType":"cleaning"}}}],"toolWithToolCallList":[{"type":"function","async":false,"function":{"name":"book-appointment","description":"Book a visit after the caller has confirmed it."},"server":{"url":"https://svc.example.com/vapi/tools/book-appointment","timeoutSeconds":15},"messages":[{"type":"request-start","content":"One moment while I book that."}],"toolCall":{"id":"call_sample01","type":"function","function":{"name":"book-appointment","arguments":{"patientId":"pt-4201"}}}}],"call":{"id":"vapi-call-0001","orgId":"org-0001","type":"inboundPhoneCall","status":"in-progress","createdAt":"2031-03-04T15:00:00.000Z","updatedAt":"2031-03-04T15:00:03.000Z","assistantId":"asst-0001","phoneNumberId":"num-0001","phoneCallProvider":"twilio","phoneCallProviderId":"provider-call-0001","customer":{"number":"+12025550142"},"monitor":{"listenUrl":"wss://node.example.vapi.ai/vapi-call-0001/listen","controlUrl":"https://node.example.vapi.ai/vapi-call-0001/control"}},"customer":{"number":"+12025550142"},"phoneNumber":{"id":"num-0001","provider":"vapi","number":"+12025550100"},"assistant":{"name":"Front desk","metadata":{"practiceRef":"prac-7"}},"artifact":{"messages":[{"role":"user","message":"Tuesday at ten thirty works","time":1929999998000,"endTime":1929999999500,"secondsFromStart":41.2}]}}}',
) as { message: Record<string, unknown> };

/** G and H: the legacy forms. */
const SHAPE_G = {
  message: {
    type: 'function-call',
    call,
    functionCall: { name: 'search-patients', parameters: { query: 'Sample Patient' } },
  },
};
const SHAPE_H = {
  call: { id: 'vapi-call-0001', phoneNumberId: 'num-0001' },
  message: { functionCall: { parameters: { query: 'Sample Patient' } } },
};

describe('the forms of a tool call', () => {
  it('A: nested, arguments as an object, with the call that it came in', () => {
    const message = messageOf(SHAPE_A);
    expect(callsOf(SHAPE_A)).toEqual([
      {
        id: 'call_sample01',
        name: 'book-appointment',
        arguments: { patientId: 'pt-4201', startTime: '2031-03-10T10:30', appointmentType: 'cleaning' },
      },
    ]);
    expect(message.isLegacy).toBe(false);
    expect(message.call).toMatchObject({
      id: 'vapi-call-0001',
      type: 'inboundPhoneCall',
      phoneNumberId: 'num-0001',
      assistantId: 'asst-0001',
    });
    expect(message.call.customerNumber && reveal(message.call.customerNumber)).toBe('+12025550142');
    expect(message.call.controlUrl?.expose()).toBe('https://node.example.vapi.ai/vapi-call-0001/control');
  });

  it.each([
    ['B: nested, arguments as text', nested('call_sample02', '{"date":"2031-03-10"}')],
    ['C: flat, arguments', { id: 'call_sample02', name: 'check-availability', arguments: { date: '2031-03-10' } }],
    ['D: flat, parameters', { id: 'call_sample02', name: 'check-availability', parameters: { date: '2031-03-10' } }],
    [
      'flat, arguments as text',
      { id: 'call_sample02', name: 'check-availability', arguments: '{"date":"2031-03-10"}' },
    ],
  ])('%s', (_form, entry) => {
    const expected = { id: 'call_sample02', name: 'check-availability', arguments: { date: '2031-03-10' } };
    expect(callsOf(listOf(entry))).toEqual([expected]);
    expect(messageOf(listOf(entry)).isLegacy).toBe(false);
  });

  it('E: several at once, in their order', () => {
    const body = listOf(
      nested('call_sample05', { lastName: 'Sample' }, 'search-patients'),
      nested('call_sample06', {}),
    );
    expect(callsOf(body).map(({ id, name }) => [id, name])).toEqual([
      ['call_sample05', 'search-patients'],
      ['call_sample06', 'check-availability'],
    ]);
  });

  it('F: a time stamp as text, a second list with the same id, arguments as empty text', () => {
    const message = {
      type: 'tool-calls',
      timestamp: '2031-03-04T15:00:03.000Z',
      toolCallList: [nested('call_sample07', '')],
      toolCalls: [nested('call_sample07', { date: '2031-03-10' })],
      call,
    };
    expect(callsOf({ message })).toEqual([{ id: 'call_sample07', name: 'check-availability', arguments: {} }]);
  });

  it('F: the untyped list alone', () => {
    const message = { type: 'tool-calls', toolCalls: [nested('call_sample07', {})], call };
    expect(callsOf({ message })).toHaveLength(1);
  });

  it('G: the legacy function-call, with an id of ours', () => {
    const message = messageOf(SHAPE_G);
    expect(callsOf(SHAPE_G)).toEqual([
      {
        id: expect.stringMatching(/^derived_[\w-]{43}$/),
        name: 'search-patients',
        arguments: { query: 'Sample Patient' },
      },
    ]);
    expect(message.isLegacy).toBe(true);
    expect(message.toolCalls[0]?.isIdDerived).toBe(true);
  });

  it('G: its parameters as text get the same id', () => {
    const asText = {
      message: {
        ...SHAPE_G.message,
        functionCall: { name: 'search-patients', parameters: '{"query": "Sample Patient"}' },
      },
    };
    expect(callsOf(asText)).toEqual(callsOf(SHAPE_G));
  });

  it('H: the hand-test form, with the call at the root and the tool in the path', () => {
    const message = messageOf(SHAPE_H, 'search-patients');
    expect(callsOf(SHAPE_H, 'search-patients')[0]).toMatchObject({
      name: 'search-patients',
      arguments: { query: 'Sample Patient' },
    });
    expect(message).toMatchObject({ isLegacy: true, call: { id: 'vapi-call-0001', phoneNumberId: 'num-0001' } });
  });

  it.each([['function-call'], [undefined]])(
    'counts a list in a message of type %s as legacy, for the answer',
    (type) => {
      const message = { ...listOf(nested('c1', {})).message, type };
      expect(messageOf({ message })).toMatchObject({ isLegacy: true, toolCalls: [{ id: 'c1', isIdDerived: false }] });
    },
  );

  it('H on the common webhook: a call that names no tool is kept, to be answered', () => {
    expect(callsOf(SHAPE_H)[0]?.name).toBe('unnamed');
  });
});

describe('derived ids', () => {
  const idOf = (functionCall: object, id = 'vapi-call-0001') =>
    callsOf({ message: { type: 'function-call', call: { id }, functionCall } })[0]?.id;

  it('are the same whatever order the parameters came in', () => {
    expect(idOf({ name: 'x', parameters: { a: 1, b: 2 } })).toBe(idOf({ name: 'x', parameters: { b: 2, a: 1 } }));
  });

  it('differ by phone call, tool and arguments', () => {
    const base = { name: 'x', parameters: { a: 1 } };
    const ids = [
      idOf(base),
      idOf(base, 'vapi-call-0002'),
      idOf({ ...base, name: 'y' }),
      idOf({ ...base, parameters: {} }),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});

describe('tolerance', () => {
  it('keeps the name that Vapi says where the path says another, for an error of its own', () => {
    expect(callsOf(listOf(nested('c1', {}, 'search-patients')), 'book-appointment')[0]?.name).toBe('search-patients');
  });

  it('does not run the tool of the path under a name that is no name', () => {
    expect(callsOf(listOf(nested('c1', {}, 'search patients\n')), 'book-appointment')[0]?.name).toBe('unnamed');
  });

  it('drops a second entry with the same id and entries that are no objects', () => {
    const entries = [nested('c1', { a: 1 }), null, 'text', 7, nested('c1', { a: 2 })];
    expect(callsOf(listOf(...entries))).toEqual([{ id: 'c1', name: 'check-availability', arguments: { a: 1 } }]);
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['empty text', ''],
    ['an object', {}],
  ])('derives an id in place of %s', (_what, id) => {
    const message = messageOf(listOf({ ...nested('', {}), id }));
    expect(message.toolCalls[0]?.id).toMatch(/^derived_/);
    expect(message.isLegacy).toBe(true);
  });

  it.each([
    ['a number', 7, '7', false],
    ['text with a control character', 'a\u0000b', 'a\u0000b', true],
    ['half a character', '\ud800', '\ud800', true],
    ['text over 256 characters', 'x'.repeat(257), 'x'.repeat(257), true],
  ])('echoes %s as an id, and says whether it can be kept', (_what, id, echoed, isIdOdd) => {
    const { isLegacy, toolCalls } = messageOf(listOf({ ...nested('', {}), id }));
    expect(toolCalls).toMatchObject([{ id: echoed, isIdDerived: false, isIdOdd }]);
    expect(isLegacy).toBe(false);
  });

  it('reads the list that holds calls, and one call that stands there by itself', () => {
    const one = nested('c1', {});
    const read = { id: 'c1', name: 'check-availability', arguments: {} };
    expect(callsOf({ message: { type: 'tool-calls', toolCallList: [null, 'x'], toolCalls: [one], call } })).toEqual([
      read,
    ]);
    expect(callsOf({ message: { type: 'tool-calls', toolCallList: one, call } })).toEqual([read]);
  });

  it('runs ten calls of one message and keeps the id of every further one', () => {
    const entries = Array.from({ length: 13 }, (_, index) => nested(`c${index}`, {}));
    const { toolCalls, overflow } = messageOf(listOf(...entries, nested('c0', {}), nested('c12', {})));
    expect(toolCalls.map(({ id }) => id)).toEqual(entries.slice(0, 10).map(({ id }) => id));
    expect(overflow).toEqual(['c10', 'c11', 'c12'].map((id) => ({ id, name: 'check-availability' })));
  });

  it('takes line and caller from beside the call where the call lacks them', () => {
    const message = {
      ...listOf(nested('c1', {})).message,
      phoneNumber: { id: 'num-0002' },
      customer: { number: '+12025550142' },
    };
    const read = messageOf({ message }).call;
    expect(read.phoneNumberId).toBe('num-0002');
    expect(read.customerNumber && reveal(read.customerNumber)).toBe('+12025550142');
  });

  it('reads a web call, which has neither line nor caller', () => {
    const message = {
      ...listOf(nested('c1', {})).message,
      call: { id: 'vapi-call-0001', type: 'webCall', assistantId: 'asst-0001' },
    };
    expect(messageOf({ message }).call).toEqual({
      id: 'vapi-call-0001',
      type: 'webCall',
      phoneNumberId: null,
      assistantId: 'asst-0001',
      customerNumber: null,
      controlUrl: null,
      assistantLanguage: null,
    });
  });

  it.each([
    ['es', 'es'],
    ['es-419', 'es'],
    ['en-US', 'en'],
    ['multi', null],
    ['fr', null],
    [7, null],
  ])('takes what the assistant listens for where callers are answered in it: %s', (language, expected) => {
    const assistant = { transcriber: { provider: 'deepgram', language }, voice: {} };
    const { call } = messageOf({ message: { ...listOf(nested('c1', {})).message, assistant } });
    expect(call.assistantLanguage).toBe(expected);
  });

  it('counts a call field of another form as absent', () => {
    const odd = { id: 7, type: 'faxCall', phoneNumberId: {}, customer: 'withheld', monitor: [], assistantId: 'a\nb' };
    expect(messageOf({ message: { ...listOf(nested('c1', {})).message, call: odd } }).call).toEqual({
      id: null,
      type: 'unknown',
      phoneNumberId: null,
      assistantId: null,
      customerNumber: null,
      controlUrl: null,
      assistantLanguage: null,
    });
  });

  it('reads an empty list as a message without calls', () => {
    expect(messageOf(listOf())).toMatchObject({ toolCalls: [], overflow: [] });
  });
});

/** Everything that a message holds, its wrapped values included. */
function unwrapped(value: unknown): unknown {
  if (value instanceof Phi) return unwrapped(reveal(value));
  if (value instanceof Secret) return unwrapped(value.expose());
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([key, member]) => [key, unwrapped(member)]);
}

describe('the allow-list', () => {
  it('lets through no carrier token, transcript, secret of a tool, or assistant', () => {
    const canary = 'canary-value';
    const body = {
      message: {
        ...SHAPE_A.message,
        phoneNumber: { id: 'num-0001', twilioAuthToken: canary, number: canary },
        assistant: { metadata: { x: canary } },
        artifact: { transcript: canary, variableValues: { token: canary }, messages: [{ message: canary }] },
        toolWithToolCallList: [{ server: { secret: canary } }],
        analysis: { summary: canary },
        call: {
          ...(SHAPE_A.message['call'] as object),
          phoneCallProviderDetails: canary,
          assistantOverrides: { x: canary },
        },
      },
      extra: canary,
    };
    const show = (value: unknown) => JSON.stringify(unwrapped(value));
    expect(show(parseVapiMessage(body, null))).toContain('5550142');
    expect(show(parseVapiMessage(body, null))).not.toContain(canary);
    const types = ['end-of-call-report', 'status-update', 'hang', 'assistant-request', 'conversation-update'];
    for (const type of types)
      expect(show(parseVapiMessage({ message: { ...body.message, type } }, null))).not.toContain(canary);
  });

  it('prints neither arguments, nor the caller, nor the control URL', () => {
    const printed = inspect(messageOf(SHAPE_A), { depth: null, showHidden: true }) + JSON.stringify(messageOf(SHAPE_A));
    expect(printed).toContain('call_sample01');
    for (const value of ['pt-4201', '5550142', '/control']) expect(printed).not.toContain(value);
  });
});

describe('the other messages', () => {
  it.each([
    [
      { type: 'status-update', status: 'ended', endedReason: 'customer-ended-call', timestamp: 1930000100000, call },
      { kind: 'status-update', status: 'ended', endedReason: 'customer-ended-call' },
    ],
    [
      { type: 'status-update', status: 'in-progress', call },
      { kind: 'status-update', endedReason: null },
    ],
    [
      {
        type: 'end-of-call-report',
        endedReason: 'assistant-forwarded-call',
        artifact: {
          transcript: '<drop>',
          transfers: [{ destination: { number: '+12025550111' }, status: 'connected' }, { status: 'odd' }, 7],
        },
        analysis: { summary: '<drop>' },
        call,
      },
      {
        kind: 'end-of-call-report',
        endedReason: 'assistant-forwarded-call',
        transfers: [{ status: 'connected' }, { status: 'unknown' }, { status: 'unknown' }],
      },
    ],
    [
      { type: 'end-of-call-report', call },
      { kind: 'end-of-call-report', endedReason: null, transfers: [] },
    ],
    [{ type: 'hang', timestamp: 1930000050000, call }, { kind: 'hang' }],
    [{ type: 'assistant-request', call: { ...call, phoneNumberId: 'num-0001' } }, { kind: 'assistant-request' }],
  ])('reads %j', (message, expected) => {
    expect(parseVapiMessage({ message }, null)).toMatchObject({
      ok: true,
      value: { ...expected, call: { id: call.id } },
    });
  });

  it.each([
    ['speech-update', 'speech-update'],
    ['a sentence with a name', 'unknown'],
    [{ odd: true }, 'unknown'],
  ])('keeps of any other message its type only: %j', (type, kept) => {
    expect(parseVapiMessage({ message: { type, transcript: 'x' } }, null)).toEqual({
      ok: true,
      value: { kind: 'other', type: kept },
    });
  });

  it('takes words for status and reason, never a sentence', () => {
    const message = { type: 'status-update', status: 'Sample Patient called', endedReason: 'x\ny', call };
    expect(parseVapiMessage({ message }, null)).toMatchObject({ value: { status: null, endedReason: null } });
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ message: null }],
    [{ message: [] }],
    [{ message: {} }],
    [{ message: { type: 'tool-calls', call } }],
    [{ message: { type: 'tool-calls', toolCallList: {}, toolCalls: 'x' } }],
  ])('finds nothing to read in %j', (body) => {
    expect(parseVapiMessage(body, 'search-patients')).toEqual({ ok: false, error: 'unreadable' });
  });
});

describe('on any JSON', () => {
  const anything = fc.jsonValue({ maxDepth: 6 });
  const key = fc.constantFrom('id', 'name', 'function', 'arguments', 'parameters', '__proto__', 'constructor');
  const entry = fc.dictionary(key, fc.oneof(anything, fc.dictionary(key, anything)));
  const body = fc.record(
    {
      call: anything,
      message: fc.record(
        {
          type: fc.constantFrom('tool-calls', 'function-call', 'hang', 'end-of-call-report', 'status-update', 7),
          call: fc.oneof(anything, fc.dictionary(fc.constantFrom('id', 'customer', 'monitor', 'type'), anything)),
          customer: anything,
          toolCallList: fc.oneof(anything, fc.array(entry)),
          toolCalls: fc.oneof(anything, fc.array(entry)),
          functionCall: fc.oneof(anything, entry),
          artifact: fc.oneof(anything, fc.record({ transfers: anything })),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['message'] },
  );

  it('never throws, and gives every call of a message an id of its own', () => {
    fc.assert(
      fc.property(fc.oneof(anything, body), fc.option(fc.string()), (value, pathTool) => {
        const read = parseVapiMessage(value, pathTool);
        if (!read.ok || read.value.kind !== 'tool-calls') return;
        const ids = [...read.value.toolCalls, ...read.value.overflow].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).not.toContain('');
      }),
      { numRuns: 300 },
    );
  });

  it('survives nesting that would overflow the stack', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as unknown;
    expect(callsOf(listOf(nested('c1', { deep }), { id: deep, name: deep }))[0]?.arguments).toBe('too-large');
    expect(parseVapiMessage(deep, null).ok).toBe(false);
  });
});

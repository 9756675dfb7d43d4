import { parseVapiMessage } from '../../src/api/vapi/envelope';
import { reveal } from '../../src/domain/phi';
import { endOfCallBody, toolCallsBody } from './vapi-messages';

const CALL = {
  callId: 'call-sample',
  callerNumber: '+16025550142',
  startedAt: new Date('2031-03-04T15:00:00Z'),
  sentAt: new Date('2031-03-04T15:01:00Z'),
  spoken: [{ role: 'user', message: 'Hello', time: 1 }],
} as const;

describe("the callers' messages", () => {
  it('are read by the product as a tool call on the practice line, with caller and way back into the call', () => {
    const toolCall = { id: 'call_sample01', name: 'search-patients', arguments: { lastName: 'Sample' } };
    const body: unknown = toolCallsBody(CALL, toolCall, 'http://127.0.0.1:4000/vapi/tools/search-patients');
    const read = parseVapiMessage(JSON.parse(JSON.stringify(body)), 'search-patients');
    if (!read.ok || read.value.kind !== 'tool-calls') throw new Error('not a tool call');
    const { call, toolCalls, isLegacy } = read.value;
    expect({ isLegacy, id: call.id, phoneNumberId: call.phoneNumberId, type: call.type }).toEqual({
      isLegacy: false,
      id: 'call-sample',
      phoneNumberId: 'num-dev-0001',
      type: 'inboundPhoneCall',
    });
    expect(call.customerNumber === null ? null : reveal(call.customerNumber)).toBe('+16025550142');
    expect(new URL(call.controlUrl?.expose() ?? '').hostname).toBe('127.0.0.1');
    const [first] = toolCalls;
    expect(toolCalls).toHaveLength(1);
    expect(first).toMatchObject({ id: 'call_sample01', name: 'search-patients', isIdDerived: false });
    expect(first?.arguments.ok === true ? reveal(first.arguments.value) : null).toEqual({ lastName: 'Sample' });
  });

  it('end with a report that the product reads as the end of the same call', () => {
    const read = parseVapiMessage(JSON.parse(JSON.stringify(endOfCallBody(CALL))), null);
    expect(read).toMatchObject({
      ok: true,
      value: {
        kind: 'end-of-call-report',
        endedReason: 'customer-ended-call',
        call: { id: 'call-sample', phoneNumberId: 'num-dev-0001' },
      },
    });
  });
});

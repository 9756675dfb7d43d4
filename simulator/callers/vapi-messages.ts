import { LINE } from './cast';

export interface SpokenLine {
  readonly role: 'user' | 'assistant';
  readonly message: string;
  readonly time: number;
}

export interface CallFacts {
  readonly callId: string;
  readonly callerNumber: string;
  readonly startedAt: Date;
  readonly sentAt: Date;
  readonly spoken: readonly SpokenLine[];
  /** Where messages for live calls are taken, such as the simulator's `/vapi-control`. */
  readonly controlBaseUrl?: string | undefined;
}

export interface ToolCallFacts {
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, string>>;
}

/** Loopback stands in for Vapi's live calls. Nobody listens in; news for the call goes to the simulator where it is named. */
const monitorOf = ({ callId, controlBaseUrl = 'http://127.0.0.1:9' }: CallFacts) => ({
  listenUrl: `ws://127.0.0.1:9/${callId}/listen`,
  controlUrl: `${controlBaseUrl}/${callId}/control`,
});

/** The parts that every server message has: the call and who is in it, the assistant, and what was said so far. */
function common(facts: CallFacts) {
  const { callId, callerNumber, startedAt, sentAt, spoken } = facts;
  return {
    timestamp: sentAt.getTime(),
    call: {
      id: callId,
      orgId: 'org-demo-0001',
      type: 'inboundPhoneCall',
      status: 'in-progress',
      createdAt: startedAt.toISOString(),
      updatedAt: sentAt.toISOString(),
      startedAt: startedAt.toISOString(),
      assistantId: LINE.assistantId,
      phoneNumberId: LINE.phoneNumberId,
      phoneCallProvider: 'vapi',
      phoneCallTransport: 'pstn',
      customer: { number: callerNumber },
      monitor: monitorOf(facts),
    },
    customer: { number: callerNumber },
    phoneNumber: { id: LINE.phoneNumberId, provider: 'vapi', number: LINE.number },
    assistant: { id: LINE.assistantId, name: 'Front desk', firstMessage: 'Thank you for calling. How can I help?' },
    artifact: {
      messages: spoken,
      messagesOpenAIFormatted: spoken.map(({ role, message }) => ({ role, content: message })),
    },
  };
}

/** A `tool-calls` message in today's nested shape, with the arguments as an object. */
export function toolCallsBody(call: CallFacts, toolCall: ToolCallFacts, toolUrl: string) {
  const { id, name } = toolCall;
  const asFunction = { id, type: 'function', function: { name, arguments: toolCall.arguments } };
  return {
    message: {
      ...common(call),
      type: 'tool-calls',
      toolCallList: [asFunction],
      toolWithToolCallList: [
        {
          type: 'function',
          async: false,
          function: { name },
          server: { url: toolUrl, timeoutSeconds: 15 },
          toolCall: asFunction,
        },
      ],
    },
  };
}

/** The `end-of-call-report` that Vapi sends when the caller has hung up. */
export function endOfCallBody(call: CallFacts) {
  const base = common(call);
  const endedAt = call.sentAt.toISOString();
  return {
    message: {
      ...base,
      type: 'end-of-call-report',
      endedReason: 'customer-ended-call',
      startedAt: call.startedAt.toISOString(),
      endedAt,
      call: { ...base.call, status: 'ended', endedAt },
      artifact: {
        ...base.artifact,
        transcript: call.spoken.map(({ role, message }) => `${role}: ${message}`).join('\n'),
        transfers: [],
      },
      analysis: { summary: 'An invented call.', successEvaluation: 'true' },
    },
  };
}

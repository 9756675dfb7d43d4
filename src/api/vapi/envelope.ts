import { err, ok, type Result } from '../../domain/result';
import { toVapiCall, type VapiCall } from './envelope/call';
import { bodySchema, readTransfers, type MessageFields, type VapiMessage } from './envelope/message';
import { isObject, readToolCalls } from './envelope/tool-calls';

const PLAIN_TYPE = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Reads any server message of Vapi in all the forms that it was seen in: today's nested and flat tool calls, the legacy
 * `function-call`, and hand-made ones with `call` at the root and no type. Never throws.
 * @param body the parsed JSON
 * @param pathTool the tool that the URL names; null on the common webhook
 */
export function parseVapiMessage(body: unknown, pathTool: string | null): Result<VapiMessage, 'unreadable'> {
  const { success, data } = bodySchema.safeParse(body);
  if (!success) return err('unreadable');
  const { message } = data;
  const call = toVapiCall(message.call ?? data.call, message);
  switch (message.type) {
    case undefined:
    case null:
    case 'tool-calls':
    case 'function-call':
      return readToolCallsMessage(message, call, pathTool);
    case 'status-update':
      return ok({ kind: 'status-update', call, status: message.status, endedReason: message.endedReason });
    case 'end-of-call-report': {
      const transfers = readTransfers(message);
      return ok({ kind: 'end-of-call-report', call, endedReason: message.endedReason, transfers });
    }
    case 'hang':
      return ok({ kind: 'hang', call });
    case 'assistant-request':
      return ok({ kind: 'assistant-request', call });
    case 'transfer-destination-request':
      return ok({ kind: 'transfer-destination-request', call });
    default:
      return ok({ kind: 'other', type: toPlainType(message.type) });
  }
}

function readToolCallsMessage(
  message: MessageFields,
  call: VapiCall,
  pathTool: string | null,
): Result<VapiMessage, 'unreadable'> {
  const lists = [message.toolCallList, message.toolCalls].filter((list) => list !== null);
  const current = lists.find((list) => list.some(isObject)) ?? lists[0];
  const entries = current ?? (message.functionCall === null ? null : [message.functionCall]);
  if (entries === null) return err('unreadable');
  const read = readToolCalls(entries, call.id, pathTool);
  const isLegacy = message.type !== 'tool-calls' || read.toolCalls.some(({ isIdDerived }) => isIdDerived);
  return ok({ kind: 'tool-calls', isLegacy, call, ...read });
}

function toPlainType(type: unknown): string {
  return typeof type === 'string' && PLAIN_TYPE.test(type) ? type : 'unknown';
}

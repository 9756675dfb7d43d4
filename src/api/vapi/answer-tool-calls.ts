import type { ToolText } from '../../domain/status-words';
import { AuditAction } from '../../audit/vocabulary';
import { outcomeRow } from '../../audit/scope';
import type { ToolAnswer } from './answers';
import { auditUnknownLine } from './audit-refusals';
import type { VapiToolCallsMessage } from './envelope/message';
import type { VapiToolCall } from './envelope/tool-calls';
import { AuditTrail } from './audit-trail';
import { openLine, type ClosedLine, type OpenLine, type OpenLineDeps } from './open-line';
import { runToolCall } from './run-tool-call';
import { scopeOf } from './tool-call-audit';
import type { ToolRegistry } from './tool-registry';
import { commonWords } from './tools/common/words';

export interface AnswerDeps extends OpenLineDeps {
  readonly registry: ToolRegistry;
}

export interface Arrival {
  /** The tool of the path, null on the address for any message. */
  readonly pathTool: string | null;
  readonly receivedAtMs: number;
  readonly traceId: string | null;
}

/**
 * Answers every tool call of a message, in the message's order. Whatever goes wrong with one of them, all are answered:
 * an id without an answer would become "No result returned." in the model's history, and then perhaps a made-up success.
 */
export async function answerToolCalls(
  deps: AnswerDeps,
  message: VapiToolCallsMessage,
  arrival: Arrival,
): Promise<ToolAnswer[]> {
  const line = await openLine(deps, message, arrival.traceId).catch((error: unknown) => {
    deps.onError(error, null);
    return { text: commonWords('en').outOfReach(), isForRecord: true };
  });
  return Promise.all(
    message.toolCalls.map(async (toolCall) => ({
      toolCallId: toolCall.id,
      name: toolCall.name,
      text: await answerOne(deps, message, toolCall, arrival, line),
    })),
  );
}

/**
 * The id that is stored and audited. One that we derived is a plain hash over a name and a date of birth, which can be
 * guessed at: it is keyed before it is kept.
 */
const recordedIdOf = ({ index }: AnswerDeps, { id, isIdDerived, isIdOdd }: VapiToolCall): string =>
  isIdDerived || isIdOdd ? index('derived-tool-call', 'any', id) : id;

const isOpen = (line: OpenLine | ClosedLine): line is OpenLine => 'practice' in line;

async function answerOne(
  deps: AnswerDeps,
  { call }: VapiToolCallsMessage,
  toolCall: VapiToolCall,
  { pathTool, receivedAtMs, traceId }: Arrival,
  line: OpenLine | ClosedLine,
): Promise<ToolText> {
  const tool = deps.registry.find(toolCall.name);
  if (!isOpen(line)) {
    if (!line.isForRecord) return line.text;
    const path = tool === null ? '/vapi/tools/unknown' : `/vapi/tools/${tool.name}`;
    await auditUnknownLine(deps.database, {
      vapiCallId: call.id,
      toolCallId: recordedIdOf(deps, toolCall),
      traceId,
      path,
    }).catch((error: unknown) => {
      deps.onError(error, null);
    });
    return line.text;
  }
  const say = commonWords(line.session.language);
  if (tool === null) return refuse(deps, line, toolCall, receivedAtMs, say.unknownTool());
  if (pathTool !== null && pathTool !== tool.name) return refuse(deps, line, toolCall, receivedAtMs, say.wrongPath());
  if (!toolCall.arguments.ok) return refuse(deps, line, toolCall, receivedAtMs, say.unreadableArguments());
  return runToolCall(deps, {
    ...line,
    tool,
    toolCallId: recordedIdOf(deps, toolCall),
    arguments: toolCall.arguments.value,
    receivedAtMs,
  });
}

/** A call that reaches no tool is on record too, and answered even where the record fails: the answer holds no PHI. */
async function refuse(
  deps: AnswerDeps,
  line: OpenLine,
  toolCall: VapiToolCall,
  receivedAtMs: number,
  text: ToolText,
): Promise<ToolText> {
  const name = deps.registry.find(toolCall.name)?.name ?? 'unknown';
  const trail = new AuditTrail(deps.database, scopeOf({ ...line, toolCallId: recordedIdOf(deps, toolCall) }));
  const exchange = {
    endpoint: `/vapi/tools/${name}`,
    method: 'POST',
    responseStatus: 200,
    responseTimeMs: deps.now().getTime() - receivedAtMs,
  } as const;
  trail.add(outcomeRow(trail.scope, { action: AuditAction.toolCall, phiFields: [] }, exchange, 'failure'));
  await deps.database
    .transaction((tx) => trail.flush(tx))
    .catch((error: unknown) => {
      deps.onError(error, null);
    });
  return text;
}

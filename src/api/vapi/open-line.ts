import type { ToolText } from '../../domain/status-words';
import { openCallSession, type CallSession } from '../../persistence/call-sessions';
import { findPracticeByLine, type PracticeOnLine } from '../../persistence/practices';
import { saidLanguage, usualLanguage } from './call-language';
import { originOf, type CallOrigin } from './call-origin';
import type { VapiToolCallsMessage } from './envelope/message';
import { isOverLimit } from './guards/over-limit';
import type { ToolCallLimits } from './guards/tool-call-limits';
import { guardWords } from './guards/words';
import type { RunDeps } from './run-tool-call';
import { commonWords } from './tools/common/words';

export interface OpenLineDeps extends RunDeps {
  readonly limits: ToolCallLimits;
}

export interface OpenLine {
  readonly practice: PracticeOnLine;
  readonly session: CallSession;
  readonly origin: CallOrigin;
}

/** What every tool call of a message hears, as none of them is run. */
export interface ClosedLine {
  readonly text: ToolText;
  /** Whether each is to be put on record as one that belongs to nobody. */
  readonly isForRecord: boolean;
}

/** The practice and the session of the call, or what to say when there is none. */
export async function openLine(
  deps: OpenLineDeps,
  { call, toolCalls }: VapiToolCallsMessage,
  traceId: string | null,
): Promise<OpenLine | ClosedLine> {
  const { id: vapiCallId } = call;
  if (vapiCallId === null) return { text: commonWords('en').noCallId(), isForRecord: true };
  const practice = await deps.database.run((manager) => findPracticeByLine(manager, call));
  if (practice === null) {
    const isForRecord = await deps.limits.isUnknownLineForRecord(toolCalls.length);
    return { text: commonWords('en').unknownLine(), isForRecord };
  }
  const languages = { saidLanguage: saidLanguage(toolCalls), usualLanguage: usualLanguage(call, practice) };
  if (await isOverLimit(deps, practice, toolCalls.length, { vapiCallId, traceId })) {
    return { text: guardWords(languages.saidLanguage ?? languages.usualLanguage).tooMuch(), isForRecord: false };
  }
  const incoming = { vapiCallId, callerNumber: call.customerNumber, controlUrl: call.controlUrl, ...languages };
  const session = await deps.database.run((manager) => openCallSession(manager, deps.cipher, practice, incoming));
  return { practice, session, origin: originOf(deps.index, practice.accountId, call, traceId) };
}

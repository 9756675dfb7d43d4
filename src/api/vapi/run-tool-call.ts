import type { BlindIndex } from '../../crypto/blind-index';
import { allows, Authority } from '../../domain/authority';
import { reveal, type Phi } from '../../domain/phi';
import type { ToolText } from '../../domain/status-words';
import { TOOLS, type ToolName } from '../../domain/tools';
import type { CallSession } from '../../persistence/call-sessions';
import type { Database } from '../../persistence/database';
import type { PhiCipher } from '../../persistence/phi-cipher';
import type { PracticeOnLine } from '../../persistence/practices';
import type { EarlierCalls, ToolCallClaim } from '../../persistence/tool-calls';
import { AuditTrail } from './audit-trail';
import type { CallOrigin } from './call-origin';
import { claimOnce } from './claim-once';
import { startDeadline, type Deadline } from './deadline';
import { findLoop, type Loop } from './guards/loops';
import type { LimitedBy } from './guards/tool-call-limits';
import { guardWords } from './guards/words';
import { putAnswer } from './put-answer';
import { plainReply, type RunnableTool, type ToolContext, type ToolOutcome, type ToolReply } from './tool';
import { scopeOf, toolCallRow } from './tool-call-audit';
import { commonWords } from './tools/common/words';

export interface RunDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly now: () => Date;
  /** Told of every handler that threw; the caller hears a fixed sentence. */
  readonly onError: (error: unknown, tool: ToolName | null) => void;
  readonly observe: (tool: ToolName, text: ToolText, durationMs: number) => void;
  /** Told of tool calls that are answered and not run. */
  readonly onRefused: (reason: Loop | LimitedBy, toolCalls: number) => void;
}

export interface ToolRun {
  readonly tool: RunnableTool;
  readonly practice: PracticeOnLine;
  readonly session: CallSession;
  readonly origin: CallOrigin;
  readonly toolCallId: string;
  readonly arguments: Phi<Record<string, unknown>>;
  readonly receivedAtMs: number;
}

/** What is said when nothing better is known: never that a write was not done, because it may have been. */
function sayFailed({ tool, session }: ToolRun): ToolText {
  const say = commonWords(session.language);
  return TOOLS[tool.name].isWrite ? say.writeUnknown() : say.readFailed();
}

/**
 * Answers one tool call, once: a repeat of the same id hears the same words. The answer leaves only after it and its
 * audit rows are committed; where they cannot be, a sentence without any PHI is said instead. Never throws.
 */
export async function runToolCall(deps: RunDeps, run: ToolRun): Promise<ToolText> {
  const { name } = run.tool;
  const clock = (): number => deps.now().getTime();
  const deadline = startDeadline(TOOLS[name].deadlineMs, run.receivedAtMs, clock);
  try {
    const work = answer(deps, run, deadline);
    work.catch((error: unknown) => {
      deps.onError(error, name);
    });
    const text = await deadline.race(work, () => sayFailed(run));
    deps.observe(name, text, clock() - run.receivedAtMs);
    return text;
  } catch {
    const text = sayFailed(run);
    deps.observe(name, text, clock() - run.receivedAtMs);
    return text;
  } finally {
    deadline.end();
  }
}

async function answer(deps: RunDeps, run: ToolRun, deadline: Deadline): Promise<ToolText> {
  const trail = new AuditTrail(deps.database, scopeOf(run));
  const claim = await claimOnce(deps, run, deadline);
  if (claim.kind === 'claimed') return answerClaimed(deps, run, deadline, { trail, ...claim });
  const reply = repeated(run, claim);
  trail.add(toolCallRow(deps, run, reply));
  await deps.database.transaction((tx) => trail.flush(tx));
  return reply.text;
}

function repeated(run: ToolRun, claim: Exclude<ToolCallClaim<ToolReply>, { kind: 'claimed' }>): ToolReply {
  switch (claim.kind) {
    case 'answered':
      return reveal(claim.answer);
    case 'different':
      return plainReply(commonWords(run.session.language).differentArguments(), 'failure');
    case 'running':
      return plainReply(sayFailed(run), 'unknown');
  }
}

async function answerClaimed(
  deps: RunDeps,
  run: ToolRun,
  deadline: Deadline,
  { trail, rowId, earlier }: { readonly trail: AuditTrail; readonly rowId: string; readonly earlier: EarlierCalls },
): Promise<ToolText> {
  const { name } = run.tool;
  const work = handle(deps, run, deadline, trail, earlier).catch((error: unknown): ToolOutcome => {
    deps.onError(error, name);
    return plainReply(sayFailed(run), 'unknown');
  });
  const outcome = await deadline.race(work, () => {
    void flushWhenDone(deps, run, work, trail);
    return plainReply(sayFailed(run), 'unknown');
  });
  const claimed = { trail, rowId, isLate: () => deadline.remainingMs() === 0 };
  return reveal(await putAnswer(deps, run, claimed, outcome, sayFailed(run))).text;
}

/** A handler that outlived its deadline has still touched what it touched: its rows are kept as well. */
async function flushWhenDone(deps: RunDeps, run: ToolRun, work: Promise<unknown>, trail: AuditTrail): Promise<void> {
  try {
    await work;
    await deps.database.transaction((tx) => trail.flush(tx));
  } catch (error) {
    deps.onError(error, run.tool.name);
  }
}

async function handle(
  deps: RunDeps,
  run: ToolRun,
  deadline: Deadline,
  trail: AuditTrail,
  earlier: EarlierCalls,
): Promise<ToolOutcome> {
  const { practice, session, tool } = run;
  const { language } = session;
  const loop = findLoop(tool.name, earlier);
  if (loop !== null) {
    deps.onRefused(loop, 1);
    return plainReply(guardWords(language).stopRepeating(), 'failure');
  }
  const say = commonWords(language);
  const needed = TOOLS[tool.name].authority;
  if (practice.status === 'pending' || practice.status === 'revoked') return plainReply(say.notConnected(), 'denied');
  const authority = practice.authorities[tool.name] ?? needed;
  const least = needed === Authority.write ? Authority.hold : needed;
  if (!allows(authority, least)) return plainReply(say.notAllowed(), 'denied');
  const context: ToolContext = {
    practice,
    session,
    language,
    toolCallId: run.toolCallId,
    authority,
    trail,
    now: deps.now(),
    remainingMs: deadline.remainingMs,
    signal: deadline.signal,
  };
  return tool.run(reveal(run.arguments), context);
}

import type { EntityManager } from 'typeorm';
import { phi, type Phi } from '../../domain/phi';
import { statusWordOf, type ToolText } from '../../domain/status-words';
import type { NewPromise } from '../../persistence/promises';
import { putAnswerOnRecord } from '../../persistence/tool-calls';
import type { AuditTrail } from './audit-trail';
import type { RunDeps, ToolRun } from './run-tool-call';
import { plainReply, type ToolOutcome, type ToolReply } from './tool';
import { toolCallRow } from './tool-call-audit';

interface Claimed {
  readonly trail: AuditTrail;
  readonly rowId: string;
  /** The caller has heard already that it is not known. */
  readonly isLate: () => boolean;
}

/**
 * Puts an answer on record with what it promises and its audit rows, in one commit, and gives the one that may leave:
 * that which was kept first. What comes too late is not put on record as said, and `unknown` is.
 */
export async function putAnswer(
  { database, cipher, now }: RunDeps,
  run: ToolRun,
  { trail, rowId, isLate }: Claimed,
  outcome: ToolOutcome,
  unknown: ToolText,
): Promise<Phi<ToolReply>> {
  const { accountId } = run.practice;
  const put = (manager: EntityManager, reply: ToolReply): Promise<Phi<ToolReply>> => {
    trail.add(toolCallRow({ now }, run, reply));
    const promise = promiseOf(run, reply);
    return trail.flushBy((rows) =>
      putAnswerOnRecord(manager, cipher, { accountId, rowId, answer: reply, promise, rows }),
    );
  };
  const putAlone = (reply: ToolReply): Promise<Phi<ToolReply>> => database.run((manager) => put(manager, reply));
  const late = plainReply(unknown, 'unknown');
  if (!('complete' in outcome)) return putAlone(isLate() ? late : outcome);
  return database
    .transaction(async (tx) => {
      const reply = await outcome.complete(tx);
      if (isLate()) throw new TooLate();
      return put(tx, reply);
    })
    .catch((error: unknown) => {
      if (!(error instanceof TooLate)) throw error;
      return putAlone(late);
    });
}

/** Undoes what an answer has handed out that does not leave. */
class TooLate extends Error {}

/** What the caller is about to hear of a write goes into the ledger of promises, word for word. */
function promiseOf(
  { practice: { accountId, integrationId }, session }: ToolRun,
  { promise, text }: ToolReply,
): NewPromise | null {
  if (promise === undefined) return null;
  return {
    accountId,
    integrationId,
    callSessionId: session.id,
    ...promise,
    channel: 'answer',
    statusWord: statusWordOf(text),
    words: phi(text.text),
  };
}

import { appendAudit } from '../audit/append';
import { attemptRow, exchangeOutcome, outcomeRow, type AuditedAct } from '../audit/scope';
import type { AuditOutcome } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import type { LiveNewsResult, NewsInput } from '../domain/messaging/news';
import { CONTROL_REQUEST, type LiveCallReply } from '../messaging/live-calls';
import { getWayBack } from '../persistence/call-sessions';
import { loadNewsAbout } from '../persistence/news-subject';
import { recordPromise } from '../persistence/promises';
import { liveWords } from '../services/caller-news/words';
import { isStillTrue, newsScope, promiseOf, type TellCallerDeps } from './tell-caller-context';

const MESSAGE: AuditedAct = { action: AuditAction.callMessage, phiFields: ['date', 'time', 'appointment_type'] };

/**
 * Puts the news into the call while it lasts: the line of the ledger and the attempt in one commit, then one request.
 * What came back is put on record by the workflow, however long our database is away by then.
 */
export const tellLiveCall =
  ({ database, cipher, liveCalls }: TellCallerDeps) =>
  async (input: NewsInput): Promise<LiveNewsResult> => {
    const { accountId, news } = input;
    const silent = (kind: LiveNewsResult['kind']): LiveNewsResult => ({ accountId, kind, unrecorded: [] });
    const about = await database.run((tx) => loadNewsAbout(tx, cipher, input));
    if (!isStillTrue(about, news)) return silent('outdated');
    const { controlUrl } = await database.run((tx) => getWayBack(tx, cipher, accountId, about.callSessionId));
    if (controlUrl === null) return silent('no-call');
    if (!liveCalls.mayReach(controlUrl)) return silent('refused');

    const scope = newsScope(about);
    const words = liveWords(about, news);
    const attempt = attemptRow(scope, MESSAGE, CONTROL_REQUEST);
    await database.transaction(async (tx) => {
      await recordPromise(tx, cipher, promiseOf(about, { channel: 'live-call', news, words }));
      await appendAudit(tx, [attempt]);
    });
    const reply = await liveCalls.addMessage(controlUrl, words);
    const rows =
      reply.exchange === null ? [] : [outcomeRow(scope, MESSAGE, reply.exchange, auditOutcomeOf(reply), attempt.id)];
    return { accountId, kind: reply.outcome, unrecorded: rows };
  };

/** An answer may refuse with a 200. */
function auditOutcomeOf({ outcome, exchange }: LiveCallReply): AuditOutcome {
  if (exchange === null) return 'denied';
  const byStatus = exchangeOutcome(exchange);
  return outcome === 'refused' && byStatus === 'success' ? 'failure' : byStatus;
}

import { appendAudit, appendAuditOnce } from '../audit/append';
import { auditRow } from '../audit/events';
import { attemptRow, exchangeOutcome, outcomeRow, systemScope, type AuditedAct } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { UnrecordedRows } from '../domain/booking/operation';
import type { IntegrationRef } from '../domain/integration-ref';
import type { Phi } from '../domain/phi';
import { TEXT_REQUEST, type Texts } from '../messaging/texts';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { lockReachableChannel } from '../persistence/staff-channels';
import { hasText, listWaitingPractices, markNotified, unmarkNotified } from '../persistence/staff-notices';
import { claimText, settleText } from '../persistence/text-messages';
import { setOptOut } from '../persistence/text-opt-outs';
import { noticeKeys } from '../services/staff-notices/notice-keys';
import { isNoticeTime } from '../services/staff-notices/notice-time';
import { noticeWords } from '../services/staff-notices/say';
import { runTraceId } from './run-trace-id';

export interface NotifyStaffDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  /** Null: no texts are sent. */
  readonly texts: Texts | null;
  /** Where people reach our pages, without a slash at the end; null: nobody has said, and no texts are sent. */
  readonly appBaseUrl: string | null;
  readonly now: () => Date;
}

/** How a text to a practice's people ended. */
export interface SettledNotice extends IntegrationRef {
  readonly textId: string;
  readonly state: 'sent' | 'opted-out' | 'refused' | 'unknown';
  readonly messageSid: string | null;
  /** What the tasks that it told of are marked with, as an ISO instant. */
  readonly notifiedAt: string;
  readonly unrecorded: UnrecordedRows;
}

export type NoticeResult = { readonly accountId: string } & (
  | { readonly kind: 'nothing' }
  /** They were texted within the last ten minutes. */
  | { readonly kind: 'too-soon' }
  | { readonly kind: 'settled'; readonly notice: SettledNotice }
);

/** More than a worker can text in a minute; the others are met a minute later. */
const MAX_PRACTICES = 500;

const PURPOSE = 'staff-notice';
const actOf = (textId: string): AuditedAct => ({
  action: AuditAction.staffNotify,
  subject: `notice:${textId}`,
  phiFields: [],
});

export type NotifyStaffActivities = ReturnType<typeof createNotifyStaffActivities>;

/** Steps of telling a practice's people that there are tasks for them. */
export const createNotifyStaffActivities = (deps: NotifyStaffDeps) => ({
  /** The practices whose people are to be texted now. */
  async listPracticesToNotify(): Promise<IntegrationRef[]> {
    const { database, texts, now } = deps;
    if (texts === null) return [];
    const waiting = await database.run(listWaitingPractices);
    return waiting
      .filter(({ timeZone, earliestDueAt }) => isNoticeTime(timeZone, now(), earliestDueAt))
      .slice(0, MAX_PRACTICES)
      .map(({ accountId, integrationId }) => ({ accountId, integrationId }));
  },

  sendStaffNotice: sendStaffNotice(deps),

  /** Puts on record how a text ended. With proof that it did not leave, its tasks wait to be told again. */
  async settleStaffNotice({ notifiedAt, unrecorded, ...notice }: SettledNotice): Promise<{ accountId: string }> {
    const rows = unrecorded.map((row) => auditRow.parse(row));
    await deps.database.transaction(async (tx) => {
      const numberIndex = await settleText(tx, notice);
      const hasNotLeft = notice.state === 'refused' || notice.state === 'opted-out';
      if (hasNotLeft && numberIndex !== null) await unmarkNotified(tx, notice, new Date(notifiedAt));
      if (notice.state === 'opted-out' && numberIndex !== null) await setOptOut(tx, numberIndex, true);
      await appendAuditOnce(tx, rows);
    });
    return { accountId: notice.accountId };
  },
});

interface Claimed {
  readonly textId: string;
  readonly number: Phi<string>;
  readonly tasks: number;
  readonly attemptId: string;
}

/**
 * Tells a practice's people of all that waits, in one text. Order: the tasks are marked as told, the text is claimed and
 * its audit row written in one commit · the request leaves. One attempt: a text that may have left is not sent again.
 */
const sendStaffNotice =
  (deps: NotifyStaffDeps) =>
  async (ref: IntegrationRef): Promise<NoticeResult> => {
    const { accountId, integrationId } = ref;
    const { texts, appBaseUrl, now } = deps;
    if (texts === null || appBaseUrl === null) return { accountId, kind: 'nothing' };
    const notifiedAt = now();
    const claimed = await claimNotice(deps, ref, notifiedAt);
    if (claimed === 'nothing' || claimed === 'too-soon') return { accountId, kind: claimed };
    const { textId, number, tasks, attemptId } = claimed;
    const { outcome, exchange } = await texts.send({
      to: number,
      words: noticeWords(tasks, `${appBaseUrl}/tasks/${textId}`),
    });
    const scope = { ...systemScope(accountId, integrationId), traceId: runTraceId() };
    const row = outcomeRow(scope, actOf(textId), exchange, exchangeOutcome(exchange), attemptId);
    return {
      accountId,
      kind: 'settled',
      notice: {
        accountId,
        integrationId,
        textId,
        state: outcome.kind,
        messageSid: outcome.kind === 'sent' ? outcome.messageSid : null,
        notifiedAt: notifiedAt.toISOString(),
        unrecorded: [row],
      },
    };
  };

const claimNotice = (
  { database, cipher }: NotifyStaffDeps,
  ref: IntegrationRef,
  notifiedAt: Date,
): Promise<Claimed | 'nothing' | 'too-soon'> =>
  database.transaction(async (tx) => {
    const channel = await lockReachableChannel(tx, cipher, ref);
    if (channel === null) return 'nothing';
    const keys = noticeKeys(ref, notifiedAt);
    if (await hasText(tx, keys.recent)) return 'too-soon';
    const tasks = await markNotified(tx, ref, notifiedAt);
    if (tasks === 0) return 'nothing';
    const text = { ...ref, purpose: PURPOSE, dedupeKey: keys.own, numberIndex: channel.addressIndex };
    const { id: textId, isMine } = await claimText(tx, text);
    if (!isMine) throw new Error('a text of this minute went by the same key');
    const scope = { ...systemScope(ref.accountId, ref.integrationId), traceId: runTraceId() };
    const attempt = attemptRow(scope, actOf(textId), TEXT_REQUEST);
    await appendAudit(tx, [attempt]);
    return { textId, number: channel.number, tasks, attemptId: attempt.id };
  });

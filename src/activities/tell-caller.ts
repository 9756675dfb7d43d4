import { appendAuditOnce } from '../audit/append';
import { auditRow } from '../audit/events';
import type { NewsInput, SaidAbout, SettledText } from '../domain/messaging/news';
import { loadNewsAbout } from '../persistence/news-subject';
import { wasEndSaid } from '../persistence/promises';
import { openStaffTask, StaffTaskKind } from '../persistence/staff-tasks';
import { settleText } from '../persistence/text-messages';
import { setOptOut } from '../persistence/text-opt-outs';
import type { TellCallerDeps } from './tell-caller-context';
import { tellLiveCall } from './tell-caller-live';
import { planText, sendText } from './tell-caller-text';

export type TellCallerActivities = ReturnType<typeof createTellCallerActivities>;

const TASK_HOURS = 4;

/** Steps of telling a caller what became of what they asked for. */
export const createTellCallerActivities = (deps: TellCallerDeps) => ({
  tellLiveCall: tellLiveCall(deps),
  planText: planText(deps),
  sendText: sendText(deps),

  /** Puts on record how a text ended, and that its number has asked for none where Twilio says so. */
  async settleText(text: SettledText): Promise<{ readonly accountId: string }> {
    const rows = text.unrecorded.map((row) => auditRow.parse(row));
    await deps.database.transaction(async (tx) => {
      const numberIndex = await settleText(tx, text);
      if (text.state === 'opted-out' && numberIndex !== null) await setOptOut(tx, numberIndex, true);
      await appendAuditOnce(tx, rows);
    });
    return { accountId: text.accountId };
  },

  /** Whether an answer that left said how it ended, by the ledger. */
  async wasEndSaid({
    isConfirmed,
    ...about
  }: SaidAbout & { readonly isConfirmed: boolean }): Promise<{ readonly accountId: string; readonly isSaid: boolean }> {
    const isSaid = await deps.database.run((manager) => wasEndSaid(manager, about, isConfirmed));
    return { accountId: about.accountId, isSaid };
  },

  /** Asks the practice's people to tell the patient, before the visit and within half a working day. */
  async openTellTask(input: NewsInput & { readonly reasonCode: TellReason }): Promise<{ readonly accountId: string }> {
    const { accountId, reasonCode } = input;
    const openedAt = deps.now();
    const latest = new Date(openedAt.getTime() + TASK_HOURS * 3_600_000);
    await deps.database.transaction(async (tx) => {
      const { practice, startsAt } = await loadNewsAbout(tx, deps.cipher, input);
      await openStaffTask(tx, deps.cipher, {
        accountId,
        integrationId: practice.integrationId,
        subject: 'bookingId' in input ? { bookingId: input.bookingId } : { changeId: input.changeId },
        kind: StaffTaskKind.tellPatient,
        reasonCode,
        details: null,
        openedAt,
        dueAt: startsAt !== null && startsAt < latest ? startsAt : latest,
      });
    });
    return { accountId };
  },
});

/** `news-unsure`: they may have been told. */
export type TellReason = 'news-not-told' | 'news-unsure';

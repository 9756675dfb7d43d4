import { isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import type { AuditActivities } from '../activities/record-audit';
import type { TellCallerActivities } from '../activities/tell-caller';
import type { News, NewsInput, NewsSubject, TextResult } from '../domain/messaging/news';
import { ONE_ATTEMPT, UNTIL_DONE } from '../temporal/retry-policies';
import { TEXT_RETRY_DELAYS_MS } from './text-delays';

const { tellLiveCall, sendText } = proxyActivities<TellCallerActivities>({
  startToCloseTimeout: '30s',
  retry: ONE_ATTEMPT,
});
const { planText, settleText, openTellTask } = proxyActivities<TellCallerActivities>({
  startToCloseTimeout: '10s',
  retry: UNTIL_DONE,
});
const { recordAudit } = proxyActivities<AuditActivities>({ startToCloseTimeout: '10s', retry: UNTIL_DONE });

/**
 * Tells a caller what became of what they asked for: into the call while it lasts; by text where they agreed to one,
 * and only of what is confirmed; and where neither reached them and no task of its own says so, by a person. By night a
 * text waits for the morning, and this with it. Ends by itself; only a cancelled workflow makes it throw.
 */
export async function tellCaller(subject: NewsSubject, news: News): Promise<void> {
  const input: NewsInput = { ...subject, news };
  const live = await tellLive(input);
  if (news !== 'confirmed' || live === 'outdated') return;
  const text = await sendWhenAllowed(input);
  if (live === 'told' || text === 'sent' || text === 'outdated') return;
  await openTellTask({
    ...input,
    reasonCode: live === 'unsure' || text === 'unsure' ? 'news-unsure' : 'news-not-told',
  });
}

async function tellLive(input: NewsInput): Promise<'told' | 'not-told' | 'unsure' | 'outdated'> {
  const { accountId } = input;
  const result = await orNull(tellLiveCall(input));
  if (result === null) return 'unsure';
  if (result.unrecorded.length > 0) await recordAudit({ accountId, rows: result.unrecorded });
  if (result.kind === 'told' || result.kind === 'unsure' || result.kind === 'outdated') return result.kind;
  return 'not-told';
}

/** Sleeps through the night, and asks again while the patient's number cannot be read; a text itself is asked for once. */
async function sendWhenAllowed(input: NewsInput): Promise<'sent' | 'not-sent' | 'unsure' | 'outdated'> {
  const plan = await planText(input);
  if (plan.kind === 'none') return plan.why === 'outdated' ? 'outdated' : 'not-sent';
  if (plan.delayMs > 0) await sleep(plan.delayMs);
  for (let tries = 0; ; tries += 1) {
    const result: TextResult | null = await orNull(sendText(input));
    if (result?.kind === 'none') return result.why === 'outdated' ? 'outdated' : 'not-sent';
    if (result?.kind === 'settled') {
      await settleText(result.text);
      if (result.text.state === 'sent') return 'sent';
      return result.text.state === 'unknown' ? 'unsure' : 'not-sent';
    }
    const delayMs = result?.kind === 'later' ? result.delayMs : TEXT_RETRY_DELAYS_MS[tries];
    if (delayMs === undefined) return 'not-sent';
    await sleep(delayMs);
  }
}

/** An activity that failed for good tells nothing; a cancelled workflow does. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return null;
  }
}

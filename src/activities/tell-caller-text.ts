import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { attemptRow, exchangeOutcome, exchangeRows, outcomeRow, type AuditedAct } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { NewsInput, NoTextReason, TextPlan, TextResult } from '../domain/messaging/news';
import { textTime } from '../domain/messaging/quiet-hours';
import type { Phi } from '../domain/phi';
import { TEXT_REQUEST, type Texts } from '../messaging/texts';
import { loadNewsAbout, type NewsAbout } from '../persistence/news-subject';
import { recordPromise } from '../persistence/promises';
import { claimText, type ClaimedText } from '../persistence/text-messages';
import { isOptedOut, textNumberIndex } from '../persistence/text-opt-outs';
import { findTextNumber, type TextNumber } from '../services/caller-news/find-text-number';
import { textWords } from '../services/caller-news/words';
import { isStillTrue, newsScope, promiseOf, type TellCallerDeps } from './tell-caller-context';

const READ_PATIENT: AuditedAct = { action: AuditAction.patientRead, phiFields: ['cell', 'homephone'] };
const SEND: AuditedAct = { action: AuditAction.textSend, phiFields: ['cell', 'date', 'time'] };

type Planned = { readonly plan: TextPlan; readonly about: NewsAbout };

/** What of it can be known without the patient's chart. */
async function makePlan({ database, cipher, texts, now }: TellCallerDeps, input: NewsInput): Promise<Planned> {
  const { accountId } = input;
  const about = await database.run((tx) => loadNewsAbout(tx, cipher, input));
  const none = (why: NoTextReason): Planned => ({ about, plan: { accountId, kind: 'none', why } });
  if (input.news !== 'confirmed' || !isStillTrue(about, input.news)) return none('outdated');
  if (texts === null) return none('not-configured');
  if (!about.hasConsent) return none('no-consent');
  if (about.patientId === null) return none('no-patient');
  const time = textTime(about.practice.timeZone, now(), about.startsAt);
  if (time.kind === 'too-late') return none('visit-too-near');
  return { about, plan: { accountId, kind: 'send', delayMs: time.delayMs } };
}

/** Whether a text may go out about what is confirmed, and how long the night lasts yet. */
export const planText =
  (deps: TellCallerDeps) =>
  async (input: NewsInput): Promise<TextPlan> =>
    (await makePlan(deps, input)).plan;

/**
 * Sends the text, once in all its life. Order: everything that the plan looked at is looked at again · the number is read
 * from the chart · the attempt is claimed, with the line of the ledger and the audit row in one commit · the request
 * leaves. Who finds it claimed sends nothing: it may have left.
 */
export const sendText =
  (deps: TellCallerDeps) =>
  async (input: NewsInput): Promise<TextResult> => {
    const { accountId } = input;
    const { plan, about } = await makePlan(deps, input);
    if (plan.kind === 'none') return plan;
    if (plan.delayMs > 0) return { accountId, kind: 'later', delayMs: plan.delayMs };
    const chart = await readNumber(deps, about);
    if (chart.kind === 'retry') return { accountId, kind: 'retry' };
    if (chart.kind === 'none') return { accountId, kind: 'none', why: chart.why };

    const words = textWords(about.practice.name, about);
    const attempt = attemptRow(newsScope(about), SEND, TEXT_REQUEST);
    const claim = await claimAttempt(deps, { input, about, number: chart.number, words, attempt });
    if (claim === 'opted-out' || claim === 'outdated') return { accountId, kind: 'none', why: claim };
    if (!claim.isMine || deps.texts === null) return { accountId, kind: 'settled', text: known(accountId, claim) };
    return post(deps.texts, { about, attempt, textId: claim.id, to: chart.number, words });
  };

async function readNumber({ database, sikka }: TellCallerDeps, about: NewsAbout): Promise<TextNumber> {
  const { patientId, practice } = about;
  if (patientId === null) return { kind: 'none', why: 'no-patient' };
  const scope = newsScope(about);
  const attempt = attemptRow(scope, READ_PATIENT, { endpoint: '/patients', method: 'GET' });
  await database.run((tx) => appendAudit(tx, [attempt]));
  const { found, exchanges } = await findTextNumber(sikka, practice, patientId);
  await database.run((tx) => appendAudit(tx, exchangeRows(scope, READ_PATIENT, { exchanges }, attempt.id)));
  return found;
}

interface Attempt {
  readonly input: NewsInput;
  readonly about: NewsAbout;
  readonly number: Phi<string>;
  readonly words: Phi<string>;
  readonly attempt: AuditRow;
}

const claimAttempt = (
  { database, cipher, index }: TellCallerDeps,
  { input, about, number, words, attempt }: Attempt,
): Promise<ClaimedText | 'opted-out' | 'outdated'> =>
  database.transaction(async (tx) => {
    const numberIndex = textNumberIndex(index, number);
    if (await isOptedOut(tx, numberIndex)) return 'opted-out';
    if (!isStillTrue(await loadNewsAbout(tx, cipher, input), input.news)) return 'outdated';
    const { accountId, integrationId } = about.practice;
    const subject = about.bookingId ?? about.changeId ?? '';
    const dedupeKey = `${subject}:${input.news}`;
    const claim = await claimText(tx, { accountId, integrationId, purpose: input.news, dedupeKey, numberIndex });
    if (!claim.isMine) return claim;
    await recordPromise(tx, cipher, promiseOf(about, { channel: 'text', news: input.news, words }));
    await appendAudit(tx, [attempt]);
    return claim;
  });

type Settled = Extract<TextResult, { kind: 'settled' }>['text'];

/** An earlier attempt's ending; one that never settled may have left. */
const known = (accountId: string, { id, state, messageSid }: ClaimedText): Settled => ({
  accountId,
  textId: id,
  state: state === 'claimed' ? 'unknown' : state,
  messageSid,
  unrecorded: [],
});

interface Sending {
  readonly about: NewsAbout;
  readonly attempt: AuditRow;
  readonly textId: string;
  readonly to: Phi<string>;
  readonly words: Phi<string>;
}

async function post(texts: Texts, { about, attempt, textId, to, words }: Sending): Promise<TextResult> {
  const { accountId } = about.practice;
  const { outcome, exchange } = await texts.send({ to, words });
  const row = outcomeRow(newsScope(about), SEND, exchange, exchangeOutcome(exchange), attempt.id);
  const messageSid = outcome.kind === 'sent' ? outcome.messageSid : null;
  return {
    accountId,
    kind: 'settled',
    text: { accountId, textId, state: outcome.kind, messageSid, unrecorded: [row] },
  };
}

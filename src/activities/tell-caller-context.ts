import { BLANK_SCOPE, type AuditScope } from '../audit/scope';
import type { BlindIndex } from '../crypto/blind-index';
import type { News } from '../domain/messaging/news';
import type { Phi } from '../domain/phi';
import type { LiveCalls } from '../messaging/live-calls';
import type { Texts } from '../messaging/texts';
import type { Database } from '../persistence/database';
import type { NewsAbout } from '../persistence/news-subject';
import type { PhiCipher } from '../persistence/phi-cipher';
import type { NewPromise } from '../persistence/promises';
import type { SikkaClient } from '../sikka/client';
import { runTraceId } from './run-trace-id';

export interface TellCallerDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly sikka: SikkaClient;
  readonly liveCalls: LiveCalls;
  /** Null: texts are not configured. */
  readonly texts: Texts | null;
  readonly now: () => Date;
}

/** Telling is the system's work, for the patient whom the news is about, in the call that asked for it. */
export const newsScope = ({ practice, patientIndex, vapiCallId, workflowId }: NewsAbout): AuditScope => ({
  ...BLANK_SCOPE,
  accountId: practice.accountId,
  integrationId: practice.integrationId,
  patientRef: patientIndex,
  vapiCallId,
  workflowId,
  traceId: runTraceId(),
});

/** The line of the ledger that stands before the words leave. */
export const promiseOf = (
  about: NewsAbout,
  {
    channel,
    news,
    words,
  }: { readonly channel: 'live-call' | 'text'; readonly news: News; readonly words: Phi<string> },
): NewPromise => ({
  accountId: about.practice.accountId,
  integrationId: about.practice.integrationId,
  callSessionId: about.callSessionId,
  bookingId: about.bookingId,
  changeId: about.changeId,
  patientIndex: about.patientIndex,
  channel,
  statusWord: news,
  words,
});

/** Whether the news still holds: only what is confirmed is ever told as confirmed, and nothing else of it then. */
export const isStillTrue = ({ state }: Pick<NewsAbout, 'state'>, news: News): boolean =>
  (state === 'confirmed') === (news === 'confirmed');

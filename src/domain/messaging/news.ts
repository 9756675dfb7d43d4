import type { UnrecordedRows } from '../booking/operation';

/** What became of what a caller asked for, once they have heard something else or nothing final. */
export const News = { confirmed: 'confirmed', notDone: 'not-done', withStaff: 'with-staff' } as const;
export type News = (typeof News)[keyof typeof News];

/** What the news is about. */
export type NewsSubject = { readonly accountId: string } & (
  { readonly bookingId: string } | { readonly changeId: string }
);

/** What an answer was about, as the ledger of promises knows it: an operation where nothing came about. */
export type SaidAbout = NewsSubject | { readonly accountId: string; readonly operationKey: string };

/** What the steps are asked with: the account stands at the top, where the codec looks for it. */
export type NewsInput = NewsSubject & { readonly news: News };

/** `no-call`: the call is over, or has no way back into it. `outdated`: the news is no longer true. */
export type LiveNewsKind = 'told' | 'call-over' | 'refused' | 'unsure' | 'no-call' | 'outdated';

export interface LiveNewsResult {
  readonly accountId: string;
  readonly kind: LiveNewsKind;
  /** Rows of the request that was made, for the audit record. */
  readonly unrecorded: UnrecordedRows;
}

/** Why no text goes out. */
export type NoTextReason =
  'not-configured' | 'no-consent' | 'outdated' | 'no-patient' | 'no-number' | 'opted-out' | 'visit-too-near';

/** Whether a text may go out, and when: `delayMs` is the rest of the night. */
export type TextPlan = { readonly accountId: string } & (
  { readonly kind: 'none'; readonly why: NoTextReason } | { readonly kind: 'send'; readonly delayMs: number }
);

/** How asking Twilio ended, as the row of the text keeps it. */
export interface SettledText {
  readonly accountId: string;
  readonly textId: string;
  readonly state: 'sent' | 'opted-out' | 'refused' | 'unknown';
  readonly messageSid: string | null;
  readonly unrecorded: UnrecordedRows;
}

export type TextResult = { readonly accountId: string } & (
  | { readonly kind: 'none'; readonly why: NoTextReason }
  /** Night has fallen since the plan. */
  | { readonly kind: 'later'; readonly delayMs: number }
  /** The patient's number could not be read; nothing has left. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'settled'; readonly text: SettledText }
);

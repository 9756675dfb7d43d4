import { allHandlersFinished, condition, defineUpdate, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { BookingAnswer, BookingRef, Waiting } from '../domain/booking/operation';
import { OutcomeAttribute, StageAttribute } from '../temporal/search-attributes';
import { tellCaller } from './tell-caller';

/** Asks for the booking and answers as soon as something true can be said; asked again, it says what is true by then. */
export const requestBooking = defineUpdate<BookingAnswer, [Waiting?]>('requestBooking');

type Stage =
  | 'holding'
  | 'held'
  | 'awaits-patient'
  | 'looking-up'
  | 'sent'
  | 'confirmed'
  | 'failed'
  | 'taken'
  | 'task'
  | 'released';

const NEWS = { confirmed: 'confirmed', 'not-done': 'not-done', task: 'with-staff' } as const;

/** What is known of a booking, what has been said of it, and what an operator sees of it in Temporal's UI. */
export class BookingDesk {
  private answer: BookingAnswer | undefined;
  /** What the caller heard last. */
  private heard: BookingAnswer['kind'] | undefined;
  private looksOnRequest = false;
  private hasQuestion = false;

  constructor(private readonly accountId: string) {
    setHandler(requestBooking, (waiting) => this.answerCaller(waiting));
  }

  private async answerCaller({ waitsMs }: Waiting = { waitsMs: 5_000 }): Promise<BookingAnswer> {
    if (this.looksOnRequest) {
      this.hasQuestion = true;
      this.answer = undefined;
    }
    await condition(() => this.answer !== undefined, waitsMs);
    const answer = this.answer ?? { accountId: this.accountId, bookingId: null, kind: 'working' };
    this.heard = answer.kind;
    return answer;
  }

  /** A step further; `answer` is what may be said from now on. */
  reach(stage: Stage, answer?: BookingAnswer): void {
    upsertSearchAttributes([{ key: StageAttribute, value: stage }]);
    this.answer = answer ?? this.answer;
    this.looksOnRequest = false;
    this.hasQuestion = false;
  }

  /** From here on whoever asks waits for a fresh look: `isAskedAgain` until `reach` says what was seen. */
  lookOnRequest(): void {
    this.looksOnRequest = true;
  }

  get isAskedAgain(): boolean {
    return this.hasQuestion;
  }

  /** The end: the answer stands. A caller who was told something else, or nothing final, hears of it. */
  async end(stage: Stage, last: BookingAnswer): Promise<BookingAnswer> {
    upsertSearchAttributes([
      { key: StageAttribute, value: stage },
      { key: OutcomeAttribute, value: stage },
    ]);
    this.answer = last;
    this.looksOnRequest = false;
    await this.tell(last);
    await condition(allHandlersFinished);
    return last;
  }

  /** News for a caller who left with another answer. Said once. */
  async tell(news: BookingAnswer): Promise<void> {
    const { bookingId, kind } = news;
    if (bookingId === null || this.heard === undefined || this.heard === kind) return;
    if (kind !== 'confirmed' && kind !== 'not-done' && kind !== 'task') return;
    this.heard = kind;
    const subject: BookingRef = { accountId: this.accountId, bookingId };
    await tellCaller(subject, NEWS[kind]);
  }
}

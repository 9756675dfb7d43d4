import { allHandlersFinished, condition, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { UpdateDefinition } from '@temporalio/common';
import type { Waiting } from '../domain/booking/operation';
import type { News, NewsSubject } from '../domain/messaging/news';
import { OutcomeAttribute, StageAttribute } from '../temporal/search-attributes';
import { tellCaller } from './tell-caller';

/** What may be said of an operation: what it comes to, and whom or what that is about. */
interface SpokenAnswer {
  readonly kind: string;
}

export interface DeskOptions<A extends SpokenAnswer> {
  /** Asks for the operation and answers as soon as something true can be said; asked again, it says what is true by then. */
  readonly request: UpdateDefinition<A, [Waiting?]>;
  /** What is said when the caller's time is over before anything else can be. */
  readonly working: A;
  /** What a caller who heard something else is told; null: nothing. */
  readonly newsOf: (answer: A) => { readonly subject: NewsSubject; readonly news: News } | null;
}

/** Where a caller gives no time, such as an operator's request. */
const DEFAULT_WAIT: Waiting = { waitsMs: 5_000 };

/** What is known of an operation, what has been said of it, and what an operator sees of it in Temporal's UI. */
export class Desk<A extends SpokenAnswer, Stage extends string> {
  private answer: A | undefined;
  /** What the caller heard last; undefined while nobody has asked. */
  private heard: A['kind'] | undefined;
  private looksOnRequest = false;
  private hasQuestion = false;

  constructor(private readonly options: DeskOptions<A>) {
    setHandler(options.request, (waiting) => this.answerCaller(waiting ?? DEFAULT_WAIT));
  }

  private async answerCaller({ waitsMs }: Waiting): Promise<A> {
    if (this.looksOnRequest) {
      this.hasQuestion = true;
      this.answer = undefined;
    }
    await condition(() => this.answer !== undefined, waitsMs);
    const answer = this.answer ?? this.options.working;
    this.heard = answer.kind;
    return answer;
  }

  /** A step further; `answer` is what may be said from now on. */
  reach(stage: Stage, answer?: A): void {
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
  async end(outcome: Stage, last: A): Promise<A> {
    upsertSearchAttributes([
      { key: StageAttribute, value: outcome },
      { key: OutcomeAttribute, value: outcome },
    ]);
    this.answer = last;
    this.looksOnRequest = false;
    await this.tell(last);
    await condition(allHandlersFinished);
    return last;
  }

  /** News for a caller who left with another answer. Said once. */
  async tell(answer: A): Promise<void> {
    if (this.heard === undefined || this.heard === answer.kind) return;
    const told = this.options.newsOf(answer);
    if (told === null) return;
    this.heard = answer.kind;
    await tellCaller(told.subject, told.news);
  }
}

/** What is news to a caller, by what an answer comes to: nothing on the way is. */
export const NEWS_OF: Readonly<Record<string, News>> = {
  confirmed: 'confirmed',
  'not-done': 'not-done',
  taken: 'not-done',
  task: 'with-staff',
};

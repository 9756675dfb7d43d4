import {
  allHandlersFinished,
  condition,
  proxyActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { UpdateDefinition } from '@temporalio/common';
import type { TellCallerActivities } from '../activities/tell-caller';
import type { Waiting } from '../domain/booking/operation';
import type { News, SaidAbout } from '../domain/messaging/news';
import { UNTIL_DONE } from '../temporal/retry-policies';
import { OutcomeAttribute, StageAttribute } from '../temporal/search-attributes';

const { wasEndSaid } = proxyActivities<TellCallerActivities>({ startToCloseTimeout: '10s', retry: UNTIL_DONE });

/** What may be said of an operation: what it comes to, and whom or what that is about. */
interface SpokenAnswer {
  readonly kind: string;
}

export interface DeskOptions<A extends SpokenAnswer> {
  /** Asks for the operation and answers as soon as something true can be said; asked again, it says what is true by then. */
  readonly request: UpdateDefinition<A, [Waiting?]>;
  /** What is said when the caller's time is over before anything else can be. */
  readonly working: A;
  /** How a caller learns of an answer that they have not heard; null: it is no news. */
  readonly newsOf: (answer: A) => Told | null;
}

/** What the ledger knows an answer by, and how it is told to who has not heard it. */
export interface Told {
  readonly about: SaidAbout;
  readonly tell: () => Promise<void>;
}

/** By then an answer has left and is in the ledger, or the caller has heard that it is still being worked on. */
const ANSWER_LEFT_MS = 10_000;

/** Where a caller gives no time, such as an operator's request. */
const DEFAULT_WAIT: Waiting = { waitsMs: 5_000 };

/** What is known of an operation, what has been said of it, and what an operator sees of it in Temporal's UI. */
export class Desk<A extends SpokenAnswer, Stage extends string> {
  private answer: A | undefined;
  /** What the caller was answered last. Whoever got no answer of ours has heard that it is being worked on. */
  private answered: string = 'working';
  /** What they were told besides. */
  private told: A['kind'] | undefined;
  /** How many wait for an answer at this moment. */
  private waiting = 0;
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
    this.waiting += 1;
    await condition(() => this.answer !== undefined, waitsMs);
    this.waiting -= 1;
    const answer = this.answer ?? this.options.working;
    this.answered = answer.kind;
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
    const news = this.options.newsOf(answer);
    await condition(() => this.waiting === 0);
    if (news === null || this.told === answer.kind || (await this.isHeard(answer, news.about))) return;
    this.told = answer.kind;
    await news.tell();
  }

  /** Whether an end was said in an answer that left: what we answered may have been lost on its way to the caller. */
  private async isHeard({ kind }: A, about: SaidAbout): Promise<boolean> {
    if (this.answered !== kind) return false;
    if (kind === 'task') return true;
    await sleep(ANSWER_LEFT_MS);
    return (await wasEndSaid({ ...about, isConfirmed: kind === 'confirmed' })).isSaid;
  }
}

/** What is news to a caller, by what an answer comes to: nothing on the way is. */
export const NEWS_OF: Readonly<Record<string, News>> = {
  confirmed: 'confirmed',
  'not-done': 'not-done',
  taken: 'not-done',
  task: 'with-staff',
};

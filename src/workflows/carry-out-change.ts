import { BookingReason } from '../domain/booking/operation';
import type { ChangeAnswer, ChangeInput } from '../domain/changes/operation';
import type { ChangeStep } from '../domain/changes/steps';
import { openChangeDesk, type ChangeDesk } from './change-desk';
import { followWriteback, lookUpUntilKnown, openChangeTask, readBack, sendUntilKnown } from './change-steps';
import { decideChange, decideUnknownChange } from './decide-change';
import { PersonsDecision } from './human-control';

/** How far it is: on its way, done, or what the story has ended with. */
type Stand = 'to-send' | 'unknown' | 'sent' | 'confirmed' | Ended;

interface Ended {
  readonly outcome: 'failed' | 'released' | 'task';
  readonly answer: ChangeAnswer;
}

/**
 * One stored change on its way into the practice's software: send → sent → write-back done → confirmed → read back. The
 * caller is answered at *sent*; everything after that happens however long the practice's computer is off. Where nobody
 * knows, or people do it, it waits for a person; the second step of a move does not, as the move has the task.
 */
export async function carryOutChange(input: ChangeInput): Promise<ChangeAnswer> {
  const story = new ChangeStory(input);
  let stand: Stand = input.route === 'staff' ? await story.leaveToStaff() : 'to-send';
  while (typeof stand === 'string' && stand !== 'confirmed') {
    if (stand === 'to-send') stand = await story.send();
    else if (stand === 'unknown') stand = await story.findOut();
    else stand = await story.follow();
  }
  return stand === 'confirmed' ? story.confirm() : story.end(stand);
}

class ChangeStory {
  private readonly change: ChangeStep;
  private readonly desk: ChangeDesk;
  private readonly person = new PersonsDecision();
  private readonly isPartOfMove: boolean;

  constructor(private readonly input: ChangeInput) {
    const { accountId, changeId, isPartOfMove = false } = input;
    this.change = { accountId, changeId, isPartOfMove };
    this.isPartOfMove = isPartOfMove;
    this.desk = openChangeDesk(input);
  }

  private say(kind: 'sent' | 'confirmed' | 'task' | 'working'): ChangeAnswer {
    return { accountId: this.input.accountId, changeId: this.input.changeId, kind };
  }

  private sayNotDone(reasonCode: BookingReason): ChangeAnswer {
    return { accountId: this.input.accountId, changeId: this.input.changeId, kind: 'not-done', reasonCode };
  }

  private readonly failed = (reasonCode: BookingReason): Ended => ({
    outcome: 'failed',
    answer: this.sayNotDone(reasonCode),
  });

  private readonly released = (): Ended => ({
    outcome: 'released',
    answer: this.sayNotDone(BookingReason.withdrawn),
  });

  async leaveToStaff(): Promise<Stand> {
    await openChangeTask({ ...this.change, task: 'by-hand', reasonCode: BookingReason.staffWillChange });
    return this.withStaff();
  }

  /** The practice's people have it; whether they have done it, a person says. */
  private async withStaff(): Promise<Stand> {
    const answer = this.say('task');
    this.desk.reach('task', answer);
    await this.desk.tell(answer);
    return this.awaitPerson({ outcome: 'task', answer }, false);
  }

  private async awaitPerson(otherwise: Ended, mayRetry: boolean): Promise<Stand> {
    if (this.isPartOfMove) return otherwise;
    const decided = await decideChange(this.person, this.change, mayRetry);
    if (decided === 'task') return otherwise;
    if (decided === 'again') return 'sent';
    return decided === 'released' ? this.released() : decided;
  }

  async send(): Promise<Stand> {
    const sent = await sendUntilKnown(this.change, () => {
      this.desk.reach('waiting', this.say('working'));
    });
    switch (sent.kind) {
      case 'sent':
      case 'confirmed':
      case 'unknown':
        return sent.kind;
      case 'task':
        return this.withStaff();
      case 'released':
        return this.released();
      case 'failed':
        return this.failed(sent.reasonCode);
    }
  }

  /** The answer was lost: it is looked for, and then it is people's question. Never sent again without their word. */
  async findOut(): Promise<Stand> {
    this.desk.reach('looking-up');
    const known = await lookUpUntilKnown(this.change, this.input.lookupWindowSeconds);
    if (known !== 'open') return this.standOf(known);
    const otherwise: Ended = { outcome: 'task', answer: this.say('working') };
    if (this.isPartOfMove) return otherwise;
    await openChangeTask({ ...this.change, task: 'check', reasonCode: BookingReason.outcomeUnknown });
    const decided = await decideUnknownChange(this.person, this.change, this.desk, otherwise.answer);
    if (decided === 'task') return otherwise;
    return decided === 'again' ? 'to-send' : this.standOf(decided);
  }

  async follow(): Promise<Stand> {
    const answer = this.say('sent');
    this.desk.reach('sent', answer);
    const outcome = await followWriteback(this.change);
    if (outcome !== 'sent' && outcome !== 'open') return this.standOf(outcome);
    await openChangeTask({ ...this.change, task: 'check', reasonCode: BookingReason.writebackStuck });
    this.desk.reach('task', answer);
    return this.awaitPerson({ outcome: 'task', answer }, true);
  }

  private standOf(known: 'sent' | 'confirmed' | 'failed' | 'released'): Stand {
    if (known === 'failed') return this.failed(BookingReason.writebackFailed);
    return known === 'released' ? this.released() : known;
  }

  async confirm(): Promise<ChangeAnswer> {
    const answer = this.say('confirmed');
    this.desk.reach('confirmed', answer);
    await Promise.all([this.desk.tell(answer), readBack(this.change)]);
    return this.desk.end('confirmed', answer);
  }

  end({ outcome, answer }: Ended): Promise<ChangeAnswer> {
    return this.desk.end(outcome, answer);
  }
}

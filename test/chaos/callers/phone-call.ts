import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../../simulator/seed/prng';
import type { ToolName } from '../../../src/domain/tools';
import { statusOf, type IntendedWrite, type Ledger } from './ledger';
import type { CallFacts, Line } from './line';
import type { Patient } from './people';
import type { CalledPractice } from './practices';

/** How often, and for how long, a model asks again where it heard nothing. */
const ASKS_WITHOUT_ANSWER = 25;
const PAUSE_MS = [400, 2_500] as const;
/** Of the writes: the webhook arrives twice at once; again with the same id; once more with a new one. */
const TWINS = 0.1;
const REPEATS = 0.15;
const REWORDINGS = 0.15;
/** Of the callers who hear that nobody knows, or that it cannot be done now: so many try once more, at most so often. */
const INSISTS = 0.6;
const MOST_TRIES = 3;

type Arguments = Readonly<Record<string, unknown>>;
type Wanted = Parameters<Ledger['open']>[0];

/** One caller, as the assistant serves them: what it hears, and how it asks again. */
export class PhoneCall {
  readonly facts: CallFacts;

  constructor(
    private readonly line: Line,
    private readonly ledger: Ledger,
    readonly random: Random,
    /** Of the call, from 1. */
    readonly number: number,
    readonly practice: CalledPractice,
    readonly person: Patient,
    callerNumber: string | null,
  ) {
    this.facts = { callId: `call-${randomUUID()}`, phoneNumberId: practice.phoneNumberId, number: callerNumber };
  }

  /** A read, asked until it is answered well enough: `isGood` tells by the status word. Null: given up. */
  async read(tool: ToolName, args: Arguments, good: string): Promise<string | null> {
    for (let tries = 0; tries < ASKS_WITHOUT_ANSWER; tries += 1) {
      const text = await this.line.tool(this.facts, { tool, toolCallId: newId(), arguments: args });
      const status = text === null ? null : statusOf(text);
      if (status === good) return text;
      if (status !== null && status !== 'UNAVAILABLE') return null;
      await this.pause();
    }
    return null;
  }

  /** Wants something done: asks, hears, and asks again, as webhooks, models and callers do. The last thing heard. */
  async write(
    about: Pick<Wanted, 'tool'> & Partial<Pick<Wanted, 'slot' | 'visit' | 'person' | 'patientId'>>,
    args: Arguments,
  ): Promise<string | null> {
    const intended = this.ledger.open({
      ...{ callId: this.facts.callId, practice: this.practice, person: this.person },
      ...{ patientId: this.person.patientId, slot: null, visit: null, ...about },
    });
    const { random } = this;
    const first = newId();
    const isTwin = random.chance(TWINS);
    const [firstHeard] = await Promise.all([
      this.insist(intended, first, args),
      isTwin ? this.insist(intended, first, args) : null,
    ]);
    let heard = firstHeard;
    if (random.chance(REPEATS)) heard = (await this.insist(intended, first, args)) ?? heard;
    if (random.chance(REWORDINGS)) heard = (await this.insist(intended, newId(), args)) ?? heard;
    for (let tries = 0; tries < MOST_TRIES && isOpenEnded(heard) && random.chance(INSISTS); tries += 1) {
      await this.pause();
      heard = (await this.insist(intended, newId(), args)) ?? heard;
    }
    return heard;
  }

  hangUp(): Promise<void> {
    return this.line.hangUp(this.facts);
  }

  pause(): Promise<void> {
    return delay(this.random.integer(...PAUSE_MS));
  }

  /** The same id again until there is an answer. */
  private async insist(intended: IntendedWrite, toolCallId: string, args: Arguments): Promise<string | null> {
    for (let tries = 0; tries < ASKS_WITHOUT_ANSWER; tries += 1) {
      const sentAtMs = Date.now();
      const text = await this.line.tool(this.facts, { tool: intended.tool, toolCallId, arguments: args });
      intended.deliveries.push({ toolCallId, sentAtMs, endedAtMs: Date.now(), text });
      if (text !== null) return text;
      await this.pause();
    }
    return null;
  }
}

const newId = (): string => `call_${randomUUID()}`;

const isOpenEnded = (heard: string | null): boolean =>
  heard === null || ['WORKING', 'UNAVAILABLE'].includes(statusOf(heard));

/** The codes of an answer: `(S1)`, `(A1)`, `(P1)`. */
export const codesIn = (text: string, letter: 'P' | 'S' | 'A'): string[] =>
  [...text.matchAll(new RegExp(`\\((${letter}\\d+)\\)`, 'g'))].map((match) => match[1] ?? '');

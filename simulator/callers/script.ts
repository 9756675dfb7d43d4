import type { Person } from './cast';
import type { Heard, ToolAnswer, ToolName } from './heard';

type Words = string | ((heard: Heard) => string);

/** A tool call that the assistant makes. */
interface Asks {
  readonly tool: ToolName;
  /** May hold codes of earlier answers; see `need`. */
  readonly arguments: (heard: Heard) => Readonly<Record<string, string>>;
  /** How often Vapi delivers this one webhook, all at once; 1 unless said. */
  readonly deliveries?: number;
  /** Made in a second call that goes on at the same time. */
  readonly from?: 'other-caller';
}

/** One turn of the conversation. What is given happens in this order. */
export interface Turn {
  /** The turn is left out unless this holds. */
  readonly onlyIf?: (heard: Heard) => boolean;
  readonly caller?: Words;
  /** Something that neither caller nor assistant sees. */
  readonly meanwhile?: {
    readonly tells: string;
    readonly happens?: (backstage: Backstage, heard: Heard) => Promise<void>;
  };
  readonly asks?: Asks;
  /** What the assistant says; without it, the tool's answer in plain words. */
  readonly assistant?: Words;
}

/** What a scenario can do and see beside the telephone. */
export interface Backstage {
  /** The front desk books the time of an offer (`S1`) for somebody else, in the practice's own software. */
  takeSlot(code: string): Promise<void>;
  /** Switches the practice's computer on or off. */
  setOnline(isOnline: boolean): Promise<void>;
  /** Looks at the call's last booking for so long; whether it stayed sent and unconfirmed all the time. */
  staysUnconfirmed(durationMs: number): Promise<boolean>;
  /** Waits, within bounds, until the last booking is confirmed or has failed. */
  untilSettled(): Promise<void>;
  /** Waits, within bounds, until the practice's people are asked to call back. */
  untilCallBackAsked(): Promise<void>;
  /** Waits, within bounds, until the booking of this code is no more. */
  untilGone(code: string): Promise<void>;
  tell(text: string): void;
}

/** A claim about how the story ended, and whether it is so. */
export interface Expectation {
  readonly claim: string;
  readonly holds: boolean;
}

export interface BookingEvidence {
  readonly code: string;
  readonly state: string;
  /** Requests for this visit that reached the practice's middleware. */
  readonly requestsToPms: number;
  /** Visits in the practice's own book that carry this booking's reference code. */
  readonly visitsInBook: number;
}

/** What is left of the call when all is over. */
export interface Evidence {
  readonly answers: readonly ToolAnswer[];
  /** Oldest first. */
  readonly bookings: readonly BookingEvidence[];
  /** Tasks of the practice's people to call this caller back. */
  readonly callBackTasks: number;
  readonly isCallLocked: boolean;
  /** It is marked as ended, and its control URL is gone. */
  readonly isCallClosed: boolean;
  readonly audit: readonly {
    readonly kind: string;
    readonly action: string;
    readonly toolCallId: string | null;
  }[];
}

export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** Whose number the call comes from; Maya's unless said. */
  readonly caller?: Pick<Person, 'number'>;
  readonly turns: readonly Turn[];
  /** What happens when everybody has hung up. */
  readonly afterwards: (backstage: Backstage, heard: Heard) => Promise<readonly Expectation[]>;
  readonly expects: (evidence: Evidence) => readonly Expectation[];
}

/** The story took a turn that its script does not know; told to the person at the terminal. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

/** A code that an earlier answer must have brought. @throws ScriptError when it did not */
export function need(code: string | null | undefined, what: string): string {
  if (code === null || code === undefined) throw new ScriptError(`The script cannot go on: no answer brought ${what}.`);
  return code;
}

import type { ToolName } from '../../../src/domain/tools';
import type { Person } from './people';
import type { CalledPractice } from './practices';

/** What one delivery of a tool call came to at the caller's end. */
export interface Delivery {
  readonly toolCallId: string;
  readonly sentAtMs: number;
  readonly endedAtMs: number;
  /** Null: no answer. */
  readonly text: string | null;
}

/** One write that a caller wanted, however often it was asked for. */
export interface IntendedWrite {
  readonly number: number;
  readonly tool: ToolName;
  readonly callId: string;
  readonly practice: CalledPractice;
  /** Whom it is for; of `create-patient` the person to be entered. */
  readonly person: Person;
  /** Their number in the practice's software, where they had one before. */
  readonly patientId: string | null;
  /** Codes of the call. */
  readonly slot: string | null;
  readonly visit: string | null;
  readonly deliveries: Delivery[];
}

export interface Ledger {
  readonly intended: readonly IntendedWrite[];
  open(wanted: Omit<IntendedWrite, 'number' | 'deliveries'>): IntendedWrite;
}

export function createLedger(): Ledger {
  const intended: IntendedWrite[] = [];
  return {
    intended,
    open(wanted) {
      const write = { ...wanted, number: intended.length + 1, deliveries: [] };
      intended.push(write);
      return write;
    },
  };
}

export const statusOf = (text: string): string => text.slice(0, Math.max(0, text.indexOf(':')));

/** Answers in the order in which they came. */
export const heardOf = ({ deliveries }: IntendedWrite): (Delivery & { readonly text: string })[] =>
  deliveries
    .filter((delivery): delivery is Delivery & { readonly text: string } => delivery.text !== null)
    .toSorted((one, other) => one.endedAtMs - other.endedAtMs);

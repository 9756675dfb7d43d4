import type { ChainRow } from './chain-row';
import type { Finding } from './finding';
import type { ChainSeals, Seal } from './sealed-heads';

/** A row that is known by its number and its hash. */
export interface Head {
  readonly chainSeq: number;
  readonly rowHash: string;
}

/** What is known of a chain before its rows are read. */
export interface ChainExpectations {
  /** The account's id, or `system`. */
  readonly chain: string;
  /** The last row that has left, where the chain does not begin with row 1. Believed only if a checkpoint sealed it. */
  readonly anchor: Head | null;
  /** The last row, by what stands beside the rows. */
  readonly head: Head | null;
  readonly seals: ChainSeals;
}

/** How far a chain is known to be sound. */
export interface SoundPart {
  /** The last row that is in order; number 0 before the first. */
  readonly last: Head;
  /** Whether `last` is the beginning, or a checkpoint has its hash: then it cannot be what is wrong. */
  readonly isLastSealed: boolean;
  /** The rows since the last seal, the newest at the end; of many only the newest. */
  readonly recent: readonly ChainRow[];
  /** The first row since the last seal. */
  readonly firstSinceSeal: ChainRow | null;
  /** What checkpoints say of the row after `last`. */
  readonly sealsOfNext: readonly Seal[];
  /** The next seal, of whatever row after `last`. */
  readonly nextSeal: Seal | null;
}

export interface ChainReport {
  readonly chain: string;
  readonly rows: number;
  /** Rows that no checkpoint covers yet. Not an error: they are newer than the newest. */
  readonly unsealedRows: number;
  /** Microseconds since 1970. */
  readonly oldestUnsealedAt: number | null;
  readonly finding: Finding | null;
}

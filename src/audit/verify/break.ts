import type { ChainExpectations, SoundPart } from './chain';
import type { ChainRow } from './chain-row';

/** Where a chain is broken: all before is sound, `row` does not fit. */
export interface Break {
  readonly expected: ChainExpectations;
  readonly sound: SoundPart;
  readonly row: ChainRow;
}

/** What the rows after a break tell about it. */
export interface Evidence {
  /** The next row of a higher number. */
  readonly next: ChainRow | null;
  /** Another row of the same number. */
  readonly rival: ChainRow | null;
  /** Another row of the same number that fits. */
  readonly fittingRival: ChainRow | null;
  /** The row that the suspect continues from stands further on. */
  readonly isPredecessorLater: boolean;
  /** The row that should stand in the suspect's place stands further on. */
  readonly displaced: ChainRow | null;
}

import type { CheckpointProblem } from './verify-checkpoint';

/**
 * The record differs from what was sealed: somebody has changed one of the two, or they do not belong together (a
 * database out of an old backup, another place for checkpoints). Nothing is sealed on top of it: not the chain, where it
 * is one chain's; nothing at all, where it is a checkpoint's.
 */
export type SealConflict =
  | {
      /** A sealed row is gone or has another hash, the chain's head is not its last row, or the chain has become shorter. */
      readonly kind: 'sealed-row' | 'head' | 'shortened';
      readonly chain: string;
      readonly chainSeq: number;
    }
  | {
      /**
       * The checkpoint is not outside though the database has it; it is another one there than here; what lies there is
       * not believed; it does not follow our last one; or it names a row that the database does not have so.
       */
      readonly kind: 'missing-outside' | 'differs-outside' | 'not-believed' | 'not-next' | 'unknown-row';
      readonly checkpoint: number;
      readonly problem?: CheckpointProblem;
    };

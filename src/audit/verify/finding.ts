import { CheckpointProblem } from '../checkpoints/verify-checkpoint';

/** What can be wrong with the record. The first six are what can be done to the rows of a chain. */
export const FindingKind = {
  edited: 'edited',
  removed: 'removed',
  inserted: 'inserted',
  reordered: 'reordered',
  truncated: 'truncated',
  forked: 'forked',
  /** The rows are in order; what the database names as their head is not. */
  wrongHead: 'wrong-head',
  checkpointMalformed: 'checkpoint-malformed',
  checkpointUnknownKey: 'checkpoint-unknown-key',
  checkpointBadSignature: 'checkpoint-bad-signature',
  checkpointWrongLeaves: 'checkpoint-wrong-leaves',
  checkpointBrokenLink: 'checkpoint-broken-link',
  checkpointMissing: 'checkpoint-missing',
  checkpointTwice: 'checkpoint-twice',
  /** A line of an export that says nothing we know. */
  malformedLine: 'malformed-line',
  /** The export is not, byte for byte, the file that was written. */
  alteredFile: 'altered-file',
  incompleteFile: 'incomplete-file',
} as const;
export type FindingKind = (typeof FindingKind)[keyof typeof FindingKind];

/** One thing that is wrong. Of each chain only the first is reported: what comes after it may follow from it. */
export interface Finding {
  readonly kind: FindingKind;
  readonly chain: string | null;
  /** The first wrong row, by its number in the chain. */
  readonly chainSeq: number | null;
  /** The last, where several are missing. */
  readonly untilSeq: number | null;
  readonly rowId: string | null;
  /** The checkpoint that is wrong, or that shows what is. */
  readonly checkpoint: number | null;
  /** The line of the export, from 1. */
  readonly line: number | null;
  /** The same for a reader. */
  readonly words: string;
}

const NOTHING = { chain: null, chainSeq: null, untilSeq: null, rowId: null, checkpoint: null, line: null };

/** A finding with what is known of it; the rest is null. */
export const finding = (kind: FindingKind, words: string, known: Partial<Finding> = {}): Finding => ({
  ...NOTHING,
  ...known,
  kind,
  words,
});

const OF_PROBLEM: Readonly<Record<CheckpointProblem, readonly [FindingKind, string]>> = {
  [CheckpointProblem.malformed]: [FindingKind.checkpointMalformed, 'is not of the form of a checkpoint'],
  [CheckpointProblem.unknownKey]: [FindingKind.checkpointUnknownKey, 'is signed with a key that was not given'],
  [CheckpointProblem.badSignature]: [FindingKind.checkpointBadSignature, 'has a signature that is not good'],
  [CheckpointProblem.wrongLeaves]: [
    FindingKind.checkpointWrongLeaves,
    'names rows that are not the ones that were signed',
  ],
};

/** Why a checkpoint, or a seal out of one, proves nothing. @param name what it is called, such as `Checkpoint 12` */
export function problemFinding(problem: CheckpointProblem, name: string, known: Partial<Finding>): Finding {
  const [kind, what] = OF_PROBLEM[problem];
  return finding(kind, `${name} ${what}.`, known);
}

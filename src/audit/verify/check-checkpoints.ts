import type { PublicKeys } from '../checkpoints/public-keys';
import { NO_STATEMENT, statementDigest } from '../checkpoints/statement';
import type { StoredCheckpoint } from '../checkpoints/store';
import { verifyCheckpoint } from '../checkpoints/verify-checkpoint';
import { checkpointDocument } from '../checkpoints/document';
import { finding, FindingKind, problemFinding, type Finding } from './finding';
import { Findings } from './findings';
import type { NewestCheckpoint } from './report';
import { SealedHeads } from './sealed-heads';

export interface CheckpointsOutcome {
  readonly seals: SealedHeads;
  readonly goodCheckpoints: number;
  readonly newestCheckpoint: NewestCheckpoint | null;
  readonly findings: Findings;
}

export interface CheckpointsToCheck {
  /** In the order of their numbers. */
  readonly documents: AsyncIterable<StoredCheckpoint>;
  readonly keys: PublicKeys;
  /** The highest number that must be there; 0 where nothing is known of it. */
  readonly untilNumber: number;
  readonly onChecked?: (count: number) => void;
}

/** Follows the checkpoints from the first on: each signed, each naming the one before, none missing, none twice. */
export async function checkCheckpoints(given: CheckpointsToCheck): Promise<CheckpointsOutcome> {
  const seals = new SealedHeads();
  const findings = new Findings();
  let goodCheckpoints = 0;
  let newestCheckpoint: NewestCheckpoint | null = null;
  let before = { number: 0, digest: NO_STATEMENT };

  for await (const { number, document } of given.documents) {
    const known = { checkpoint: number };
    if (number <= before.number) {
      findings.add(finding(FindingKind.checkpointTwice, `There are two checkpoints ${number}.`, known));
      continue;
    }
    findings.add(...missing(before.number + 1, number - 1));
    const digest = digestOf(document);
    const checked = verifyCheckpoint(document, given.keys);
    if (!checked.ok) {
      findings.add(problemFinding(checked.error, `Checkpoint ${number}`, known));
    } else if (checked.value.statement.number !== number) {
      const words = `What is kept as checkpoint ${number} is checkpoint ${checked.value.statement.number}.`;
      findings.add(finding(FindingKind.checkpointTwice, words, known));
    } else {
      const { statement, leaves } = checked.value;
      if (before.number === number - 1 && statement.previous !== before.digest) {
        const words = `Checkpoint ${number} does not continue from the checkpoint ${number - 1} that is there.`;
        findings.add(finding(FindingKind.checkpointBrokenLink, words, known));
      }
      for (const leaf of leaves) seals.add(leaf, number);
      goodCheckpoints += 1;
      newestCheckpoint = { number, sealedAt: statement.sealedAt };
    }
    before = { number, digest };
    given.onChecked?.(number);
  }
  findings.add(...missing(before.number + 1, given.untilNumber));
  return { seals, goodCheckpoints, newestCheckpoint, findings };
}

/** Even of a checkpoint that is not good: then the next one says whether it is the one that once stood there. */
function digestOf(document: unknown): string {
  const read = checkpointDocument.safeParse(document);
  return read.success ? statementDigest(read.data.statement) : '';
}

function missing(first: number, last: number): Finding[] {
  if (first > last) return [];
  const which = first === last ? `Checkpoint ${first} is` : `Checkpoints ${first} to ${last} are`;
  return [finding(FindingKind.checkpointMissing, `${which} missing.`, { checkpoint: first })];
}

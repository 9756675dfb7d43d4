import { err, ok, type Result } from '../../domain/result';
import type { Leaf } from '../checkpoints/leaf';
import type { ExpiredMonth } from './expired-months';

/**
 * Reads a checkpoint from where it is kept outside the database and verifies its signature and tree. The database's own
 * copy proves nothing: whoever could change the rows could have written it too.
 */
export type VerifySealedOutside = (checkpointNumber: number) => Promise<Result<readonly Leaf[], string>>;

/** Why a month must stay. */
export type RetentionRefusal =
  | { readonly kind: 'held'; readonly holds: readonly string[] }
  /** The last row of these chains is in no checkpoint yet. */
  | { readonly kind: 'unsealed'; readonly chains: readonly string[] }
  /** The checkpoint outside is not there, not good, or says something else; `problem` in its verifier's word. */
  | { readonly kind: 'unproven'; readonly checkpoint: number; readonly problem: string };

/** The newest of the checkpoints that a month rests on; null for a month without rows. */
export type SealingCheckpoint = number | null;

/** Whether a month may go: held by nobody, and the end of each of its chains sealed outside. */
export async function judgeMonth(
  { holds, ends }: ExpiredMonth,
  verifySealedOutside: VerifySealedOutside,
): Promise<Result<SealingCheckpoint, RetentionRefusal>> {
  if (holds.length > 0) return err({ kind: 'held', holds });
  const unsealed = ends.filter(({ checkpoint }) => checkpoint === null);
  if (unsealed.length > 0) return err({ kind: 'unsealed', chains: unsealed.map(({ leaf }) => leaf.chain) });

  const needed = [...new Set(ends.flatMap(({ checkpoint }) => checkpoint ?? []))].sort((a, b) => a - b);
  for (const checkpoint of needed) {
    const sealed = await verifySealedOutside(checkpoint);
    if (!sealed.ok) return err({ kind: 'unproven', checkpoint, problem: sealed.error });
    const said = new Set(sealed.value.map(textOf));
    const isSaid = ends.filter((end) => end.checkpoint === checkpoint).every(({ leaf }) => said.has(textOf(leaf)));
    if (!isSaid) return err({ kind: 'unproven', checkpoint, problem: 'other-leaves' });
  }
  return ok(needed.at(-1) ?? null);
}

/** Two leaves that say the same of the same row are equal texts. */
const textOf = ({ chain, chainSeq, rowHash }: Leaf): string => JSON.stringify([chain, chainSeq, rowHash]);

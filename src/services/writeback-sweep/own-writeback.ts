import type { EntityManager } from 'typeorm';
import type { BlindIndex } from '../../crypto/blind-index';
import type { PmsOffice } from '../../domain/pms';
import type { MatchKey } from '../../domain/writeback-match/match-keys';
import { findClaimedAt, findSeenWriteback } from '../../persistence/writeback-sweeps';
import { hashesOf } from './match-hashes';

/** A write of ours whose answer was lost: where it went, what it was, and whose it is. */
export interface LostWrite {
  readonly office: PmsOffice;
  /** Null where it cannot be told from others. */
  readonly key: MatchKey | null;
  readonly subject: { readonly bookingId: string } | { readonly changeId: string };
}

/**
 * The write-back of a write of ours, among those that a sweep has seen since its request left, and only where it is the
 * only one that can be it. To be asked after `sweepWritebacks`, in the transaction that moves the booking or change.
 */
export async function findOwnWriteback(
  tx: EntityManager,
  index: BlindIndex,
  { office, key, subject }: LostWrite,
): Promise<string | null> {
  const claimedAt = await findClaimedAt(tx, office.accountId, subject);
  if (key === null || claimedAt === null) return null;
  return findSeenWriteback(tx, { officeId: office.officeId, matches: hashesOf(index, office, key), claimedAt });
}

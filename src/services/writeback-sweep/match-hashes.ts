import type { BlindIndex } from '../../crypto/blind-index';
import { reveal } from '../../domain/phi';
import { keysOfEntry } from '../../domain/writeback-match/keys-of-entry';
import type { MatchKey } from '../../domain/writeback-match/match-keys';
import type { SeenWriteback } from '../../persistence/writeback-sweeps';
import type { WritebackEntry } from '../../sikka/writebacks';

/** Names the hashes to the index. The office stands in for the account, which the list does not name. */
const KIND = 'writeback';

const hashOf = (index: BlindIndex, officeId: string, practiceId: string, key: MatchKey): string =>
  index(KIND, officeId, practiceId, ...key);

/** What is kept of an entry of the list: its body is opened, hashed and let go of here. */
export function toSeen(index: BlindIndex, { body, writebackId, officeId, ...entry }: WritebackEntry): SeenWriteback[] {
  const { practiceId, keys } = keysOfEntry({ ...entry, body: reveal(body) });
  return keys.map((key) => ({ officeId, writebackId, match: hashOf(index, officeId, practiceId, key) }));
}

/** The hashes that an entry of this write may have: with its practice, and without one, as an echo may leave it out. */
export const hashesOf = (
  index: BlindIndex,
  { officeId, practiceId }: { readonly officeId: string; readonly practiceId: string },
  key: MatchKey,
): string[] => [hashOf(index, officeId, practiceId, key), hashOf(index, officeId, '', key)];

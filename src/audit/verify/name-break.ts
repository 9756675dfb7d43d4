import type { Break, Evidence } from './break';
import { FindingKind, type Finding } from './finding';
import { forked, ofChain, ofRow, rowsText } from './words';
import type { ChainRow } from './chain-row';

const { edited, removed, inserted, reordered } = FindingKind;

/** The suspect's number is too high: rows are missing before it, or stand elsewhere. */
export function nameGap({ expected, sound, row }: Break, { displaced }: Evidence): Finding {
  const about = ofChain(expected.chain);
  const [first, until] = [sound.last.chainSeq + 1, row.chainSeq - 1];
  if (displaced !== null) {
    const why = `it stands after row ${row.chainSeq}`;
    return about(reordered, `Row ${first} is out of its place in`, why, { chainSeq: first, rowId: displaced.id });
  }
  const { head } = expected;
  if (head?.chainSeq === sound.last.chainSeq && head.rowHash === sound.last.rowHash) {
    return ofRow(row, inserted, 'was inserted at the end of', `its head is row ${head.chainSeq}`);
  }
  const why =
    sound.last.chainSeq === 0
      ? `it begins with row ${row.chainSeq}, and no checkpoint has sealed a row before it as its beginning`
      : `after row ${sound.last.chainSeq} comes row ${row.chainSeq}`;
  return about(removed, `${rowsText(first, until)} removed from`, why, { chainSeq: first, untilSeq: until });
}

/** The suspect has a number that a row before it has: one of the two is no part of the chain. */
export function nameSecond({ expected, sound, row }: Break, { next }: Evidence): Finding {
  const first = sound.recent.at(-1);
  const continuation = next?.prevHash ?? (expected.head?.chainSeq === row.chainSeq ? expected.head.rowHash : null);
  const isFirstTheIntruder = first?.chainSeq === row.chainSeq && continuation === row.rowHash;
  return insertedTwice(isFirstTheIntruder ? first : row);
}

const insertedTwice = (row: ChainRow): Finding =>
  ofRow(row, inserted, 'was inserted into', 'there is another of the same number, which the chain continues from');

/** The suspect has the right number, and does not fit. */
export function nameSuspect(at: Break, evidence: Evidence): Finding {
  const { expected, sound, row } = at;
  const { next, rival, fittingRival, isPredecessorLater } = evidence;
  const isLinked = row.prevHash === sound.last.rowHash;

  if (fittingRival !== null) return insertedTwice(row);
  if (rival !== null) return insertedTwice(next?.prevHash === row.rowHash ? rival : row);
  if (!isLinked && isPredecessorLater) {
    return ofRow(row, reordered, 'is out of its place in', 'the row that it continues from stands after it');
  }
  if (next?.prevHash === sound.last.rowHash) return insertedBetween(row, next);
  const intruder = sound.recent.find(({ prevHash }) => prevHash === row.prevHash);
  if (!isLinked && intruder !== undefined) return insertedBetween(intruder, row);

  if (isLinked && row.isOwnHashRight) {
    const seal = sound.sealsOfNext.find(({ rowHash }) => rowHash !== row.rowHash) ?? null;
    const isTailForeign = next !== null && next.prevHash !== row.rowHash;
    return isTailForeign ? rewritten(row) : forked(expected, sound, seal, sound.firstSinceSeal ?? row);
  }
  if (isLinked) return editedInPlace(row);
  return row.isOwnHashRight ? nameBrokenLink(at, next) : nameUnlinked(at, next);
}

/** Both rows are whole, and the link between them is not: the one before was written anew, unless it is sealed. */
function nameBrokenLink({ expected, sound, row }: Break, next: ChainRow | null): Finding {
  const before = sound.recent.at(-1);
  if (!sound.isLastSealed && before !== undefined) return rewritten(before);
  const hasFollowers = next !== null && next.prevHash === row.rowHash;
  return hasFollowers ? forked(expected, sound, sound.nextSeal, row) : rewritten(row);
}

/** Neither the link nor the content is right. Where all that follows is so too, the numbers have been moved up. */
function nameUnlinked({ expected, row }: Break, next: ChainRow | null): Finding {
  const { head, chain } = expected;
  const isTailRenumbered =
    next === null
      ? head !== null && head.rowHash === row.rowHash && head.chainSeq > row.chainSeq
      : next.prevHash === row.rowHash && !next.isOwnHashRight;
  if (!isTailRenumbered) return editedInPlace(row);
  const why = 'the rows after it have been given other numbers';
  return ofChain(chain)(removed, `Row ${row.chainSeq} was removed from`, why, { chainSeq: row.chainSeq });
}

const insertedBetween = (row: ChainRow, next: ChainRow): Finding =>
  ofRow(row, inserted, 'was inserted into', `row ${next.chainSeq} continues from the row before it`);

const editedInPlace = (row: ChainRow): Finding =>
  ofRow(row, edited, 'was edited in', 'its hash is not the hash of what it says');

const rewritten = (row: ChainRow): Finding =>
  ofRow(row, edited, 'was edited in', 'it was given a hash that fits, and the rows around it have another');

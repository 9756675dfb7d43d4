import type { Break, Evidence } from './break';
import type { ChainRow } from './chain-row';
import type { Finding } from './finding';
import { nameGap, nameSecond, nameSuspect } from './name-break';

/** Reads on, as far as need be, to tell what happened at a break. */
export interface Examination {
  look(row: ChainRow): void;
  name(): Finding;
}

export function examineBreak(at: Break): Examination {
  const { sound, row: suspect } = at;
  const expectedSeq = sound.last.chainSeq + 1;
  const evidence: { -readonly [K in keyof Evidence]: Evidence[K] } = {
    next: null,
    rival: null,
    fittingRival: null,
    isPredecessorLater: false,
    displaced: null,
  };
  const fits = (row: ChainRow): boolean =>
    row.isOwnHashRight &&
    row.prevHash === sound.last.rowHash &&
    sound.sealsOfNext.every((seal) => seal.rowHash === row.rowHash);

  return {
    look(row) {
      if (row.chainSeq === suspect.chainSeq) {
        evidence.rival ??= row;
        if (fits(row)) evidence.fittingRival ??= row;
      } else if (row.chainSeq > suspect.chainSeq) {
        evidence.next ??= row;
      }
      if (row.rowHash === suspect.prevHash) evidence.isPredecessorLater = true;
      const isInGap = row.chainSeq >= expectedSeq && row.chainSeq < suspect.chainSeq;
      if (isInGap || row.prevHash === sound.last.rowHash) evidence.displaced ??= row;
    },
    name() {
      if (suspect.chainSeq > expectedSeq) return nameGap(at, evidence);
      if (suspect.chainSeq < expectedSeq) return nameSecond(at, evidence);
      return nameSuspect(at, evidence);
    },
  };
}

import { NO_HASH } from '../canonical/row-hash';
import { checkEnd } from './check-end';
import type { ChainExpectations, ChainReport, Head, SoundPart } from './chain';
import type { ChainRow } from './chain-row';
import { examineBreak, type Examination } from './examine-break';
import type { Seal } from './sealed-heads';

const RECENT_ROWS = 32;

/**
 * Follows one chain row by row and names the first that is wrong. Rows come in the order in which they stand, each once;
 * memory does not grow with them.
 */
export class ChainCheck {
  private rows = 0;
  private last: Head = { chainSeq: 0, rowHash: NO_HASH };
  private lastSealedSeq = 0;
  /** The rows since the last seal, the newest at the end; of many only the newest. */
  private recent: ChainRow[] = [];
  private firstSinceSeal: ChainRow | null = null;
  private firstAboveHead: ChainRow | null = null;
  private nextSeal = 0;
  private examination: Examination | null = null;

  constructor(private readonly expected: ChainExpectations) {}

  accept(row: ChainRow): void {
    if (this.rows === 0) this.begin(row);
    this.rows += 1;
    if (this.examination === null) this.check(row);
    else this.examination.look(row);
  }

  /** What the chain came to, after its last row. */
  finish(): ChainReport {
    const { chain, seals, anchor } = this.expected;
    if (this.rows === 0 && anchor !== null) this.begin({ chainSeq: anchor.chainSeq + 1 });
    const newestSealedSeq = Math.max(this.lastSealedSeq, seals.newest()?.chainSeq ?? 0);
    const unsealedRows = Math.max(0, this.last.chainSeq - newestSealedSeq);
    const oldestUnsealedAt = unsealedRows > 0 ? (this.firstSinceSeal?.createdAt ?? null) : null;
    const finding = this.examination?.name() ?? checkEnd(this.expected, this.soundPart(), this.firstAboveHead);
    return { chain, rows: this.rows, unsealedRows, oldestUnsealedAt, finding };
  }

  /** A chain begins with row 1, or after a row that a checkpoint has sealed. */
  private begin({ chainSeq }: Pick<ChainRow, 'chainSeq'>): void {
    const { anchor, seals } = this.expected;
    if (anchor === null || chainSeq <= anchor.chainSeq || !seals.has(anchor.chainSeq, anchor.rowHash)) return;
    this.last = anchor;
    this.lastSealedSeq = anchor.chainSeq;
    this.passSeals(anchor.chainSeq);
  }

  private check(row: ChainRow): void {
    const isNext = row.chainSeq === this.last.chainSeq + 1 && row.prevHash === this.last.rowHash && row.isOwnHashRight;
    const isSealed = row.chainSeq === this.expected.seals.chainSeqAt(this.nextSeal);
    if (!isNext || (isSealed && !this.sealsOfNextRow().every((seal) => seal.rowHash === row.rowHash))) {
      this.examination = examineBreak({ expected: this.expected, sound: this.soundPart(), row });
      return;
    }
    if (isSealed) {
      this.passSeals(row.chainSeq);
      this.lastSealedSeq = row.chainSeq;
      this.recent = [];
      this.firstSinceSeal = null;
    } else {
      this.firstSinceSeal ??= row;
      if (this.recent.push(row) > RECENT_ROWS) this.recent.shift();
    }
    this.last = row;
    if (row.chainSeq - 1 === this.expected.head?.chainSeq) this.firstAboveHead = row;
  }

  private passSeals(chainSeq: number): void {
    while ((this.expected.seals.chainSeqAt(this.nextSeal) ?? Infinity) <= chainSeq) this.nextSeal += 1;
  }

  private sealsOfNextRow(): Seal[] {
    const found: Seal[] = [];
    for (let place = this.nextSeal; ; place += 1) {
      const seal = this.expected.seals.at(place);
      if (seal?.chainSeq !== this.last.chainSeq + 1) return found;
      found.push(seal);
    }
  }

  private soundPart(): SoundPart {
    return {
      last: this.last,
      isLastSealed: this.last.chainSeq === this.lastSealedSeq,
      recent: this.recent,
      firstSinceSeal: this.firstSinceSeal,
      sealsOfNext: this.sealsOfNextRow(),
      nextSeal: this.expected.seals.at(this.nextSeal),
    };
  }
}

import type { ChainExpectations, SoundPart } from './chain';
import type { ChainRow } from './chain-row';
import { FindingKind, type Finding } from './finding';
import { forked, ofChain, rowsText } from './words';

/** What is wrong with a chain whose rows are all in order: that it goes on, or ends, elsewhere. */
export function checkEnd(
  expected: ChainExpectations,
  sound: SoundPart,
  firstAboveHead: ChainRow | null,
): Finding | null {
  const { chain, head, seals } = expected;
  const { last } = sound;
  const about = ofChain(chain);
  const sealed = seals.newest();

  const end = Math.max(head?.chainSeq ?? 0, sealed?.chainSeq ?? 0);
  if (end > last.chainSeq) {
    const first = last.chainSeq + 1;
    const proof =
      sealed?.chainSeq === end
        ? `checkpoint ${sealed.checkpoint} has sealed row ${end}`
        : `the chain's head says that it goes to row ${end}`;
    return about(FindingKind.truncated, `${rowsText(first, end)} cut off at the end of`, proof, {
      chainSeq: first,
      untilSeq: end,
      checkpoint: sealed?.chainSeq === end ? sealed.checkpoint : null,
    });
  }
  if (head === null || (firstAboveHead !== null && (sealed?.chainSeq ?? 0) > head.chainSeq)) {
    const says = head === null ? 'is not there' : `is said to be row ${head.chainSeq}`;
    const why = `it ${says}, and the rows go to row ${last.chainSeq}`;
    return about(FindingKind.wrongHead, 'The head was changed of', why, { chainSeq: head?.chainSeq ?? null });
  }
  if (firstAboveHead !== null) {
    const { chainSeq, id } = firstAboveHead;
    return about(
      FindingKind.inserted,
      `Row ${chainSeq} was inserted at the end of`,
      `its head is row ${head.chainSeq}`,
      {
        chainSeq,
        rowId: id,
      },
    );
  }
  if (head.rowHash === last.rowHash) return null;
  if (!sound.isLastSealed) return forked(expected, sound, null);
  const why = `it has another hash than row ${last.chainSeq}`;
  return about(FindingKind.wrongHead, 'The head was changed of', why, { chainSeq: head.chainSeq });
}

import type { ChainExpectations, SoundPart } from './chain';
import type { ChainRow } from './chain-row';
import { finding, FindingKind, type Finding } from './finding';
import type { Seal } from './sealed-heads';

export const chainName = (chain: string): string => (chain === 'system' ? 'the system chain' : `chain ${chain}`);

/** `Row 7 was`, `Rows 7 to 9 were`. */
export const rowsText = (first: number, last: number): string =>
  first === last ? `Row ${first} was` : `Rows ${first} to ${last} were`;

type Tell = (kind: FindingKind, what: string, why: string, known: Partial<Finding>) => Finding;

/** Findings about one chain: "<what> chain X: <why>." */
export const ofChain =
  (chain: string): Tell =>
  (kind, what, why, known) =>
    finding(kind, `${what} ${chainName(chain)}: ${why}.`, { chain, ...known });

/** A finding about one row that is there. */
export const ofRow = (
  row: ChainRow,
  kind: FindingKind,
  what: string,
  why: string,
  known: Partial<Finding> = {},
): Finding =>
  ofChain(row.chain)(kind, `Row ${row.chainSeq} ${what}`, why, { chainSeq: row.chainSeq, rowId: row.id, ...known });

/**
 * The chain links up and is not the one that was sealed (or that its head names): rows were written anew somewhere after
 * the last seal that still fits, so the first of them is all that can be said.
 * @param first the first row that may be wrong, where it is not the first since the last seal
 */
export function forked(
  { chain, head }: ChainExpectations,
  { last, firstSinceSeal }: SoundPart,
  seal: Seal | null,
  first: ChainRow | null = firstSinceSeal,
): Finding {
  const proof =
    seal === null
      ? `row ${head?.chainSeq ?? last.chainSeq} is not the one that the chain's head names`
      : `row ${seal.chainSeq} is not the one that checkpoint ${seal.checkpoint} has sealed`;
  const from = first?.chainSeq ?? last.chainSeq;
  return ofChain(chain)(FindingKind.forked, `From row ${from} or later on, rows were written anew in`, proof, {
    chainSeq: from,
    rowId: first?.id ?? null,
    checkpoint: seal?.checkpoint ?? null,
  });
}

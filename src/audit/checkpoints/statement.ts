import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sha256Hex } from './leaf';

export const CHECKPOINT_FORMAT = 'parlae-audit-checkpoint/1';

/** What the first statement has in the place of the digest of the one before. */
export const NO_STATEMENT = '0'.repeat(64);

/** What is signed: the chains' heads at one moment, as the root of a tree, and which statement came before. */
export const statement = z.strictObject({
  format: z.literal(CHECKPOINT_FORMAT),
  /** From 1, without gaps. */
  number: z.int().positive(),
  /** SHA-256 of the text of the statement before. */
  previous: sha256Hex,
  /** UTC, to the millisecond. */
  sealedAt: z.iso.datetime({ precision: 3 }),
  leafCount: z.int().positive(),
  /** Rows of all chains since the statement before. */
  rowCount: z.int().nonnegative(),
  root: sha256Hex,
});
export type Statement = z.output<typeof statement>;

/** The one text that a statement has: JSON with its keys in this order, without spaces. */
export const statementText = (said: Statement): string =>
  JSON.stringify({
    format: said.format,
    number: said.number,
    previous: said.previous,
    sealedAt: said.sealedAt,
    leafCount: said.leafCount,
    rowCount: said.rowCount,
    root: said.root,
  });

/** What the next statement names this one by: SHA-256 of its text, in hexadecimal. */
export const statementDigest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The statement that a text makes; null where it is none, or not in the form that `statementText` gives. */
export function parseStatement(text: string): Statement | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const read = statement.safeParse(json);
  return read.success && statementText(read.data) === text ? read.data : null;
}

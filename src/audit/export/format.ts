import { z } from 'zod';
import type { SealDocument } from '../checkpoints/document';
import { leaf, sha256Hex } from '../checkpoints/leaf';

export const EXPORT_FORMAT = 'parlae-audit-export/1';

const header = z.strictObject({
  format: z.literal(EXPORT_FORMAT),
  /** The export's own id, by which its rows in the record name it. */
  id: z.uuid(),
  /** UTC. */
  exportedAt: z.iso.datetime(),
  /** The chains that have rows in it. */
  chains: z.array(z.string()),
  /** The period that was asked for, in UTC: from the first to before the second; null: no bound. */
  from: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
});
const end = z.strictObject({
  rows: z.int().nonnegative(),
  /** SHA-256 of all bytes before this line. */
  sha256: sha256Hex,
});

/**
 * The lines of an export but the rows' (see `row-line.ts`), each an object with one key. Of every chain its `anchor`,
 * where it does not begin with row 1, its `head` (the last row that the export has of it) and its seals come before its
 * rows, so that a reader can check each row when it comes.
 */
export const exportLine = z.union([
  z.strictObject({ header }),
  z.strictObject({ anchor: leaf }),
  z.strictObject({ head: leaf }),
  z.strictObject({ seal: z.unknown() }),
  z.strictObject({ end }),
]);
export type ExportLine = z.output<typeof exportLine>;
export type ExportHeader = z.output<typeof header>;

/** What a line begins with that is a row's. */
export const ROW_LINE_START = '{"row":';
export const END_LINE_START = '{"end":';

type WrittenLine = Exclude<ExportLine, { readonly seal: unknown }> | { readonly seal: SealDocument };

export const writeLine = (line: WrittenLine): string => `${JSON.stringify(line)}\n`;

/** What a line says that is not a row's; null where it says nothing that we know. */
export function readLine(line: string): ExportLine | null {
  try {
    return exportLine.safeParse(JSON.parse(Buffer.from(line, 'latin1').toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

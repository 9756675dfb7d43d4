import { createHash } from 'node:crypto';
import type { RowValues } from '../canonical/row-values';
import { END_LINE_START, readLine, ROW_LINE_START, type ExportLine } from '../export/format';
import { readRewrittenRowLine, readRowLine } from '../export/row-line';
import { linesOf, wholeLines } from './whole-lines';

/** What the lines of an export are handed to, in their order. */
export interface ExportReader {
  row(values: RowValues): void;
  /** @param lineNumber from 1 */
  line(said: ExportLine, lineNumber: number): void;
  malformed(lineNumber: number): void;
  /** After each piece of the file. @param bytes read so far */
  progress(bytes: number): void;
}

/**
 * Reads an export from its first byte to its last, in bounded memory.
 * @returns SHA-256 of all bytes before the line that ends it; of all bytes where none does
 */
export async function readExport(chunks: AsyncIterable<Buffer>, reader: ExportReader): Promise<string> {
  const hash = createHash('sha256');
  let isEnded = false;
  let [lineNumber, bytes] = [0, 0];
  for await (const piece of wholeLines(chunks)) {
    for (const { line, start } of linesOf(piece)) {
      lineNumber += 1;
      if (!isEnded && line.startsWith(END_LINE_START)) {
        isEnded = true;
        hash.update(piece.subarray(0, start));
      }
      hand(line, lineNumber, reader);
    }
    if (!isEnded) hash.update(piece);
    bytes += piece.length;
    reader.progress(bytes);
  }
  return hash.digest('hex');
}

function hand(line: string, lineNumber: number, reader: ExportReader): void {
  if (line.startsWith(ROW_LINE_START)) {
    const values = readRowLine(line) ?? readRewrittenRowLine(line);
    if (values === null) reader.malformed(lineNumber);
    else reader.row(values);
    return;
  }
  const said = readLine(line);
  if (said !== null) {
    reader.line(said, lineNumber);
    return;
  }
  const values = readRewrittenRowLine(line);
  if (values === null) reader.malformed(lineNumber);
  else reader.row(values);
}

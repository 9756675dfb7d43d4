const LINE_END = 0x0a;

/** The same bytes in pieces that end where a line ends; a last piece without a line's end comes as it is. */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_END) + 1;
    if (end === 0) {
      begun.push(chunk);
      continue;
    }
    const whole = chunk.subarray(0, end);
    yield begun.length === 0 ? whole : Buffer.concat([...begun, whole]);
    begun = end === chunk.length ? [] : [chunk.subarray(end)];
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}

/**
 * The lines of a piece, without their ends, one character a byte, and where each begins. Each is a string of its own:
 * a slice of it that somebody keeps does not keep the piece.
 */
export function* linesOf(piece: Buffer): Generator<{ readonly line: string; readonly start: number }> {
  for (let start = 0; start < piece.length;) {
    const found = piece.indexOf(LINE_END, start);
    const end = found < 0 ? piece.length : found;
    yield { line: piece.toString('latin1', start, end), start };
    start = end + 1;
  }
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { text } from './text-schemas';

const PEM_START = '-----BEGIN ';

/** PEM text or the path of a PEM file, as bytes. Read at start, so that a wrong path is reported with the rest. */
export const pemBytes = text.transform((value, context): Buffer => {
  const bytes = value.includes(PEM_START) ? Buffer.from(withLineBreaks(value)) : readFileOrNull(value);
  if (bytes?.includes(PEM_START)) return bytes;
  context.addIssue('must be PEM text or the path of a readable PEM file');
  return z.NEVER;
});

/** Task definitions pass PEM text on one line, with `\n` spelt out. */
function withLineBreaks(pem: string): string {
  return pem.replaceAll('\\n', '\n');
}

function readFileOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Smaller bodies are not worth packing. */
const PACK_FROM_BYTES = 1_024;
/** The fastest: the simulator must not be what a benchmark measures. */
const PACK_LEVEL = 1;

/** An answer as it should come. Other headers are on the response already. */
export interface Rendered {
  readonly status: number;
  /** Null for an answer without a body. */
  readonly body: { readonly type: string; readonly text: string } | null;
}

const wantsGzip = (request: IncomingMessage): boolean =>
  /(^|,)\s*gzip\s*(,|;(?!\s*q=0(\.0*)?\s*(,|$))|$)/i.test(request.headers['accept-encoding'] ?? '');

/** Sends the answer whole, packed where the client takes that and it pays. */
export function sendRendered(request: IncomingMessage, response: ServerResponse, rendered: Rendered): void {
  response.statusCode = rendered.status;
  if (rendered.body === null) {
    response.end();
    return;
  }
  const plain = Buffer.from(rendered.body.text);
  const isPacked = plain.length > PACK_FROM_BYTES && wantsGzip(request);
  const bytes = isPacked ? gzipSync(plain, { level: PACK_LEVEL }) : plain;
  if (isPacked) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Content-Type', rendered.body.type);
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}

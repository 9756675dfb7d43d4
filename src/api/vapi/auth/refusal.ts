import type { IncomingHttpHeaders } from 'node:http';

/** Why a request was refused: for our counters and audit rows, never for the answer. */
export type AuthRefusal = 'credential-missing' | 'credential-wrong' | 'timestamp-missing' | 'timestamp-out-of-window';

/** What authentication may look at. */
export interface PresentedRequest {
  readonly headers: IncomingHttpHeaders;
  /** The bytes as they came. */
  readonly rawBody: Buffer;
}

/** Null: authenticated. */
export type AuthCheck = (request: PresentedRequest) => AuthRefusal | null;

/** The header's value; null when absent or empty. Node joins repeated headers, which then fit no secret. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

import { createHmac } from 'node:crypto';
import type { HmacFormat } from '../../../config/vapi-auth';
import type { Secret } from '../../../domain/secret';
import { equalsAnyInConstantTime } from './constant-time';
import { headerOf, type AuthCheck, type PresentedRequest } from './refusal';

/** How far a time stamp may lie in the past or in the future. */
const WINDOW_MS = 300_000;
/** Vapi does not say whether it sends seconds or milliseconds; above this number it can only be milliseconds. */
const LARGEST_SECONDS = 1e12;
const WHOLE_NUMBER = /^\d{1,16}$/;

/**
 * Mode `hmac`: a signature over `{timestamp}.{body}`, or over the body alone. Vapi enforces no replay rule and sends no
 * message id unless told to: within the window a replay is harmless because the tools are idempotent by tool call id.
 * @param nowMs the clock, in epoch milliseconds
 */
export function checkHmac(
  config: HmacFormat & { readonly secrets: readonly Secret[] },
  nowMs: () => number,
): AuthCheck {
  return (request) => {
    const signature = headerOf(request.headers, config.signatureHeader);
    if (signature === null) return 'credential-missing';
    const timestamp = headerOf(request.headers, config.timestampHeader);
    if (config.includesTimestamp && timestamp === null) return 'timestamp-missing';
    const signedPrefix = config.includesTimestamp ? `${timestamp ?? ''}.` : '';
    if (!isSignatureRight(config, signature, signedPrefix, request)) return 'credential-wrong';
    if (config.includesTimestamp && !isInWindow(timestamp ?? '', nowMs())) return 'timestamp-out-of-window';
    return null;
  };
}

function isSignatureRight(
  config: HmacFormat & { readonly secrets: readonly Secret[] },
  header: string,
  signedPrefix: string,
  { rawBody }: PresentedRequest,
): boolean {
  const encoded = header.startsWith(config.prefix) ? header.slice(config.prefix.length) : header;
  // Hex is compared in one case; a decoder would stop quietly at the first character that it cannot read.
  const presented = config.encoding === 'hex' ? encoded.toLowerCase() : encoded;
  const expected = config.secrets.map((secret) =>
    createHmac(config.algorithm, secret.expose()).update(signedPrefix).update(rawBody).digest(config.encoding),
  );
  return equalsAnyInConstantTime(presented, expected);
}

function isInWindow(timestamp: string, nowMs: number): boolean {
  if (!WHOLE_NUMBER.test(timestamp)) return false;
  const value = Number(timestamp);
  const sentAtMs = value > LARGEST_SECONDS ? value : value * 1_000;
  return Math.abs(nowMs - sentAtMs) <= WINDOW_MS;
}

import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Request, Response } from 'express';
import { sendProblem } from './problem';
import { createRequestLimit } from './request-limit';

/** Counts one failed sign-in. True: the sender has failed too often, and has been answered with 429. */
export type TurnAway = (req: Pick<Request, 'ip'>, res: Response) => Promise<boolean>;

const WINDOW_SECONDS = 60;
/** Of a keyed hash: 65,536 counters at most, whatever addresses there are. */
const BUCKET_BYTES = 2;

/**
 * Limits failed sign-ins by remote address (the one that `trust proxy` tells). Only failures count and only failures are
 * turned away: whoever shows the right credential passes, however many others fail behind the same address.
 * @param salt random and of this process, so that nobody can tell which addresses share a counter
 */
export function createFailedSignInLimit(perMinute: number, salt: Buffer, onTurnedAway: () => void): TurnAway {
  const limit = createRequestLimit({ points: perMinute, windowSeconds: WINDOW_SECONDS });
  return async (req, res) => {
    const bucket = createHmac('sha256', salt)
      .update(senderOf(req.ip))
      .digest('hex')
      .slice(0, 2 * BUCKET_BYTES);
    const waitSeconds = await limit.take(bucket);
    if (waitSeconds === null) return false;
    onTurnedAway();
    res.set('Retry-After', String(waitSeconds));
    sendProblem(res, 'rate-limited');
    return true;
  };
}

/** Groups of a /64: whoever has one address of IPv6 has all of its network. */
const NETWORK_GROUPS = 4;

/** An address, or the network that it is surely of the same owner with. */
export function senderOf(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(address) ? groupsOf(address).slice(0, NETWORK_GROUPS).join(':') : address;
}

/** The eight groups of an address of IPv6, with those that `::` stands for. */
function groupsOf(address: string): string[] {
  const [before = '', after] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const split = (part: string): string[] =>
    part === '' ? [] : part.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
  const first = split(before);
  if (after === undefined) return first;
  const last = split(after);
  return [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0'), ...last];
}

import { isIP } from 'node:net';
import { z } from 'zod';
import { text } from './text-schemas';

/** What Express's `trust proxy` takes: false, a number of hops, or addresses, networks and its three words. */
export type TrustProxy = false | number | readonly string[];

const WORDS = ['loopback', 'linklocal', 'uniquelocal'];

/** `true` is refused: it would let any caller choose the address that rate limits and audit rows see. */
export const trustProxy = text.transform((value, context): TrustProxy => {
  if (value === 'false') return false;
  if (/^\d$/.test(value)) return Number(value);
  const proxies = value.split(',').map((proxy) => proxy.trim());
  if (proxies.every(isProxy)) return proxies;
  context.addIssue('must be false, a number of hops from 0 to 9, or addresses and networks with commas between');
  return z.NEVER;
});

function isProxy(proxy: string): boolean {
  if (WORDS.includes(proxy)) return true;
  const [address = '', prefixBits, ...rest] = proxy.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefixBits === undefined || (/^\d{1,3}$/.test(prefixBits) && Number(prefixBits) <= (version === 4 ? 32 : 128));
}

import { isIP } from 'node:net';
import { reveal, Phi } from '../phi';
import { Secret } from '../secret';

/** Where news for a live call may be posted. */
export interface ControlHosts {
  /** Host names: exact ones, and `*.example.com` for whatever is below it. */
  readonly hosts: readonly string[];
  /** Development and test: a simulator on this machine, over plain http and on any port. */
  readonly allowsLoopback: boolean;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
/** Letters, digits and hyphens, at least two labels; `xn--` is how a name that only looks like another is written. */
const HOST_NAME = /^(?!.*(?:^|\.)xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
/** What parsers read differently: blanks, control characters, backslashes, and all that is not ASCII. */
const PLAIN_TEXT = /^[!-[\]-~]{1,2048}$/;

const isBelow = (host: string, pattern: string): boolean =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host !== pattern.slice(2) : host === pattern;

/**
 * The control URL of a call, if a request may go there. It came in with a message from outside, and whoever posts to it
 * sends words about a patient: so https, a host that we name, its usual port, and nothing that can be read in two ways.
 * Null for any other.
 */
export function readControlUrl(
  given: Secret | Phi<string>,
  { hosts, allowsLoopback }: ControlHosts,
): Secret<URL> | null {
  const text = given instanceof Phi ? reveal(given) : given.expose();
  if (!PLAIN_TEXT.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || authorityOf(text).includes('@') || url.hash !== '') return null;
  if (LOOPBACK.has(url.hostname)) {
    return allowsLoopback && (url.protocol === 'http:' || url.protocol === 'https:') ? new Secret(url) : null;
  }
  if (url.protocol !== 'https:' || url.port !== '') return null;
  const host = url.hostname;
  if (isIP(host) !== 0 || !HOST_NAME.test(host) || authorityOf(text).replace(/:443$/, '').toLowerCase() !== host)
    return null;
  return hosts.some((pattern) => isBelow(host, pattern.toLowerCase())) ? new Secret(url) : null;
}

/** Host and port as they were written: a parser may have made another name of them. */
const authorityOf = (text: string): string => /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';

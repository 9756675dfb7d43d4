import { phi } from '../phi';
import { Secret } from '../secret';
import { readControlUrl } from './control-url';

const LIVE = { hosts: ['*.vapi.ai', 'control.example.com'], allowsLoopback: false };
const DEV = { ...LIVE, allowsLoopback: true };
const read = (text: string, allowed = LIVE): string | null =>
  readControlUrl(new Secret(text), allowed)?.expose().href ?? null;

it.each([
  'https://node.vapi.ai/call-1/control',
  'https://a.b-2.vapi.ai/call-1/control?x=1',
  'https://NODE.vapi.ai/call-1/control',
  'https://node.vapi.ai:443/call-1/control',
  'https://control.example.com/call-1',
])('lets a request go to %s', (text) => {
  expect(read(text)).not.toBeNull();
  expect(readControlUrl(phi(text), LIVE)).not.toBeNull();
});

it.each([
  ['another scheme', 'http://node.vapi.ai/c'],
  ['another scheme', 'wss://node.vapi.ai/c'],
  ['a host that only begins alike', 'https://node.vapi.ai.example/c'],
  ['a host that only ends alike', 'https://evilvapi.ai/c'],
  ['the name itself below which we allow', 'https://vapi.ai/c'],
  ['a host below an exact one', 'https://x.control.example.com/c'],
  ['a user', 'https://node.vapi.ai@evil.example/c'],
  ['a user and password', 'https://u:p@node.vapi.ai/c'],
  ['an empty user', 'https://@node.vapi.ai/c'],
  ['another port', 'https://node.vapi.ai:8443/c'],
  ['a trailing dot', 'https://node.vapi.ai./c'],
  ['a backslash', 'https://node.vapi.ai\\@evil.example/c'],
  ['a backslash before the host', 'https:\\\\node.vapi.ai/c'],
  ['a blank', ' https://node.vapi.ai/c'],
  ['a line end', 'https://node.vapi.ai/c\n'],
  ['a tab within', 'https://node.va\tpi.ai/c'],
  ['letters of another script', 'https://nodе.vapi.ai/c'],
  ['a fullwidth dot', 'https://node。vapi.ai/c'],
  ['the code of such a name', 'https://xn--nod-5cd.vapi.ai/c'],
  ['an escaped host', 'https://node%2evapi.ai/c'],
  ['an underscore', 'https://a_b.vapi.ai/c'],
  ['an address', 'https://203.0.113.7/c'],
  ['an address as one number', 'https://3405803783/c'],
  ['an address of version 6', 'https://[2001:db8::1]/c'],
  ['a fragment', 'https://node.vapi.ai/c#x'],
  ['no slashes', 'https:node.vapi.ai/c'],
  ['nothing', ''],
  ['no URL', 'node.vapi.ai/c'],
  ['something endless', `https://node.vapi.ai/${'c'.repeat(3_000)}`],
])('refuses %s', (_what, text) => {
  expect(read(text)).toBeNull();
  expect(read(text, DEV)).toBeNull();
});

it('reaches this machine in development and test only', () => {
  for (const text of ['http://127.0.0.1:4002/c', 'http://localhost:4002/c', 'http://[::1]:4002/c']) {
    expect(read(text, DEV)).toBe(text);
    expect(read(text)).toBeNull();
  }
  for (const text of ['http://127.0.0.2:4002/c', 'http://u@127.0.0.1:4002/c', 'ftp://127.0.0.1/c']) {
    expect(read(text, DEV)).toBeNull();
  }
});

import type { Random } from '../../../simulator/seed/prng';

type Holder = Record<string, unknown>;

const nested = (depth: number, leaf: unknown): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner, _, index) => (index % 2 === 0 ? [inner] : { a: inner }), leaf);

/** Parsed, so that `__proto__` is a key like any other and not a prototype. */
const polluting = (): unknown =>
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"prototype":1}');

const STRANGE_TEXTS: readonly [string, ...string[]] = [
  ...([
    '',
    ' ',
    '\u0000',
    'x\u0000y',
    '\ud800',
    '\ud83d\ude00',
    '\u202eabc',
    '\ufeff',
    'e\u0301',
    '١٢٣',
    '\r\n\r\n',
  ] as const),
  ...([
    '{{customer.number}}',
    'caller_phone_number',
    'null',
    'undefined',
    'NaN',
    '-1',
    '1e999',
    '0x10',
    'true',
  ] as const),
  ...(["'; DROP TABLE bookings; --", '<script>alert(1)</script>', '../../etc/passwd', '%00', '${7*7}', '$gt'] as const),
  ...(['S1', 's-1.', 'P1', 'A1 or A2', 'last Tuesday', '2020-01-01', '9999-99-99', '__proto__', 'toString'] as const),
];

const SWAPS: readonly [
  (value: unknown, random: Random) => unknown,
  ...((value: unknown, random: Random) => unknown)[],
] = [
  () => null,
  (_value, random) => random.pick([0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER]),
  (_value, random) => random.chance(0.5),
  (_value, random) => random.pick(STRANGE_TEXTS),
  (value) => [value],
  (value) => ({ value }),
  (value) => JSON.stringify(value),
  (value) => (Array.isArray(value) ? Object.fromEntries(value.entries()) : [value, value]),
  (_value, random) => 'w'.repeat(random.pick([257, 2_001, 20_000])),
  (_value, random) => nested(random.pick([9, 100, 2_000]), 1),
  polluting,
  (_value, random) => Array.from({ length: random.pick([0, 20, 600]) }, () => 'w'),
  () => [],
  () => ({}),
];

/** Every place in a body where something can be put, as the object or array and its key. */
function placesIn(body: unknown): [Holder, string][] {
  if (typeof body !== 'object' || body === null) return [];
  const holder = body as Holder;
  return Object.keys(holder).flatMap((key) => [[holder, key] as [Holder, string], ...placesIn(holder[key])]);
}

const put = (holder: Holder, key: string, value: unknown): void => {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
};

/** Changes one place: another type, nothing at all, twice, under another name, or with something beside it. */
function mutateOnce(body: unknown, random: Random): void {
  const places = placesIn(body);
  const place = places[random.integer(0, places.length - 1)];
  if (place === undefined) return;
  const [holder, key] = place;
  switch (random.integer(0, 9)) {
    case 0:
      if (!Array.isArray(holder)) Reflect.deleteProperty(holder, key);
      break;
    case 1:
      if (Array.isArray(holder)) holder.push(holder[Number(key)]);
      else put(holder, `${key}2`, holder[key]);
      break;
    case 2:
      put(holder, random.pick(['__proto__', 'constructor', 'toString', '$where', 'k'.repeat(150)]), polluting());
      break;
    default:
      put(holder, key, random.pick(SWAPS)(holder[key], random));
  }
}

/** A copy of a body with one to four places changed; now and then none. */
export function mutate(body: object, random: Random): unknown {
  const copy = structuredClone(body);
  const count = random.integer(0, 4);
  for (let done = 0; done < count; done += 1) mutateOnce(copy, random);
  return copy;
}

/** The bytes of a body, now and then not quite JSON or not UTF-8. */
export function encode(body: unknown, random: Random): Buffer {
  const text = JSON.stringify(body);
  if (random.chance(0.8)) return Buffer.from(text);
  const bytes = Buffer.from(text);
  const at = random.integer(0, Math.max(0, bytes.length - 1));
  return random.pick([
    () => bytes.subarray(0, at),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from([random.integer(0, 255)]), bytes.subarray(at + 1)]),
    () => Buffer.concat([bytes, bytes]),
    () => Buffer.from(JSON.stringify(text)),
    () => Buffer.from(text.replace('"message":', '"message":7,"message":')),
    () => Buffer.alloc(0),
  ])();
}

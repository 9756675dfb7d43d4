/** An invented value that must be found nowhere in clear, in every way that it may be written. */
export interface Canary {
  readonly what: string;
  readonly spellings: readonly string[];
}

export interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

export const textCanary = (what: string, ...spellings: string[]): Canary => ({ what, spellings });

/** @param digits ten digits of a North American number */
export function phoneCanary(what: string, digits: string): Canary {
  const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].map(String);
  const joined = ['', '-', '.', ' '].map((sign) => [area, exchange, line].join(sign));
  return { what, spellings: [...joined, `(${String(area)}) ${String(exchange)}-${String(line)}`] };
}

/** @param isoDate `YYYY-MM-DD` */
export function birthDateCanary(what: string, isoDate: string): Canary {
  const [year = '', month = '', day = ''] = isoDate.split('-');
  const date = new Date(`${isoDate}T12:00:00Z`);
  const inWords = (style: 'long' | 'short'): string =>
    new Intl.DateTimeFormat('en-US', { month: style, day: 'numeric', timeZone: 'UTC' }).format(date);
  const [m, d] = [String(Number(month)), String(Number(day))];
  const numbers = ['/', '.', '-'].flatMap((sign) =>
    [
      [year, month, day],
      [month, day, year],
      [day, month, year],
      [m, d, year],
    ].map((parts) => parts.join(sign)),
  );
  const words = [`${inWords('long')}, ${year}`, `${inWords('short')}, ${year}`, `${inWords('long')} ${year}`];
  return { what, spellings: [...numbers, ...words, `${year}${month}${day}`, `${month}${day}${year}`] };
}

const SHORTEST_NEEDLE = 6;

/** Base64 of the text wherever it may start within a longer one; what depends on its neighbours is left out. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6)),
  );
}

const isLongEnough = (needle: string): boolean => needle.length >= SHORTEST_NEEDLE;

/** Read as Latin-1, so that any bytes can be searched as text. */
const asLatin1 = (bytes: Buffer): string => bytes.toString('latin1');

function formsOf(spelling: string) {
  const utf8 = asLatin1(Buffer.from(spelling));
  const utf16 = asLatin1(Buffer.from(spelling, 'utf16le'));
  const hex = Buffer.from(spelling).toString('hex');
  const percent = encodeURIComponent(spelling);
  const strict = percent.replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const ignoringCase = [utf8, utf16, hex, percent, strict, percent.replace(/%20/g, '+')];
  const base64 = base64Forms(spelling);
  return {
    ignoringCase: ignoringCase.map((form) => form.toLowerCase()).filter(isLongEnough),
    exact: [...base64, ...base64.map((form) => form.replace(/\+/g, '-').replace(/\//g, '_'))].filter(isLongEnough),
  };
}

/** Every canary that a place holds, as lines that say where, what and how it is written. */
export function findCanaries(places: readonly Place[], canaries: readonly Canary[]): string[] {
  const needles = canaries.flatMap(({ what, spellings }) =>
    spellings.map((spelling) => ({ what, spelling, ...formsOf(spelling) })),
  );
  const found = new Set<string>();
  for (const { name, bytes } of places) {
    const text = asLatin1(bytes);
    const lowered = text.toLowerCase();
    for (const { what, spelling, ignoringCase, exact } of needles) {
      const form = ignoringCase.find((each) => lowered.includes(each)) ?? exact.find((each) => text.includes(each));
      if (form !== undefined) found.add(`${name}: ${what}, written as ${JSON.stringify(spelling)} (${form})`);
    }
  }
  return [...found].sort();
}

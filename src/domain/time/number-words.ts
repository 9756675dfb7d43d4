/** Number words as people say dates with them, in English and Spanish, without accents; ordinals count as their number. */
const UNITS: Readonly<Record<string, number>> = {
  ...{ zero: 0, oh: 0, o: 0, cero: 0 },
  ...{ one: 1, first: 1, two: 2, second: 2, three: 3, third: 3, four: 4, fourth: 4, five: 5, fifth: 5 },
  ...{ six: 6, sixth: 6, seven: 7, seventh: 7, eight: 8, eighth: 8, nine: 9, ninth: 9 },
  ...{
    un: 1,
    uno: 1,
    primero: 1,
    primer: 1,
    dos: 2,
    tres: 3,
    cuatro: 4,
    cinco: 5,
    seis: 6,
    siete: 7,
    ocho: 8,
    nueve: 9,
  },
};

/** What takes no unit behind it. */
const TEENS: Readonly<Record<string, number>> = {
  ...{ ten: 10, tenth: 10, eleven: 11, eleventh: 11, twelve: 12, twelfth: 12, thirteen: 13, thirteenth: 13 },
  ...{ fourteen: 14, fourteenth: 14, fifteen: 15, fifteenth: 15, sixteen: 16, sixteenth: 16 },
  ...{ seventeen: 17, seventeenth: 17, eighteen: 18, eighteenth: 18, nineteen: 19, nineteenth: 19 },
  ...{ twentieth: 20, thirtieth: 30 },
  ...{ diez: 10, once: 11, doce: 12, trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17 },
  ...{ dieciocho: 18, diecinueve: 19, veintiun: 21, veintiuno: 21, veintidos: 22, veintitres: 23, veinticuatro: 24 },
  ...{ veinticinco: 25, veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29 },
};

const TENS: Readonly<Record<string, number>> = {
  ...{ twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 },
  ...{ veinte: 20, treinta: 30, cuarenta: 40, cincuenta: 50, sesenta: 60, setenta: 70, ochenta: 80, noventa: 90 },
};

/** The hundreds that a year of ours can have in Spanish. */
const HUNDREDS: Readonly<Record<string, number>> = { novecientos: 900, ochocientos: 800 };

const JOINTS: ReadonlySet<string> = new Set(['and', 'y']);

const own = (table: Readonly<Record<string, number>>, word: string | undefined): number | null =>
  word !== undefined && Object.hasOwn(table, word) ? (table[word] ?? null) : null;

/** Reads numbers off the front of a list of words. */
class Reader {
  private at = 0;
  constructor(private readonly words: readonly string[]) {}

  get isAtEnd(): boolean {
    return this.at >= this.words.length;
  }

  private peek(table: Readonly<Record<string, number>>): number | null {
    const joint = JOINTS.has(this.words[this.at] ?? '') ? 1 : 0;
    return own(table, this.words[this.at + joint]);
  }

  private take(table: Readonly<Record<string, number>>): number {
    const value = this.peek(table) ?? 0;
    this.at += JOINTS.has(this.words[this.at] ?? '') ? 2 : 1;
    return value;
  }

  private takeWord(...wanted: string[]): boolean {
    const isThere = wanted.includes(this.words[this.at] ?? '');
    if (isThere) this.at += 1;
    return isThere;
  }

  /** Below a hundred; null where none stands here. */
  private below100(): number | null {
    if (this.peek(TEENS) !== null) return this.take(TEENS);
    if (this.peek(UNITS) !== null) return this.take(UNITS);
    if (this.peek(TENS) === null) return null;
    const tens = this.take(TENS);
    const unit = this.peek(UNITS);
    return unit === null || unit === 0 ? tens : tens + this.take(UNITS);
  }

  private below1000(): number | null {
    if (this.peek(HUNDREDS) === null) return this.below100();
    const hundreds = this.take(HUNDREDS);
    return hundreds + (this.below100() ?? 0);
  }

  /** The next word that is no number, or the digits of the next number; several where it is said so ("four twelve"). */
  next(): string {
    const word = this.words[this.at] ?? '';
    if (this.takeWord('mil')) return String(1000 + (this.below1000() ?? 0));
    const value = this.below1000();
    if (value === null) {
      this.at += 1;
      return word;
    }
    if (value > 1 && value <= 2 && this.takeWord('thousand', 'mil')) {
      return String(value * 1000 + (this.below1000() ?? 0));
    }
    if (value > 9 && value <= 20 && this.takeWord('hundred')) return String(value * 100 + (this.below100() ?? 0));
    return String(value);
  }
}

/**
 * Words with the numbers among them as digits: "nineteen", "eighty", "eight" become `19` and `88`, "two thousand and
 * five" `2005`, "mil novecientos ochenta y ocho" `1988`. What is no number stays as it is.
 * @param words lower case, without accents
 */
export function withDigits(words: readonly string[]): readonly string[] {
  const reader = new Reader(words.flatMap((word) => (/^[a-z]+-[a-z]+$/.test(word) ? word.split('-') : [word])));
  const read: string[] = [];
  while (!reader.isAtEnd) read.push(reader.next());
  return read.filter((word) => !JOINTS.has(word));
}

import { monthFromWord, wordsOf, type WrittenDate } from './date-words';
import { withDigits } from './number-words';

/** A group of numbers that were said one after the other, as one number of a date; null where it is none. */
type ReadGroup<T> = (digits: readonly string[]) => T | null;

const isDigit = (text: string | undefined): boolean => text !== undefined && /^\d$/.test(text);

/** "4", "12", "0 4" and "1 2"; the leading zero is said or not. */
const upTo =
  (highest: number): ReadGroup<number> =>
  (digits) => {
    const isSaid = digits.length === 1 || (digits.length === 2 && digits.every(isDigit));
    const text = digits.join('');
    const value = Number(text);
    return isSaid && /^\d{1,2}$/.test(text) && value >= 1 && value <= highest ? value : null;
  };
const month = upTo(12);
const day = upTo(31);

/** "1988", "19 88", "19 0 5", "88", "0 5", and every digit by itself. */
const year: ReadGroup<NonNullable<WrittenDate['year']>> = (digits) => {
  const text = digits.join('');
  const [first, second, third] = digits;
  const isCentury = first === '19' || first === '20';
  const isWhole = digits.length === 1 && /^\d{2}(?:\d{2})?$/.test(text);
  const isSplit = digits.length === 2 && isCentury && /^[1-9]\d$/.test(second ?? '');
  const isEarly = digits.length === 3 && isCentury && second === '0' && isDigit(third);
  const isByDigits = (digits.length === 2 || digits.length === 4) && digits.every(isDigit);
  if (!isWhole && !isSplit && !isEarly && !isByDigits) return null;
  return { value: Number(text), digits: text.length === 4 ? 4 : 2 };
};

/** Every way to part a list into so many groups, none of them empty and none longer than four. */
function partings(digits: readonly string[], groups: number): string[][][] {
  if (groups === 1) return digits.length >= 1 && digits.length <= 4 ? [[[...digits]]] : [];
  const found: string[][][] = [];
  for (let first = 1; first <= Math.min(4, digits.length - groups + 1); first += 1) {
    for (const rest of partings(digits.slice(first), groups - 1)) found.push([digits.slice(0, first), ...rest]);
  }
  return found;
}

const LONGEST_LIST = 10;
const BREAK = ';';
/** Fewer digits than these, each said by itself, are a year or the rest of something. */
const FEWEST_DIGITS = 5;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$/;

/**
 * What a date may mean that was said in numbers: "oh four twelve nineteen eighty-eight" (month first, as Americans do, or
 * year first with all four digits), "April twelfth, nineteen eighty-eight", "doce de abril de mil novecientos ochenta y
 * ocho". "One one two eighty-eight" has two meanings, and whoever asks decides what to make of that. With no year, none.
 */
export function readSpokenDate(text: string): readonly WrittenDate[] {
  const dotted = DOTTED.exec(text.trim());
  if (dotted !== null) return eitherOrder(Number(dotted[1]), Number(dotted[2]), dotted[3] ?? '');
  // A comma ends a number: "November twenty, two thousand ten".
  const words = withDigits(wordsOf(text.replaceAll(',', ` ${BREAK} `))).filter((word) => word !== BREAK);
  const isNumber = (word: string): boolean => /^\d+$/.test(word);
  const named = words.filter((word) => !isNumber(word));
  const numbers = words.filter(isNumber);
  if (named.length > 1 || numbers.length > LONGEST_LIST) return [];
  const [name] = named;
  if (name === undefined) return numbersAlone(numbers);
  const monthNumber = monthFromWord(name);
  // Anything before and behind the month's name has to be the day, and then the year.
  const place = words.indexOf(name);
  if (monthNumber === null || place > 2) return [];
  return partings(numbers, 2).flatMap(([days = [], years = []]) => {
    if (place > 0 && days.length !== place) return [];
    const [dayNumber, yearNumber] = [day(days), year(years)];
    if (dayNumber === null || yearNumber === null) return [];
    return [{ year: yearNumber, month: monthNumber, day: dayNumber, weekday: null }];
  });
}

/** With dots, some write the day first. */
function eitherOrder(one: number, other: number, digits: string): WrittenDate[] {
  const written = { year: { value: Number(digits), digits: digits.length === 4 ? 4 : 2 }, weekday: null } as const;
  return [
    { ...written, month: one, day: other },
    { ...written, month: other, day: one },
  ];
}

function numbersAlone(numbers: readonly string[]): WrittenDate[] {
  if (numbers.every(isDigit) && numbers.length < FEWEST_DIGITS) return [];
  return partings(numbers, 3).flatMap(([first = [], second = [], third = []]) => {
    const american = { month: month(first), day: day(second), year: year(third) };
    const yearFirst = { year: year(first), month: month(second), day: day(third) };
    return [american, ...(yearFirst.year?.digits === 4 ? [yearFirst] : [])].flatMap((read) => {
      if (read.month === null || read.day === null || read.year === null) return [];
      return [{ year: read.year, month: read.month, day: read.day, weekday: null }];
    });
  });
}

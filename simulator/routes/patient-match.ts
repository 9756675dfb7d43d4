import type { Row } from '../http/reply';
import type { Knobs } from '../knobs/board';

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const FEWEST_SUFFIX_DIGITS = 4;

export function fitsText(cell: string, wanted: string, how: Knobs['patients.textMatch']): boolean {
  const [have, want] = [cell.toLowerCase(), wanted.toLowerCase()];
  switch (how) {
    case 'exact':
      return cell === wanted;
    case 'ignore-case':
      return have === want;
    case 'prefix':
      return have.startsWith(want);
    case 'substring':
      return have.includes(want);
  }
}

export function fitsPhone(cell: string, wanted: string, how: Knobs['patients.phoneMatch']): boolean {
  if (cell === '') return false;
  switch (how) {
    case 'exact':
      return cell === wanted;
    case 'digits-only':
      return digitsOf(cell) === wanted;
    case 'dashed-only':
      return /^\d{3}-\d{3}-\d{4}$/.test(wanted) && digitsOf(cell) === digitsOf(wanted);
    case 'suffix':
      return digitsOf(wanted).length >= FEWEST_SUFFIX_DIGITS && digitsOf(cell).endsWith(digitsOf(wanted));
  }
}

const SEARCHED = ['firstname', 'middlename', 'lastname', 'email', 'city', 'state', 'zipcode'];
const SEARCHED_PHONES = ['homephone', 'workphone', 'cell'];

/** `search` looks into each column by itself: a full name fits none of them. */
export function fitsSearch(
  row: Row,
  wanted: string,
  textMatch: Knobs['patients.textMatch'],
  phoneMatch: Knobs['patients.phoneMatch'],
): boolean {
  const fits = (cell: string): boolean => {
    if (textMatch === 'exact') return cell.includes(wanted);
    return fitsText(cell, wanted, textMatch === 'prefix' ? 'prefix' : 'substring');
  };
  return (
    SEARCHED.some((column) => fits(row[column] ?? '')) ||
    SEARCHED_PHONES.some((column) => fitsPhone(row[column] ?? '', wanted, phoneMatch))
  );
}

import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { parseBirthDate } from './birth-date';

const TODAY = '2031-03-10';
const DIGIT_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const SMALL = [
  ...DIGIT_WORDS,
  ...['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const PEQUENOS = [
  ...['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez', 'once', 'doce'],
  ...['trece', 'catorce', 'quince', 'dieciséis', 'diecisiete', 'dieciocho', 'diecinueve', 'veinte', 'veintiuno'],
  ...['veintidós', 'veintitrés', 'veinticuatro', 'veinticinco', 'veintiséis', 'veintisiete', 'veintiocho'],
  'veintinueve',
];
const DECENAS = ['', '', '', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'];
const MESES = [
  ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
  ...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
];

const english = (n: number): string =>
  SMALL[n] ?? [TENS[Math.floor(n / 10)], n % 10 === 0 ? '' : `-${SMALL[n % 10]!}`].join('');
const spanish = (n: number): string =>
  PEQUENOS[n] ?? [DECENAS[Math.floor(n / 10)], n % 10 === 0 ? '' : ` y ${PEQUENOS[n % 10]!}`].join('');

function inEnglish(day: DateTime): string {
  const [century, rest] = [Math.floor(day.year / 100), day.year % 100];
  const behind = rest < 10 ? `oh ${english(rest)}` : english(rest);
  const long = century === 20 ? `two thousand ${rest === 0 ? '' : english(rest)}` : `${english(century)} ${behind}`;
  const year = century === 19 && rest === 0 ? 'nineteen hundred' : long;
  return `${day.monthLong ?? ''} ${english(day.day)}, ${year}`.trim();
}

function inSpanish(day: DateTime): string {
  const rest = day.year % 100 === 0 ? '' : ` ${spanish(day.year % 100)}`;
  const year = day.year >= 2000 ? `dos mil${rest}` : `mil novecientos${rest}`;
  return `${spanish(day.day)} de ${MESES[day.month - 1]!} de ${year}`;
}

describe('parseBirthDate', () => {
  it.each([
    ...['1988-04-12', '1988-4-12', '04/12/1988', '4/12/1988', '4-12-88', '04/12/88', '19880412', '04121988'],
    ...['April 12, 1988', 'april 12th 1988', 'Apr 12 1988', '12 April 1988', '12th of April, 1988', ' 1988-04-12 '],
    ...['April 12 ’88', 'Tuesday, April 12, 1988', '1988-04-12T00:00:00'],
  ])('reads "%s"', (text) => {
    expect(parseBirthDate(text, TODAY)).toEqual({ ok: true, value: '1988-04-12' });
  });

  it.each([
    ['03/10/31', '2031-03-10'],
    ['03/11/31', '1931-03-11'],
    ['12/31/30', '2030-12-31'],
    ['02/29/32', '1932-02-29'],
    ['02/29/00', '2000-02-29'],
  ])('takes the two-digit year of %s as the latest that is not to come: %s', (text, value) => {
    expect(parseBirthDate(text, TODAY)).toEqual({ ok: true, value });
  });

  it.each([
    ...['', 'April 12', '04/12', 'nineteen eighty-eight', '1988', '198804', 'dateOfBirth', '{{dob}}'],
    ...['1988-04-12Z', '1988-04-12T00:00:00Z'],
  ])('asks again for "%s"', (text) => {
    expect(parseBirthDate(text, TODAY)).toEqual({ ok: false, error: 'unreadable' });
  });

  it.each(['1988-02-30', '13/04/1988', '19881304', '1899-01-01', '0088-04-12', 'Monday, April 12, 1988', '02/29/31'])(
    'says that nobody was born on "%s"',
    (text) => {
      expect(parseBirthDate(text, TODAY)).toEqual({ ok: false, error: 'impossible' });
    },
  );

  it.each(['2031-03-11', '03/11/2031', '20320101', 'April 12, 2088'])('says that "%s" is yet to come', (text) => {
    expect(parseBirthDate(text, TODAY)).toEqual({ ok: false, error: 'future' });
  });

  it.each([
    ...['zero four one two eighty eight', 'oh four twelve nineteen eighty-eight', 'four twelve eighty eight'],
    ...['April twelfth, nineteen eighty-eight', 'april twelve nineteen eighty eight', 'the 12th of April 88'],
    ...['the twelfth of April, nineteen hundred and eighty-eight', '0 4 1 2 1 9 8 8', '1 9 8 8 0 4 1 2', '4 12 1988'],
    ...['12 de abril de 1988', 'doce de abril de mil novecientos ochenta y ocho', 'abril doce ochenta y ocho'],
    ...['cero cuatro doce ochenta y ocho', 'four one two eighty-eight', 'April 12 nineteen 88'],
  ])('reads "%s", as it is said', (text) => {
    expect(parseBirthDate(text, TODAY)).toEqual({ ok: true, value: '1988-04-12' });
  });

  it.each([
    ['june third two thousand and five', '2005-06-03'],
    ['june third two thousand five', '2005-06-03'],
    ['tres de junio de dos mil cinco', '2005-06-03'],
    ['december thirty-first nineteen oh five', '1905-12-31'],
    ['november twenty first twenty twelve', '2012-11-21'],
    ['veintiuno de noviembre de dos mil doce', '2012-11-21'],
    ['13.04.1988', '1988-04-13'],
  ])('reads "%s" as %s', (text, value) => {
    expect(parseBirthDate(text, TODAY)).toEqual({ ok: true, value });
  });

  it.each([
    'one one two eighty eight',
    '12.04.1988',
    '1 2 1 8 8',
    'one nine eight eight',
    'six three oh five',
    'twelve eighty eight',
    'abril',
  ])('asks again for "%s", which may mean two days or none', (text) => {
    expect(parseBirthDate(text, TODAY)).toEqual({ ok: false, error: 'unreadable' });
  });

  it('reads each digit said by itself as the day that was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 47_000 }), fc.constantFrom('MMddyyyy', 'yyyyMMdd'), (daysAgo, form) => {
        const birthday = DateTime.fromISO(TODAY, { zone: 'utc' }).minus({ days: daysAgo });
        const said = birthday.toFormat(form).replace(/\d/g, (digit) => `${DIGIT_WORDS[Number(digit)]!} `);
        const read = parseBirthDate(said, TODAY);
        // It may also mean another day; then it is asked for again, and never taken for that one.
        expect(read.ok ? read.value : birthday.toISODate()).toBe(birthday.toISODate());
      }),
    );
  });

  it('reads what people say of a day as that day, in both languages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 47_000 }), (daysAgo) => {
        const birthday = DateTime.fromISO(TODAY, { zone: 'utc', locale: 'en-US' }).minus({ days: daysAgo });
        const value = birthday.toFormat('yyyy-MM-dd');
        for (const said of [inEnglish(birthday), inSpanish(birthday)]) {
          expect([said, parseBirthDate(said, TODAY)]).toEqual([said, { ok: true, value }]);
        }
      }),
    );
  });

  it('reads one birthday the same in every form', () => {
    const forms = [
      'yyyy-MM-dd',
      'MM/dd/yyyy',
      'M/d/yyyy',
      'yyyyMMdd',
      'MMddyyyy',
      'MMMM d, yyyy',
      'd MMMM yyyy',
      'MMM d yyyy',
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 47_000 }), fc.constantFrom(...forms), (daysAgo, form) => {
        const birthday = DateTime.fromISO(TODAY, { zone: 'utc', locale: 'en-US' }).minus({ days: daysAgo });
        const value = birthday.toFormat('yyyy-MM-dd');
        expect(parseBirthDate(birthday.toFormat(form), TODAY)).toEqual({ ok: true, value });
      }),
    );
  });
});

import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { parseBirthDate } from './birth-date';

const TODAY = '2031-03-10';

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
    ...['1988-04-12Z', '1988-04-12T00:00:00Z', '12.04.1988'],
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

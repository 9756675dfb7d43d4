import * as fc from 'fast-check';
import { addDays, minutesOf, naiveMidnightMs, timeOfMinutes } from '../time/practice-time';
import { chooseOffers, MAX_OFFERS } from './choose-offers';
import type { Opening } from './find-openings';

const opening = (date: string, time: string, providerId = 'PRV1'): Opening => {
  const startsAt = new Date(naiveMidnightMs(date) + minutesOf(time) * 60_000);
  return { providerId, operatory: 'OP1', startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000), date, time };
};
const allDay = (date: string): readonly Opening[] =>
  Array.from({ length: 18 }, (_, step) => opening(date, timeOfMinutes(480 + step * 30)));
const told = (openings: Iterable<Opening>, count?: number): readonly string[] =>
  chooseOffers(openings, count).map(({ date, time }) => `${date.slice(8)} ${time}`);

describe('chooseOffers', () => {
  it('names different days, mornings and afternoons in turn, beginning with the earliest', () => {
    const week = ['2031-03-10', '2031-03-11', '2031-03-12', '2031-03-13', '2031-03-14'].flatMap(allDay);
    expect(told(week)).toEqual(['10 08:00', '11 12:00', '12 08:00', '13 12:00', '14 08:00']);
    expect(told(week, 3)).toEqual(['10 08:00', '11 12:00', '12 08:00']);
  });

  it('spreads over the one day there is', () => {
    expect(told(allDay('2031-03-10'), 3)).toEqual(['10 08:00', '10 10:00', '10 12:00']);
  });

  it('spreads over mornings and afternoons of both days where there are two', () => {
    const days = ['2031-03-10', '2031-03-11'].flatMap(allDay);
    expect(told(days, 4)).toEqual(['10 08:00', '10 12:00', '11 08:00', '11 12:00']);
  });

  it('names an evening where there is one', () => {
    expect(told([...allDay('2031-03-10'), opening('2031-03-10', '18:00')], 3)).toEqual([
      '10 08:00',
      '10 12:00',
      '10 18:00',
    ]);
  });

  it('names a date and time once, with the first provider who has it', () => {
    const offers = chooseOffers([opening('2031-03-10', '08:00', 'PRV2'), opening('2031-03-10', '08:00', 'PRV1')]);
    expect(offers.map(({ providerId }) => providerId)).toEqual(['PRV2']);
  });

  it('reads no more days than it can name', () => {
    const read = new Set<string>();
    function* everyDay(): Generator<Opening> {
      for (let day = 0; ; day += 1) {
        const date = addDays('2031-03-10', day);
        read.add(date);
        yield* allDay(date);
      }
    }
    expect(chooseOffers(everyDay(), 2)).toHaveLength(2);
    expect(read.size).toBe(3);
  });

  it('never names more than five', () => {
    expect(chooseOffers(allDay('2031-03-10'), 50)).toHaveLength(MAX_OFFERS);
    expect(chooseOffers([], 5)).toEqual([]);
    expect(chooseOffers(allDay('2031-03-10'), 0)).toEqual([]);
  });

  it('gives of any openings the earliest and then others, in order, all different, always the same', () => {
    const some = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 95 }), fc.constantFrom('PRV1', 'PRV2')),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(some, (list) => {
        const openings = list
          .map(([day, quarter, provider]) => opening(addDays('2031-03-10', day), timeOfMinutes(quarter * 15), provider))
          .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
        const offers = chooseOffers(openings);
        const times = offers.map(({ startsAt }) => startsAt.getTime());
        const distinct = new Set(openings.map(({ startsAt }) => startsAt.getTime()));
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        expect(offers.every((offer) => openings.includes(offer))).toBe(true);
        expect(offers[0]).toBe(openings[0]);
        const dates = new Set(openings.map(({ date }) => date));
        expect(new Set(offers.map(({ date }) => date)).size).toBe(Math.min(MAX_OFFERS, dates.size));
        if (dates.size <= MAX_OFFERS) expect(offers).toHaveLength(Math.min(MAX_OFFERS, distinct.size));
        expect(chooseOffers(openings)).toEqual(offers);
      }),
    );
  });
});

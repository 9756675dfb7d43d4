import fc from 'fast-check';
import { addDays, datesBetween } from '../time';
import { seedVisits } from './calendar';
import { FIXED_PEOPLE } from './fixed-people';
import { hoursOn, isHoliday } from './hours';
import { seedOffice } from './practice';
import type { SeedPractice, Visit } from './types';

const office = seedOffice(1);
const [main, second] = office.practices as [SeedPractice, SeedPractice];
const FIRST = '2031-02-18';
const dates = datesBetween(FIRST, addDays(FIRST, 70));
const isOn = (visit: Visit): boolean => visit.state === 'scheduled' || visit.state === 'confirmed';
const endOf = (visit: Visit): number => visit.startMinutes + visit.lengthMinutes;

const doClash = (one: Visit, other: Visit): boolean =>
  (one.providerId === other.providerId || one.operatory === other.operatory) &&
  one.startMinutes < endOf(other) &&
  other.startMinutes < endOf(one);

const anyDay = fc.record({ seed: fc.integer({ min: 0, max: 99_999 }), day: fc.integer({ min: 0, max: 4_000 }) });

describe('the generated calendar', () => {
  it('never books a provider or an operatory twice at the same time', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(main, second), ({ seed, day }, practice) => {
        const visits = seedVisits(seed, practice, addDays('2026-01-01', day)).filter(isOn);
        const clashes = visits.filter((one, index) => visits.slice(index + 1).some((other) => doClash(one, other)));
        expect(clashes).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps every visit within the hours of its provider, lunch left free', () => {
    const isWithinHours = (practice: SeedPractice, visit: Visit): boolean => {
      const provider = practice.providers.find((one) => one.providerId === visit.providerId);
      return hoursOn(provider?.hours ?? [], visit.date).some(
        (span) => visit.startMinutes >= span.startMinutes && endOf(visit) <= span.endMinutes,
      );
    };
    for (const practice of office.practices) {
      const visits = dates.flatMap((date) => seedVisits(1, practice, date));
      expect(visits.length).toBeGreaterThan(200);
      expect(visits.filter((visit) => !isWithinHours(practice, visit))).toEqual([]);
    }
  });

  it('looks the same for a date whenever it is asked, and different under another seed', () => {
    expect(seedVisits(1, seedOffice(1).practices[0]!, '2031-03-05')).toEqual(seedVisits(1, main, '2031-03-05'));
    expect(seedVisits(2, main, '2031-03-05')).not.toEqual(seedVisits(1, main, '2031-03-05'));
  });

  it('is 60 to 75 percent full over ten weeks', () => {
    for (const practice of office.practices) {
      const open = dates.filter((date) => !isHoliday(1, date));
      const bookable = practice.providers.flatMap((provider) =>
        open.flatMap((date) => hoursOn(provider.hours, date).map((span) => span.endMinutes - span.startMinutes)),
      );
      const booked = open.flatMap((date) => seedVisits(1, practice, date).filter(isOn));
      const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
      const share = total(booked.map((visit) => visit.lengthMinutes)) / total(bookable);
      expect(share).toBeGreaterThan(0.6);
      expect(share).toBeLessThan(0.75);
    }
  });

  it('gives cleanings of an hour to hygienists, and the rest to dentists in lengths of their kind', () => {
    const lengths = { Cleaning: 60, Exam: 30, Filling: 60, Crown: 90 } as Record<string, number>;
    const visits = dates.flatMap((date) => seedVisits(1, main, date));
    const odd = visits.filter(
      (visit) =>
        visit.lengthMinutes !== lengths[visit.type] ||
        visit.providerId.startsWith('HYG') !== (visit.type === 'Cleaning'),
    );
    expect(odd).toEqual([]);
    expect(new Set(visits.map((visit) => visit.type)).size).toBe(4);
  });

  it('sees each patient once a day at most, has cancelled visits, and leaves the documented people free', () => {
    const fixed = new Set(main.patients.slice(0, FIXED_PEOPLE.length).map((patient) => patient.patientId));
    const all = dates.map((date) => seedVisits(1, main, date));
    for (const visits of all) {
      expect(new Set(visits.map((visit) => visit.patientId)).size).toBe(visits.length);
      expect(visits.some((visit) => fixed.has(visit.patientId))).toBe(false);
    }
    expect(all.flat().some((visit) => visit.state === 'cancelled')).toBe(true);
    expect(all.flat().some((visit) => visit.state === 'broken')).toBe(true);
    expect(new Set(all.flat().map((visit) => visit.appointmentSrNo)).size).toBe(all.flat().length);
  });

  it('closes for a holiday within any eight weeks', () => {
    fc.assert(
      fc.property(anyDay, ({ seed, day }) => {
        const first = addDays('2026-01-01', day);
        const closed = datesBetween(first, addDays(first, 56)).filter((date) => isHoliday(seed, date));
        expect(closed.length).toBeGreaterThan(0);
        expect(seedVisits(seed, main, closed[0]!)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('has a dentist away on Wednesdays and one at work on Thursday evenings', () => {
    const wednesdays = dates.filter((_, index) => index % 7 === 1).flatMap((date) => seedVisits(1, main, date));
    expect(wednesdays.length).toBeGreaterThan(0);
    expect(wednesdays.some((visit) => visit.providerId === 'PRV2')).toBe(false);
    const evenings = dates.flatMap((date) => seedVisits(1, main, date)).filter((visit) => visit.startMinutes >= 1_080);
    expect(new Set(evenings.map((visit) => visit.providerId))).toEqual(new Set(['PRV1', 'HYG1']));
  });
});

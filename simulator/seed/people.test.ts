import { RESERVED_PHONES } from './fixed-people';
import { seedOffice } from './practice';
import type { SeedPatient, SeedPractice } from './types';

const [main, second] = seedOffice(1).practices as [SeedPractice, SeedPractice];
const phonesOf = (patient: SeedPatient): string[] =>
  [patient.cell, patient.homePhone, patient.workPhone].filter((phone) => phone !== '');

describe('the invented patients', () => {
  it('are the same for the same seed and others for another', () => {
    expect(seedOffice(1)).toEqual(seedOffice(1));
    expect(seedOffice(2).practices[0]?.patients).not.toEqual(main.patients);
    expect(seedOffice(2).officeId).not.toBe('D00001');
  });

  it('number 420 and 60, with ids that no two share', () => {
    const all = [...main.patients, ...second.patients];
    expect([main.patients.length, second.patients.length]).toEqual([420, 60]);
    expect(new Set(all.map((patient) => patient.patientId)).size).toBe(480);
  });

  it('have telephone numbers from the range for fiction only, dashed', () => {
    const phones = [...main.patients, ...second.patients].flatMap(phonesOf);
    for (const phone of phones) expect(phone).toMatch(/^\d{3}-555-01\d{2}$/);
  });

  it('begin with the documented people, whose numbers nobody else has', () => {
    const [maya, elena, marco, sofia, leo] = main.patients;
    expect(maya).toMatchObject({ firstName: 'Maya', lastName: 'Brightwater', birthDate: '1988-04-12' });
    expect(maya?.cell).toBe('602-555-0142');
    for (const one of [elena, marco, sofia, leo]) {
      expect(one).toMatchObject({
        lastName: 'Castellano',
        homePhone: '602-555-0177',
        guarantorId: elena?.patientId,
      });
    }
    const others = [...main.patients.slice(5), ...second.patients];
    expect(others.flatMap(phonesOf).filter((phone) => RESERVED_PHONES.has(phone))).toEqual([]);
  });

  it('hold what breaks naive matching: families, namesakes, accents, apostrophes, hyphens, double names, minors', () => {
    const has = (test: (patient: SeedPatient) => boolean): number => main.patients.filter(test).length;
    expect(has((one) => one.guarantorId !== one.patientId)).toBeGreaterThan(50);
    expect(has((one) => /[^\u0020-\u007e]/.test(one.firstName + one.lastName))).toBeGreaterThan(5);
    expect(has((one) => one.lastName.includes("'"))).toBeGreaterThan(2);
    expect(has((one) => one.lastName.includes('-'))).toBeGreaterThan(2);
    expect(has((one) => one.lastName.includes(' '))).toBeGreaterThan(2);
    expect(has((one) => one.preferredName !== '')).toBeGreaterThan(2);
    expect(has((one) => one.birthDate > '2010')).toBeGreaterThan(20);
    expect(has((one) => one.status === 'Inactive')).toBeGreaterThan(5);
    expect(has((one) => one.cell === '' && one.homePhone !== '')).toBeGreaterThan(5);
    const jordans = main.patients.filter((one) => one.firstName === 'Jordan' && one.lastName === 'Ashgrove');
    expect(new Set(jordans.map((one) => one.birthDate)).size).toBe(2);
  });
});

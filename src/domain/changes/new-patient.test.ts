import * as fc from 'fast-check';
import { phi, reveal } from '../phi';
import type { PmsPatient } from '../pms';
import { findThatPatient, isLikelyTwin, leftOverOf, toNewPatient } from './new-patient';
import { newPatientRequest } from './request';

const request = (changes: object = {}) =>
  phi(
    newPatientRequest.parse({
      ...{ firstName: 'Zoë', lastName: "O'Quill-Núñez", birthDate: '1991-02-03', phone: '+16025550168' },
      ...changes,
    }),
  );
const chart = (changes: Partial<PmsPatient> = {}) =>
  phi<PmsPatient>({
    ...{ patientId: '4300', practiceId: '1-1', guarantorId: '', firstName: 'Zoe', middleName: '' },
    ...{ lastName: 'OQuill Nunez', preferredName: '', birthDate: '1991-02-03', status: 'Active', cell: '' },
    ...{ homePhone: '', workPhone: '', email: '', providerId: 'PRV1' },
    ...changes,
  });

describe('a likely twin of a new patient', () => {
  it.each([
    ['has the same names, folded', {}],
    ['has a first name that begins with theirs', { firstName: 'Zoelina' }],
    ['has a first name that theirs begins with', { firstName: 'Zo' }],
    ['goes by their first name', { firstName: 'Adele', preferredName: 'Zoe' }],
    ['is no longer active', { status: 'Inactive' }],
  ])('%s', (_what, changes) => {
    expect(isLikelyTwin(request(), chart(changes))).toBe(true);
  });

  it.each([
    ['another birth date', { birthDate: '1991-03-02' }],
    ['another last name', { lastName: 'Quill' }],
    ['another first name', { firstName: 'Amos' }],
    ['no first name', { firstName: '' }],
  ])('is nobody with %s', (_what, changes) => {
    expect(isLikelyTwin(request(), chart(changes))).toBe(false);
  });

  it('is always whoever has the very names and birth date', () => {
    const name = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ]{1,10}$/);
    fc.assert(
      fc.property(name, name, (firstName, lastName) => {
        expect(isLikelyTwin(request({ firstName, lastName }), chart({ firstName, lastName }))).toBe(true);
      }),
    );
  });
});

describe('the chart of a new patient', () => {
  it('is found by the whole name and birth date', () => {
    const others = [
      chart({ patientId: '1', firstName: 'Zoelina' }),
      chart({ patientId: '2', birthDate: '1950-01-01' }),
    ];
    expect(findThatPatient(request(), others)).toBeNull();
    expect(reveal(findThatPatient(request(), [...others, chart(), chart()]) ?? phi(''))).toBe('4300');
  });

  it('is unknown where there are two', () => {
    expect(findThatPatient(request(), [chart(), chart({ patientId: '4301' })])).toBeNull();
  });

  it('leaves out a provider who is not known', () => {
    expect(reveal(toNewPatient(request(), null)).providerId).toBeUndefined();
    expect(reveal(toNewPatient(request(), 'PRV1'))).toMatchObject({ providerId: 'PRV1', cell: '+16025550168' });
  });

  it('leaves nothing over where everything has a place', () => {
    expect(leftOverOf(request({ city: 'Exampleton' }), [])).toBeNull();
    expect(leftOverOf(request(), ['city'])).toBeNull();
  });

  it('leaves over what was said and has no place', () => {
    const left = leftOverOf(request({ city: 'Exampleton', zipCode: '00000', remarks: 'Insured' }), ['city', 'state']);
    expect(left === null ? null : reveal(left)).toMatchObject({
      changes: { city: 'Exampleton', remarks: 'Insured' },
      lastName: "O'Quill-Núñez",
    });
    expect(left === null ? null : reveal(left)).not.toHaveProperty('changes.zipCode');
  });
});

import { phi, reveal } from '../phi';
import type { PmsPatient } from '../pms';
import { standOfUpdate, toPatientChange, updateKey } from './patient-update';

const request = (changes: Record<string, string>) => phi({ patientId: '4201', changes });
const chart = (changes: Partial<PmsPatient> = {}) =>
  phi<PmsPatient>({
    ...{ patientId: '4201', practiceId: '1-1', guarantorId: '', firstName: 'Maya', middleName: '' },
    ...{ lastName: 'Brightwater', preferredName: '', birthDate: '1988-04-12', status: 'Active', cell: '' },
    ...{ homePhone: '', workPhone: '', email: '', providerId: 'PRV1' },
    ...changes,
  });

describe('a change of a chart', () => {
  it('is sent where every part of it has a field', () => {
    const change = toPatientChange(request({ lastName: 'Núñez', dateOfBirth: '1988-04-13' }));
    expect(change === null ? null : reveal(change)).toEqual({
      ...{ patientId: '4201', lastName: 'Núñez', birthDate: '1988-04-13' },
    });
  });

  it.each([
    ['a telephone', { phone: '6025550168' }],
    ['a part that has none beside one that has', { lastName: 'Sol', email: 'maya@example.com' }],
    ['a blank part', { lastName: ' ' }],
    ['nothing', {}],
  ])('is not sent with %s', (_what, changes) => {
    expect(toPatientChange(request(changes))).toBeNull();
    expect(updateKey(request(changes))).toBeNull();
  });

  it('is told from another value, and from another patient’s', () => {
    const key = updateKey(request({ lastName: 'Sol' }));
    expect(key).not.toBeNull();
    expect(updateKey(request({ lastName: 'Mar' }))).not.toEqual(key);
    expect(updateKey(phi({ patientId: '4202', changes: { lastName: 'Sol' } }))).not.toEqual(key);
  });

  it.each([
    ['shows', { lastName: 'Núñez' }, [chart({ lastName: 'Nunez' })]],
    ['absent', { lastName: 'Núñez' }, [chart()]],
    ['absent', { lastName: 'Núñez', language: 'Spanish' }, [chart()]],
    ['cannot-say', { language: 'Spanish' }, [chart()]],
    ['cannot-say', { lastName: 'Núñez', language: 'Spanish' }, [chart({ lastName: 'Nunez' })]],
    ['absent', { lastName: 'Núñez' }, [chart({ patientId: '4202', lastName: 'Nunez' })]],
    ['absent', { phone: '6025550168' }, [chart()]],
  ])('%s for %j', (stand, changes, charts) => {
    expect(standOfUpdate(request(changes as Record<string, string>), charts)).toBe(stand);
  });
});

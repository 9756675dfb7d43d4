import type { NewPatientRequest } from '../changes/request';
import { phi } from '../phi';
import type { PmsPatient } from '../pms';
import { mayBeOnFile } from './duplicate-patient';

const ON_FILE: PmsPatient = {
  patientId: '4001',
  practiceId: '1-1',
  guarantorId: '4001',
  firstName: 'Katherine',
  middleName: '',
  lastName: 'Hollow-Mere',
  preferredName: 'Kit',
  birthDate: '1994-02-09',
  status: 'Inactive',
  cell: '',
  homePhone: '480-555-0116',
  workPhone: '',
  email: '',
  providerId: '',
};
const ASKED: NewPatientRequest = {
  firstName: 'Katherine',
  lastName: 'Hollowmere',
  birthDate: '1994-02-09',
  phone: '4805550199',
  email: '',
  addressLine1: '',
  city: '',
  state: '',
  zipCode: '',
  remarks: '',
};

describe('a person who wants to be entered may be on file', () => {
  it.each<[string, Partial<NewPatientRequest>]>([
    ['under the same name and birth date', {}],
    ['under a preferred name', { firstName: 'Kit' }],
    ['under a longer form of the first name', { firstName: 'Kath' }],
    ['with another birth date at the same telephone', { birthDate: '1994-02-10', phone: '+14805550116' }],
  ])('%s', (_how, changes) => {
    expect(mayBeOnFile(phi({ ...ASKED, ...changes }), [phi(ON_FILE)])).toBe(true);
  });

  it.each<[string, Partial<NewPatientRequest>]>([
    ['a child at the same telephone', { firstName: 'Rowan', birthDate: '2029-05-01', phone: '4805550116' }],
    ['a twin', { firstName: 'Sebastian' }],
    ['a namesake of another age elsewhere', { birthDate: '1950-01-01' }],
    ['somebody of the same birth date', { firstName: 'Nora', lastName: 'Larkmeadow' }],
  ])('but %s is somebody else', (_who, changes) => {
    expect(mayBeOnFile(phi({ ...ASKED, ...changes }), [phi(ON_FILE)])).toBe(false);
  });

  it('not where nobody was found', () => {
    expect(mayBeOnFile(phi(ASKED), [])).toBe(false);
  });
});

import type { PmsProvider } from '../../../../domain/pms';
import type { AppointmentTypeEntity } from '../../../../persistence/entities/appointment-type';
import { findAppointmentType, findProviders } from './find-by-words';

const type = (code: string, name: string, synonyms: string[], isDefault = false): AppointmentTypeEntity =>
  ({ code, name, synonyms, isDefault, providerIds: ['PRV1', 'HYG1'] }) as unknown as AppointmentTypeEntity;
const TYPES = [type('cleaning', 'Cleaning', ['hygiene'], true), type('exam', 'Exam', ['checkup'])];
const provider = (providerId: string, firstName: string, lastName: string): PmsProvider => ({
  providerId,
  firstName,
  lastName,
  specialty: '',
  isActive: true,
  isHidden: false,
});
const PEOPLE = [provider('PRV1', 'Anna', 'Lee'), provider('HYG1', 'Jo', "O'Neil"), provider('PRV7', 'Sam', 'Lee')];

describe('findAppointmentType', () => {
  it.each([
    [undefined, 'cleaning'],
    ['Cleaning', 'cleaning'],
    ['a teeth cleaning please', 'cleaning'],
    ['HYGIENE', 'cleaning'],
    ['check up', 'exam'],
    ['checkup', 'exam'],
    ['root canal', null],
  ])('understands %j', (words, code) => {
    expect(findAppointmentType(TYPES, words)?.code ?? null).toBe(code);
  });
});

describe('findProviders', () => {
  it.each([
    [undefined, ['PRV1', 'HYG1']],
    ['Dr. Lee', ['PRV1']],
    ['doctor anna lee', ['PRV1']],
    ['la doctora Lee', ['PRV1']],
    ['Anna', ['PRV1']],
    ['oneil', ['HYG1']],
    ['Dr. Who', []],
  ])('understands %j among those who do this kind of visit', (words, ids) => {
    expect(findProviders(PEOPLE, TYPES[0] as AppointmentTypeEntity, words)).toEqual(ids);
  });
});

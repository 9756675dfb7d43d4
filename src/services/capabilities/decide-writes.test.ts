import { PmsWrite, type ListedWrites } from '../../domain/pms-capabilities';
import { decideWrites } from './decide-writes';

const OPEN_DENTAL = { name: 'Open Dental', version: 'V24' };
const DENTRIX = { name: 'Dentrix', version: 'G6' };
const listed = (answer: boolean | null): ListedWrites => ({
  'book-appointment': answer,
  'change-appointment-status': answer,
  'create-patient': answer,
  'add-note': answer,
});
const LISTED = ['book-appointment', 'change-appointment-status', 'create-patient', 'add-note'] as const;
const EVERYTHING = Object.values(PmsWrite);

describe('decideWrites', () => {
  it.each([
    [true, 'supported'],
    [false, 'unsupported'],
    [null, 'unproven'],
  ])('takes %s in the list for %s', (answer, support) => {
    const writes = decideWrites(OPEN_DENTAL, listed(answer), []);
    expect(LISTED.map((write) => writes[write])).toEqual(LISTED.map(() => support));
  });

  it('knows nothing of a software that is not listed, but that records of patients cannot be changed', () => {
    const writes = decideWrites({ name: 'Sample Software', version: '' }, null, []);
    expect(writes).toMatchObject({ 'book-appointment': 'unproven', 'update-patient': 'unsupported' });
  });

  it.each(['OrthoTrac', 'Dolphin Management'])('changes records of patients in %s', (name) => {
    expect(decideWrites({ name, version: '' }, null, [])['update-patient']).toBe('supported');
  });

  it('holds rescheduling for unproven until it has worked', () => {
    expect(decideWrites(OPEN_DENTAL, listed(true), [])['reschedule-appointment']).toBe('unproven');
    const writes = decideWrites(OPEN_DENTAL, listed(true), ['reschedule-appointment']);
    expect(writes['reschedule-appointment']).toBe('supported');
  });

  it('doubts a change of status in Dentrix, though it is listed, until it has worked', () => {
    const status = 'change-appointment-status' as const;
    expect(decideWrites(DENTRIX, listed(true), [])[status]).toBe('unproven');
    expect(decideWrites(DENTRIX, listed(true), [status])[status]).toBe('supported');
    expect(decideWrites(DENTRIX, listed(false), [status])[status]).toBe('unsupported');
  });

  it.each(['OrthoTrac', 'Dolphin Management', 'ClearDent', 'Planet DDS WebV3.0', 'Cornerstone'])(
    'asks no booking of %s, which wants more of a visit than we hold',
    (name) => {
      const writes = decideWrites({ name, version: '' }, listed(true), EVERYTHING);
      expect(writes['book-appointment']).toBe('unsupported');
      expect(writes['create-patient']).toBe('supported');
    },
  );

  it('lets the list’s no stand against what has worked before', () => {
    const writes = decideWrites(OPEN_DENTAL, listed(false), EVERYTHING);
    expect(LISTED.map((write) => writes[write])).toEqual(LISTED.map(() => 'unsupported'));
  });
});

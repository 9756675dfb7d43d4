import { phi, reveal, type Phi } from '../phi';
import type { PmsPatient } from '../pms';
import { matchPatient, type IdentityClaim } from './match-patient';

const patient = (fields: Partial<PmsPatient>): Phi<PmsPatient> =>
  phi({
    patientId: 'pt-1',
    practiceId: '1-1',
    guarantorId: 'pt-1',
    firstName: 'Maya',
    middleName: '',
    lastName: 'Brightwater',
    preferredName: '',
    birthDate: '1988-04-12',
    status: 'Active',
    cell: '',
    homePhone: '',
    workPhone: '',
    email: '',
    providerId: 'PRV1',
    ...fields,
  });
const CLAIM: IdentityClaim = {
  fullName: 'Maya Brightwater',
  birthDate: '1988-04-12',
  callerNumber: '+12025550142',
  today: '2031-03-10',
};
const STRANGER = patient({ patientId: 'pt-9', firstName: 'Tomas', lastName: 'Ember', cell: '202-555-0142' });

describe('matchPatient', () => {
  it('verifies full name and date of birth at L2', () => {
    const match = matchPatient(CLAIM, [STRANGER, patient({})]);
    expect(match).toMatchObject({ kind: 'verified', level: 'L2' });
    expect(match.kind === 'verified' && reveal(match.patient).patientId).toBe('pt-1');
  });

  it.each(['cell', 'homePhone', 'workPhone'] as const)(
    'verifies at L3 when the caller’s number is the %s on file',
    (field) => {
      const match = matchPatient(CLAIM, [patient({ [field]: '202-555-0142' })]);
      expect(match).toMatchObject({ kind: 'verified', level: 'L3' });
    },
  );

  it('stays at L2 when the number is withheld, even if the file has no number either', () => {
    expect(matchPatient({ ...CLAIM, callerNumber: null }, [patient({})])).toMatchObject({ level: 'L2' });
    expect(matchPatient({ ...CLAIM, callerNumber: 'anonymous' }, [patient({ cell: 'anonymous' })])).toMatchObject({
      level: 'L2',
    });
  });

  it('finds a name given last name first, by preferred name, or with a double last name', () => {
    const file = patient({ preferredName: 'Mo', lastName: 'Rivera-Sol' });
    for (const fullName of ['Rivera-Sol, Maya', 'Mo Rivera Sol', 'maya rivera sol']) {
      expect(matchPatient({ ...CLAIM, fullName }, [file]).kind).toBe('verified');
    }
  });

  it.each([
    ['the date of birth is another', { birthDate: '1988-04-13' }, {}],
    ['the first name is another', { fullName: 'Mara Brightwater' }, {}],
    ['the last name is missing', { fullName: 'Maya' }, {}],
    ['half of the last name is missing', { fullName: 'Maya Rivera' }, { lastName: 'Rivera Sol' }],
    ['the file has no date of birth and none is claimed', { birthDate: '' }, { birthDate: '' as const }],
    ['the patient is inactive', {}, { status: 'Inactive' }],
    ['the status is not one that we know', {}, { status: '' }],
  ])('verifies nobody when %s', (_, claim, fields) => {
    const match = matchPatient({ ...CLAIM, ...claim }, [patient({ cell: '202-555-0142', ...fields })]);
    expect(match).toEqual({ kind: 'none' });
  });

  it('verifies nobody when two patients fit, whosever number it is', () => {
    const match = matchPatient(CLAIM, [patient({ cell: '202-555-0142' }), patient({ patientId: 'pt-2' })]);
    expect(match).toEqual({ kind: 'several' });
  });

  it('counts a patient who came up in several searches once, and an inactive double not at all', () => {
    const candidates = [patient({}), patient({}), patient({ patientId: 'pt-2', status: 'inactive' })];
    expect(matchPatient(CLAIM, candidates)).toMatchObject({ kind: 'verified', level: 'L2' });
  });

  it('does not lend a relative’s number to the patient', () => {
    const mother = patient({ patientId: 'pt-2', firstName: 'Ada', birthDate: '1960-01-01', cell: '202-555-0142' });
    expect(matchPatient(CLAIM, [mother, patient({})])).toMatchObject({ level: 'L2' });
  });

  it('finds nobody among none', () => {
    expect(matchPatient(CLAIM, [])).toEqual({ kind: 'none' });
  });

  describe('for a minor', () => {
    const leo = (fields: Partial<PmsPatient> = {}): Phi<PmsPatient> =>
      patient({ patientId: 'pt-2', guarantorId: 'pt-1', firstName: 'Leo', birthDate: '2016-11-30', ...fields });
    const mother = (fields: Partial<PmsPatient> = {}): Phi<PmsPatient> => patient({ cell: '202-555-0142', ...fields });
    const ABOUT_LEO = { ...CLAIM, fullName: 'Leo Brightwater', birthDate: '2016-11-30' } as const;

    it('takes the number of the guarantor, and says so', () => {
      const match = matchPatient(ABOUT_LEO, [leo(), mother()]);
      expect(match).toMatchObject({ kind: 'verified', level: 'L3' });
      expect(match).toMatchObject({ evidence: ['full-name', 'birth-date', 'guarantor-number'] });
    });

    it.each([
      ['of a relative who is not the guarantor', [leo(), mother({ patientId: 'pt-3' })], {}],
      ['of somebody who is the guarantor no more', [leo(), mother({ status: 'Inactive' })], {}],
      ['that is withheld', [leo(), mother()], { callerNumber: null }],
      ['where no guarantor is on file', [leo({ guarantorId: '' }), mother({ patientId: '' })], {}],
      ['once they are of age', [leo(), mother()], { today: '2034-11-30' as const }],
    ])('takes no number %s', (_, charts, claim) => {
      expect(matchPatient({ ...ABOUT_LEO, ...claim }, charts)).toMatchObject({ kind: 'verified', level: 'L2' });
    });

    it('takes the guarantor’s number to the last day before they are of age', () => {
      expect(matchPatient({ ...ABOUT_LEO, today: '2034-11-29' }, [leo(), mother()])).toMatchObject({ level: 'L3' });
    });
  });

  it('tells father and son of one name apart by the date of birth, and by the suffix where both have one', () => {
    const son = patient({ patientId: 'pt-5', lastName: 'Brightwater Jr' });
    const father = patient({ patientId: 'pt-6', lastName: 'Brightwater Sr.', birthDate: '1960-01-02' });
    const found = matchPatient(CLAIM, [son, father]);
    expect(found.kind === 'verified' && reveal(found.patient).patientId).toBe('pt-5');
    expect(matchPatient({ ...CLAIM, fullName: 'Maya Brightwater, Senior' }, [son, father]).kind).toBe('none');
    expect(matchPatient({ ...CLAIM, fullName: 'Brightwater, Maya Junior' }, [son, father]).kind).toBe('verified');
  });

  it('verifies nobody where twins have one name and one date of birth', () => {
    expect(matchPatient(CLAIM, [patient({}), patient({ patientId: 'pt-7' })]).kind).toBe('several');
  });
});

import { phi, reveal } from '../domain/phi';
import { takesChartChanges, toChartRequest } from './chart-changes';

const DOLPHIN = { name: 'Dolphin', version: '' };

describe('a chart is changed by the software itself', () => {
  it.each([
    ['names and language at Dolphin', DOLPHIN, ['lastName', 'preferredName', 'language'], true],
    ['a middle name at Dolphin, which has no such field', DOLPHIN, ['lastName', 'middleName'], false],
    ['a name together with a telephone', DOLPHIN, ['lastName', 'phone'], false],
    ['an e-mail address', DOLPHIN, ['email'], false],
    [
      'at OrthoTrac, which wants to know who of the staff does it',
      { name: 'OrthoTrac', version: '' },
      ['lastName'],
      false,
    ],
    ['at Open Dental', { name: 'Open Dental', version: 'V24' }, ['lastName'], false],
  ])('%s: %#', (_what, software, fields, takes) => {
    expect(takesChartChanges(software, fields)).toBe(takes);
  });
});

describe('a request to change a chart', () => {
  it('names a person who has no chart yet', () => {
    const patient = phi({ patientId: '', firstName: 'Nora', pendingChangeId: 'c1', pendingName: 'Nora Larkmeadow' });
    expect(reveal(toChartRequest(patient, { phone: '6025550199' }))).toEqual({
      patientId: '',
      changes: { phone: '6025550199', ofNewPatient: 'Nora Larkmeadow' },
    });
    expect(reveal(toChartRequest(phi({ patientId: '4001', firstName: 'Maya' }), { phone: '1' })).changes).toEqual({
      phone: '1',
    });
  });
});

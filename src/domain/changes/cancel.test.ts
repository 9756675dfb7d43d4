import { phi, reveal } from '../phi';
import type { PmsAppointment } from '../pms';
import { cancelKey, standOfVisit, toCancelTarget, toStatusChange } from './cancel';
import type { VisitOnFile } from './request';

const SPOKEN: VisitOnFile = {
  ...{ appointmentSrNo: '81001', patientId: '4201', date: '2031-03-10', time: '10:30', lengthMinutes: 60 },
  ...{ providerId: 'PRV1', operatory: 'OP1', status: '', type: '' },
};
const target = (changes: Partial<VisitOnFile> = {}) => {
  const found = toCancelTarget(phi({ ...SPOKEN, ...changes }));
  if (found === null) throw new Error('no number');
  return found;
};
const onFile = (changes: Partial<PmsAppointment> = {}, patientId = '4201'): PmsAppointment => ({
  ...{ appointmentSrNo: '81001', providerId: 'PRV1', hygienistId: '', operatory: 'OP1', date: '2031-03-10' },
  ...{ startTime: '10:30', lengthMinutes: 60, status: 'Open', isCancelled: false, madeOn: null },
  patient: phi({ patientId, description: '' }),
  ...changes,
});

describe('a visit that is to be cancelled', () => {
  it.each([
    ['stands', [onFile()], 'stands'],
    ['stands in another room with another provider', [onFile({ operatory: 'OP2', providerId: 'PRV2' })], 'stands'],
    ['is cancelled', [onFile({ isCancelled: true })], 'cancelled'],
    ['is cancelled at another time', [onFile({ isCancelled: true, startTime: '11:00' })], 'cancelled'],
    ['is at another time', [onFile({ startTime: '11:00' })], 'differs'],
    ['is on another day', [onFile({ date: '2031-03-11' })], 'differs'],
    ['is another patient’s', [onFile({}, '4202')], 'differs'],
    ['is another patient’s and cancelled', [onFile({ isCancelled: true }, '4202')], 'differs'],
    ['is not among the visits', [onFile({ appointmentSrNo: '81002' })], 'gone'],
    ['is not shown at all', [], 'gone'],
  ])('%s', (_what, visits, stand) => {
    expect(standOfVisit(target(), visits)).toBe(stand);
  });

  it('has any patient where the caller’s visit names none', () => {
    expect(standOfVisit(target({ patientId: null }), [onFile({}, '9')])).toBe('stands');
  });

  it('is no target without a number', () => {
    expect(toCancelTarget(phi({ ...SPOKEN, appointmentSrNo: null }))).toBeNull();
  });

  it('is asked for by the practice’s word, letter for letter, with the reason where there is one', () => {
    const request = (reason: string) => phi({ visit: SPOKEN, reason });
    expect(reveal(toStatusChange(target(), request('ill'), 'Cancelled'))).toEqual({
      ...{ appointmentSrNo: '81001', status: 'Cancelled', cancellationNote: 'ill' },
    });
    expect(reveal(toStatusChange(target(), request(''), 'Cancelled')).cancellationNote).toBeUndefined();
  });

  it('is told from the same visit’s other changes of status', () => {
    expect(cancelKey(target(), 'Cancelled')).not.toEqual(cancelKey(target(), 'Confirmed'));
    expect(cancelKey(target(), 'Cancelled')).not.toEqual(cancelKey(target({ appointmentSrNo: '1' }), 'Cancelled'));
  });
});

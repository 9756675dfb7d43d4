import { phi } from '../phi';
import type { VisitOnFile } from './request';
import { hasBegun, isItsOwnTime, speakVisitTime } from './visit-time';

const ZONE = 'America/New_York';
const visit = (more: Partial<VisitOnFile> = {}): VisitOnFile => ({
  appointmentSrNo: '81',
  patientId: '4001',
  date: '2031-03-11',
  time: '10:30',
  lengthMinutes: 60,
  providerId: 'PRV1',
  operatory: 'OP1',
  status: '',
  type: '',
  ...more,
});
const WITHOUT_TIME = { time: '00:00', lengthMinutes: 1440 };

describe("a visit's time", () => {
  it.each([
    ['2031-03-11T14:29:00Z', false],
    ['2031-03-11T14:30:00Z', true],
    ['2031-03-10T23:00:00Z', false],
    ['2031-03-12T05:00:00Z', true],
  ])('on the practice’s own clock at %s: begun is %s', (now, begun) => {
    expect(hasBegun(phi(visit()), ZONE, new Date(now))).toBe(begun);
  });

  it('is the whole day where the PMS has none', () => {
    const untimed = visit(WITHOUT_TIME);
    expect(hasBegun(phi(untimed), ZONE, new Date('2031-03-11T20:00:00Z'))).toBe(false);
    expect(hasBegun(phi(untimed), ZONE, new Date('2031-03-12T05:00:00Z'))).toBe(true);
    expect(speakVisitTime(phi(untimed), 'en')).toBe('Tuesday, March 11');
    expect(speakVisitTime(phi(visit()), 'en', { today: '2031-03-10' })).toBe('tomorrow, Tuesday, March 11 at 10:30 AM');
    expect(speakVisitTime(phi(untimed), 'es')).toBe('martes 11 de marzo');
    expect(speakVisitTime(phi(visit()), 'es')).toBe('martes 11 de marzo a las 10:30 de la mañana');
  });

  it('is its own only with the same provider', () => {
    const slot = { localDate: '2031-03-11', localTime: '10:30', providerId: 'PRV1' };
    expect(isItsOwnTime(phi(visit()), slot)).toBe(true);
    expect(isItsOwnTime(phi(visit()), { ...slot, providerId: 'PRV2' })).toBe(false);
    expect(isItsOwnTime(phi(visit()), { ...slot, localTime: '10:45' })).toBe(false);
  });
});

import { phi } from '../domain/phi';
import type { PmsAppointment } from '../domain/pms';
import { findMismatches, type Promised } from './reconcile-compare';

const NOW = new Date('2031-03-10T09:00:00Z');
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);

const booking = (changes: Partial<Promised> = {}): Promised => ({
  id: 'b1',
  state: 'confirmed',
  referenceCode: 'PRL01234567',
  appointmentSrNo: '81001',
  writeKind: 'new',
  reasonCode: null,
  localDate: '2031-03-20',
  localTime: '10:30',
  providerId: 'PRV1',
  operatory: 'OP1',
  startsAt: new Date('2031-03-20T17:30:00Z'),
  updatedAt: hoursAgo(48),
  ...changes,
});

const visit = (changes: Partial<PmsAppointment> & { description?: string } = {}): PmsAppointment => {
  const { description = 'Cleaning PRL01234567', ...rest } = changes;
  return {
    appointmentSrNo: '81001',
    providerId: 'PRV1',
    hygienistId: '',
    operatory: 'OP1',
    date: '2031-03-20',
    startTime: '10:30',
    lengthMinutes: 60,
    status: 'Scheduled',
    isCancelled: false,
    madeOn: '2031-03-08',
    patient: phi({ patientId: '4201', description }),
    ...rest,
  };
};

const reasons = (
  bookings: readonly Promised[],
  visits: readonly PmsAppointment[],
  { copiedAt = hoursAgo(1), isSame = () => false }: { copiedAt?: Date; isSame?: () => boolean } = {},
): string[] => findMismatches(bookings, visits, { copiedAt, now: NOW, isSame }).map(({ reasonCode }) => reasonCode);

describe('a confirmed booking', () => {
  it.each([
    ['by its number', visit({ description: '' })],
    ['by its code, whatever number it has', visit({ appointmentSrNo: '9' })],
  ])('is well where its visit stands as promised: %s', (_, one) => {
    expect(reasons([booking()], [one])).toEqual([]);
  });

  it('is missing where no visit is', () => {
    expect(reasons([booking()], [])).toEqual(['read-back-missing']);
    expect(reasons([booking()], [visit({ appointmentSrNo: '9', description: '' })])).toEqual(['read-back-missing']);
  });

  it.each([{ startTime: '11:00' }, { date: '2031-03-21' }, { providerId: 'PRV2' }, { operatory: 'OP2' }])(
    'differs where its visit has %o',
    (changes) => {
      expect(reasons([booking()], [visit(changes)])).toEqual(['read-back-differs']);
    },
  );

  it('is told of when it was cancelled at the desk, unless its time is over: who does not come looks like that', () => {
    const cancelled = visit({ isCancelled: true });
    expect(reasons([booking()], [cancelled])).toEqual(['cancelled-elsewhere']);
    expect(reasons([booking({ startsAt: hoursAgo(3) })], [cancelled])).toEqual([]);
  });

  it('that landed twice is told of', () => {
    expect(reasons([booking()], [visit(), visit({ appointmentSrNo: '9' })])).toEqual(['landed-twice']);
  });

  it('is let be while the copy is older than the booking', () => {
    expect(reasons([booking({ updatedAt: hoursAgo(2) })], [], { copiedAt: hoursAgo(3) })).toEqual([]);
  });

  it('without number and code is found by its patient and time', () => {
    const nameless = booking({ appointmentSrNo: null });
    const bare = visit({ description: '' });
    expect(reasons([nameless], [bare], { isSame: () => true })).toEqual([]);
    expect(reasons([nameless], [bare])).toEqual(['read-back-missing']);
  });

  it('that a person made by hand is not looked for, as it carries nothing of ours', () => {
    expect(reasons([booking({ appointmentSrNo: null, reasonCode: 'by-hand' })], [])).toEqual([]);
  });
});

describe('a booking that we gave up', () => {
  it.each(['released', 'failed'] as const)('and that stands all the same is told of: %s', (state) => {
    expect(reasons([booking({ state, appointmentSrNo: null })], [visit()])).toEqual(['landed-after-all']);
    expect(reasons([booking({ state })], [visit({ description: '' })])).toEqual(['landed-after-all']);
  });

  it('is well where its visit is cancelled, or was never there', () => {
    expect(reasons([booking({ state: 'released' })], [visit({ isCancelled: true })])).toEqual([]);
    expect(reasons([booking({ state: 'failed' })], [])).toEqual([]);
  });

  it('is well where the visit has moved and belongs to the booking of its new time', () => {
    const before = booking({ state: 'released', reasonCode: 'moved', localDate: '2031-03-18' });
    const after = booking({ id: 'b2', writeKind: 'move', referenceCode: 'PRL0000000A' });
    expect(reasons([before, after], [visit()])).toEqual([]);
  });

  it('is let be while the copy is older than that', () => {
    const justNow = booking({ state: 'released', updatedAt: hoursAgo(1) });
    expect(reasons([justNow], [visit()], { copiedAt: hoursAgo(2) })).toEqual([]);
  });
});

it('a booking that was sent more than a day ago has not ended', () => {
  expect(reasons([booking({ state: 'sent', updatedAt: hoursAgo(27) })], [])).toEqual(['writeback-stuck']);
  expect(reasons([booking({ state: 'sent', updatedAt: hoursAgo(25) })], [])).toEqual([]);
});

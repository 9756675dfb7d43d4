import { BookingReason } from '../domain/booking/operation';
import type { BookingState } from '../domain/booking/states';
import { phi } from '../domain/phi';
import type { CodedVisit } from '../persistence/call-visits';
import { BookingEntity } from '../persistence/entities/booking';
import { PmsChangeEntity } from '../persistence/entities/pms-change';
import type { CancelInCall, OwnBooking, VisitsOfCall } from '../persistence/visits-of-call';
import { resolveVisit } from './find-visit';

const visitOf = (appointmentSrNo: string | null) =>
  phi({
    appointmentSrNo,
    patientId: '4001',
    date: '2031-03-11',
    time: '10:30',
    lengthMinutes: 60,
    providerId: 'PRV1',
    operatory: 'OP1',
    status: '',
    type: '',
  });
const coded = (code: string, srNo: string): CodedVisit => ({
  id: `row-${code}`,
  code,
  patientIndex: 'maya',
  visit: visitOf(srNo),
});
const booking = (
  code: string,
  state: BookingState,
  more: { srNo?: string; oldSrNo?: string; replaces?: string; reason?: string } = {},
): OwnBooking => ({
  booking: Object.assign(new BookingEntity(), {
    id: `row-${code}`,
    code,
    state,
    reasonCode: more.reason ?? null,
    replacesBookingId: more.replaces === undefined ? null : `row-${more.replaces}`,
  }),
  visit: visitOf(more.srNo ?? null),
  oldVisit: more.oldSrNo === undefined && more.replaces === undefined ? null : visitOf(more.oldSrNo ?? null),
});
const cancelOf = (of: { booking?: string; srNo?: string }): CancelInCall => ({
  change: Object.assign(new PmsChangeEntity(), {
    bookingId: of.booking === undefined ? null : `row-${of.booking}`,
    state: 'sent',
  }),
  visit: visitOf(of.srNo ?? null),
});
const callOf = (parts: Partial<VisitsOfCall>): VisitsOfCall => ({
  coded: [],
  bookings: [],
  cancels: [],
  requestCodes: [],
  ...parts,
});
const found = (call: VisitsOfCall, code: string) => {
  const visit = resolveVisit(call, code);
  if (visit.kind !== 'visit') return visit.kind;
  const { code: current, stand, isCancelling } = visit.current;
  return `${current} ${stand}${isCancelling ? ' cancelling' : ''}`;
};

describe('the visit behind a code', () => {
  it('is one on file, or a booking of this call', () => {
    const call = callOf({ coded: [coded('A1', '81')], bookings: [booking('A2', 'sent'), booking('A3', 'failed')] });
    expect(found(call, 'A1')).toBe('A1 on-file');
    expect(found(call, 'A2')).toBe('A2 requested');
    expect(found(call, 'A3')).toBe('A3 gone');
  });

  it('is none for the code of a request, and none for one that was never given out', () => {
    const call = callOf({ requestCodes: ['A4'] });
    expect(found(call, 'A4')).toBe('request');
    expect(found(call, 'A5')).toBe('unknown');
  });

  it.each([['held'], ['sent'], ['confirmed']] as const)('is the booking that moves it, once that is %s', (state) => {
    const onFile = callOf({ coded: [coded('A1', '81')], bookings: [booking('A2', state, { oldSrNo: '81' })] });
    expect(found(onFile, 'A1')).toMatch(/^A2 /);
    const ours = callOf({ bookings: [booking('A1', 'sent'), booking('A2', state, { replaces: 'A1' })] });
    expect(found(ours, 'A1')).toMatch(/^A2 /);
  });

  it('is the last of several moves, over those that were moved on', () => {
    const call = callOf({
      coded: [coded('A1', '81')],
      bookings: [
        booking('A2', 'released', { oldSrNo: '81', reason: BookingReason.moved }),
        booking('A3', 'released', { replaces: 'A2', reason: BookingReason.moved }),
        booking('A4', 'sent', { replaces: 'A3' }),
      ],
    });
    for (const code of ['A1', 'A2', 'A3', 'A4']) expect(found(call, code)).toBe('A4 requested');
  });

  it('is the confirmed booking of the same number, so that no visit goes by two', () => {
    const call = callOf({
      coded: [coded('A1', '81')],
      bookings: [booking('A2', 'confirmed', { srNo: '81', oldSrNo: '81' })],
    });
    expect(found(call, 'A1')).toBe('A2 on-file');
  });

  it.each([['failed'], ['released']] as const)('is as it was where the move has %s', (state) => {
    const call = callOf({
      coded: [coded('A1', '81')],
      bookings: [
        booking('A2', state, { oldSrNo: '81', reason: BookingReason.writebackFailed }),
        booking('A3', 'confirmed'),
        booking('A4', state, { replaces: 'A3', reason: BookingReason.withdrawn }),
      ],
    });
    expect(found(call, 'A1')).toBe('A1 on-file');
    expect(found(call, 'A2')).toBe('A1 on-file');
    expect(found(call, 'A4')).toBe('A3 on-file');
  });

  it('is known to be given up while its cancellation is on its way, and after', () => {
    const call = callOf({
      coded: [coded('A1', '81'), coded('A2', '82')],
      bookings: [booking('A3', 'released', { oldSrNo: '82', reason: BookingReason.withdrawn })],
      cancels: [cancelOf({ srNo: '81' }), cancelOf({ booking: 'A3' })],
    });
    expect(found(call, 'A1')).toBe('A1 on-file cancelling');
    expect(found(call, 'A2')).toBe('A3 gone cancelling');
  });
});

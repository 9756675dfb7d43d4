import { createBlindIndex } from '../../../src/crypto/blind-index';
import type { IntendedWrite } from '../callers/ledger';
import type { Evidence } from './evidence';
import type { BookingRecord, ChangeRecord, TaskRecord } from './our-records';
import type { Visit, Writeback } from './their-records';

/** What belongs together: an intended write, our rows of it, and what the practice's software was asked for by them. */
export interface Links {
  bookingsOf(write: IntendedWrite): readonly BookingRecord[];
  changesOf(write: IntendedWrite): readonly ChangeRecord[];
  /** Accepted by Sikka, whatever became of them. */
  writebacksOf(write: IntendedWrite): readonly Writeback[];
  writebacksOfBooking(booking: BookingRecord): readonly Writeback[];
  writebacksOfChange(change: ChangeRecord): readonly Writeback[];
  openTasksOf(write: IntendedWrite): readonly TaskRecord[];
  /** The visit that a booking has become, as it stands now; several only where something went wrong. */
  liveVisitsOf(booking: BookingRecord): readonly Visit[];
  isTaskOpen(subjectId: string): boolean;
  /** A task of its own, or of what it waits for or belongs to. */
  waitsForPerson(row: BookingRecord | ChangeRecord): boolean;
}

const isSame = (one: string | undefined, other: string): boolean => one?.slice(0, other.length) === other;

export function createLinks({ intended, ours, theirs, indexKey }: Evidence): Links {
  const index = createBlindIndex(indexKey);
  const byCall = new Map<string, IntendedWrite[]>();
  for (const write of intended) byCall.set(write.callId, [...(byCall.get(write.callId) ?? []), write]);
  const openTasks = ours.tasks.filter(({ isOpen }) => isOpen);
  const bookingById = new Map(ours.bookings.map((booking) => [booking.id, booking]));
  const visitOf = (officeId: string, srNo: string): Visit | undefined =>
    theirs.visits.find((visit) => visit.officeId === officeId && visit.appointmentSrNo === srNo);
  const visitsWith = (booking: BookingRecord): Visit[] =>
    theirs.visits.filter(
      ({ officeId, description }) => officeId === booking.officeId && description.includes(booking.referenceCode),
    );

  const bookingsOf: Links['bookingsOf'] = ({ callId, tool, slot }) =>
    ours.bookings.filter((one) => one.callId === callId && one.tool === tool && one.slot === slot);

  const changesOf: Links['changesOf'] = ({ callId, tool, visit }) =>
    ours.changes.filter((change) => {
      if (change.callId !== callId || change.kind !== tool || change.moveId !== null) return false;
      return tool !== 'cancel-appointment' || bookingById.get(change.bookingId ?? '')?.code === visit;
    });

  const writebacksOfBooking: Links['writebacksOfBooking'] = (booking) => {
    const mine = theirs.writebacks.filter(({ officeId }) => officeId === booking.officeId);
    if (booking.writeKind !== 'move') {
      const { referenceCode } = booking;
      return mine.filter(
        ({ kind, body }) => kind === 'new-appointment' && JSON.stringify(body).toUpperCase().includes(referenceCode),
      );
    }
    const before = bookingById.get(booking.replacesId ?? '');
    const targets = new Set([booking.appointmentSrNo, before?.appointmentSrNo]);
    return mine.filter(
      ({ kind, targetId, body }) =>
        kind === 'reschedule' &&
        targets.has(targetId) &&
        isSame(body['date'], booking.date) &&
        isSame(body['time'], booking.time),
    );
  };

  const writebacksOfChange: Links['writebacksOfChange'] = (change) => {
    const [write] = (byCall.get(change.callId) ?? []).filter(({ tool }) => tool === change.kind);
    switch (change.kind) {
      case 'cancel-appointment': {
        const cancelled = bookingById.get(change.bookingId ?? '');
        if (cancelled === undefined) return [];
        const numbers = new Set([
          cancelled.appointmentSrNo,
          ...visitsWith(cancelled).map((one) => one.appointmentSrNo),
        ]);
        return theirs.writebacks.filter(
          ({ kind, officeId, targetId }) =>
            kind === 'status' && officeId === cancelled.officeId && numbers.has(targetId),
        );
      }
      case 'create-patient':
        return theirs.writebacks.filter(
          ({ kind, body }) =>
            kind === 'new-patient' &&
            body['firstname'] === write?.person.firstName &&
            body['lastname'] === write?.person.lastName,
        );
      default:
        return theirs.writebacks.filter(
          ({ kind, targetId }) => kind === 'edit-patient' && targetId === write?.patientId,
        );
    }
  };

  const unique = <T extends { readonly id: string }>(rows: readonly T[]): T[] => [
    ...new Map(rows.map((row) => [row.id, row])).values(),
  ];

  const isTaskOpen: Links['isTaskOpen'] = (subjectId) =>
    openTasks.some(({ bookingId, changeId }) => bookingId === subjectId || changeId === subjectId);

  /** A wish that never became a booking has its task under the key of the operation. */
  function operationKeysOf({ callId, tool, slot }: IntendedWrite): Set<string> {
    const offered = ours.offers.filter((offer) => offer.callId === callId && offer.slot === slot);
    return new Set(
      offered.flatMap(({ accountId, patientIndex, providerId, operatory, startsAtMs }) =>
        patientIndex === null
          ? []
          : [index('operation', accountId, callId, tool, patientIndex, providerId, operatory, String(startsAtMs))],
      ),
    );
  }

  return {
    ...{ bookingsOf, changesOf, writebacksOfBooking, writebacksOfChange },
    writebacksOf: (write) =>
      unique([...bookingsOf(write).flatMap(writebacksOfBooking), ...changesOf(write).flatMap(writebacksOfChange)]),
    openTasksOf(write) {
      const bookings = bookingsOf(write);
      const rows = new Set([
        ...[...bookings, ...changesOf(write)].map(({ id }) => id),
        ...bookings.filter(({ state }) => state === 'held').map(({ awaitsId }) => awaitsId ?? 'none'),
      ]);
      const keys = operationKeysOf(write);
      return openTasks.filter(
        ({ bookingId, changeId, operationKey }) =>
          rows.has(bookingId ?? '') || rows.has(changeId ?? '') || keys.has(operationKey ?? ''),
      );
    },
    liveVisitsOf(booking) {
      const moved = booking.writeKind === 'move' ? visitOf(booking.officeId, booking.appointmentSrNo ?? '') : undefined;
      const visits = booking.writeKind === 'move' ? (moved === undefined ? [] : [moved]) : visitsWith(booking);
      return visits.filter(
        ({ isCancelled, date, time }) => !isCancelled && date === booking.date && isSame(time, booking.time),
      );
    },
    isTaskOpen,
    waitsForPerson: (row) =>
      isTaskOpen(row.id) || isTaskOpen(('awaitsId' in row ? row.awaitsId : row.moveId) ?? 'none'),
  };
}

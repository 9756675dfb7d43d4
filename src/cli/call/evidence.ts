import type { Heard } from '../../../simulator/callers/heard';
import type { Office } from '../../../simulator/callers/office';
import type { BookingEvidence, Evidence } from '../../../simulator/callers/script';
import type { CallRecord, RecordedBooking } from './call-record';

/** Puts together what is left of a call: what was answered, our own tables, and what the practice's software saw. */
export async function gatherEvidence(record: CallRecord, office: Office, heard: Heard): Promise<Evidence> {
  const session = await record.findSession();
  const recorded = await record.listBookings();
  return {
    answers: heard.answers,
    bookings: await Promise.all(recorded.map((one) => toEvidence(one, office))),
    callBackTasks: await record.countCallBackTasks(),
    isCallLocked: session?.isLocked === true,
    isCallClosed: session?.status === 'ended' && session.controlUrl === null,
    audit: await record.listAuditLines(),
  };
}

async function toEvidence({ booking }: RecordedBooking, office: Office): Promise<BookingEvidence> {
  const { code, state, referenceCode, localDate } = booking;
  return {
    code,
    state,
    requestsToPms: await office.countRequests(referenceCode),
    visitsInBook: await office.countVisits(localDate, referenceCode),
  };
}

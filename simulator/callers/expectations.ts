import type { ToolName } from './heard';
import type { BookingEvidence, Evidence, Expectation } from './script';

/** Deadlines of the back end, and what the way to it and back may take on a busy machine. */
const READ_DEADLINE_MS = 4_500;
const WRITE_DEADLINE_MS = 8_000;
const WAY_MS = 250;

const READS: readonly ToolName[] = ['search-patients', 'get-patient-info', 'check-availability'];
const deadlineOf = (tool: ToolName): number => (READS.includes(tool) ? READ_DEADLINE_MS : WRITE_DEADLINE_MS);

/** What must hold after any call. */
export function expectOfAnyCall({ answers, isCallClosed, audit }: Evidence): Expectation[] {
  const asked = new Set(answers.filter(({ from }) => from === 'caller').map(({ toolCallId }) => toolCallId));
  const isOnRecord = (id: string): boolean =>
    audit.some((row) => row.action === 'tool.call' && row.kind === 'outcome' && row.toolCallId === id);
  return [
    {
      claim: 'every tool call was answered before its deadline (reads 4.5 s, writes 8 s)',
      holds: answers.every(({ tool, durationMs }) => durationMs <= deadlineOf(tool) + WAY_MS),
    },
    { claim: 'every tool call is in the audit record', holds: [...asked].every(isOnRecord) },
    { claim: 'the call is closed, and the way back into it is forgotten', holds: isCallClosed },
  ];
}

const SENT_FIRST = { claim: 'the caller was told "sent to the office", and not "booked"', statuses: ['SENT'] };

/**
 * What must hold after a call in which one visit was booked.
 * @param first what the caller may have been told of it
 */
export function expectOneVisit(
  evidence: Evidence,
  first: { readonly claim: string; readonly statuses: readonly string[] } = SENT_FIRST,
): Expectation[] {
  const { answers, bookings, audit } = evidence;
  const live = bookings.filter(({ state }) => state !== 'released');
  const told = answers.findLast(({ tool }) => tool === 'book-appointment');
  const createRows = audit.filter(({ action }) => action === 'pms.appointment.create').map(({ kind }) => kind);
  return [
    { claim: first.claim, holds: told !== undefined && first.statuses.includes(told.status) },
    { claim: 'there is one booking, and it is confirmed', holds: live.length === 1 && isConfirmed(live[0]) },
    {
      claim: "the office's system was asked for it once",
      holds: sum(live, ({ requestsToPms }) => requestsToPms) === 1,
    },
    { claim: "it stands once in the office's own book", holds: sum(live, ({ visitsInBook }) => visitsInBook) === 1 },
    {
      claim: 'the audit record names the request before it left, and then its answer',
      holds: createRows.join() === 'attempt,outcome',
    },
  ];
}

const isConfirmed = (booking: BookingEvidence | undefined): boolean => booking?.state === 'confirmed';

const sum = (bookings: readonly BookingEvidence[], count: (booking: BookingEvidence) => number): number =>
  bookings.reduce((total, booking) => total + count(booking), 0);

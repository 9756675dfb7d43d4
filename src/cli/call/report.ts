import { DateTime } from 'luxon';
import type { Expectation } from '../../../simulator/callers/script';
import type { AuditLine, RecordedBooking } from './call-record';
import type { Paint } from './paint';
import { formatTable } from './table';

/** An instant as the practice's clock showed it. */
const clock = (zone: string, at: Date): string => DateTime.fromJSDate(at, { zone }).toFormat('HH:mm:ss.SSS');

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** The states that a booking went through, with the seconds since the first. */
export function reportBooking({ booking, transitions }: RecordedBooking, zone: string): string[] {
  const startMs = transitions[0]?.at.getTime() ?? 0;
  const rows = transitions.map(({ at, fromState, toState, reasonCode }) => [
    clock(zone, at),
    `+${((at.getTime() - startMs) / 1_000).toFixed(1)} s`,
    `${fromState ?? 'new'} → ${toState}`,
    reasonCode ?? '',
  ]);
  return [
    `Booking ${booking.code}: ${booking.localDate} at ${booking.localTime}, reference ${booking.referenceCode}`,
    ...indent(formatTable([['time', 'after', 'change', 'reason'], ...rows])),
  ];
}

/** The call in the audit record: who did what, to which endpoint, and which PHI fields were touched. No PHI in it. */
export function reportAudit(lines: readonly AuditLine[], zone: string): string[] {
  const rows = lines.map((line) => [
    clock(zone, line.at),
    line.actorType,
    line.action,
    line.outcome,
    line.endpoint ?? '',
    String(line.responseStatus ?? ''),
    String(line.responseTimeMs ?? ''),
    line.phiFields.join(','),
  ]);
  return indent(
    formatTable([['time', 'actor', 'action', 'outcome', 'endpoint', 'status', 'ms', 'PHI fields'], ...rows]),
  );
}

export const reportExpectations = (expectations: readonly Expectation[], paint: Paint): string[] =>
  expectations.map(({ claim, holds }) => `  ${holds ? paint('green', '✓') : paint('red', '✗')} ${claim}`);

/** Where Temporal's UI shows a workflow; its id holds a slash, which must not look like a part of the path. */
export const workflowUrl = (uiUrl: string, namespace: string, workflowId: string): string =>
  `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;

import type { OpenState } from '../availability/opening-hours';
import type { Language } from '../language';
import type { ReasonKind } from './reason-kind';

/** When somebody is at a destination, by the practice's hours. */
export const DESTINATION_HOURS = ['open', 'closed', 'always'] as const;
export type DestinationHours = (typeof DESTINATION_HOURS)[number];

/** A place where callers find a person, as the practice has set it. */
export interface TransferDestination {
  /** An id of ours, for the audit record. */
  readonly id: string;
  /** E.164. */
  readonly number: string;
  readonly extension: string | null;
  /** Null: any. */
  readonly language: Language | null;
  /** Null: any. */
  readonly reason: ReasonKind | null;
  readonly hours: DestinationHours;
}

/** Where a caller is put through to. `id` is null for the front desk, which has no row of its own. */
export type Destination = Pick<TransferDestination, 'number' | 'extension'> & { readonly id: string | null };

export interface DestinationWanted {
  readonly reason: ReasonKind;
  readonly language: Language;
  /** `unknown` keeps nobody from a person: a call that is not answered becomes a task all the same. */
  readonly state: OpenState;
}

const isStaffed = (hours: DestinationHours, state: OpenState): boolean =>
  hours === 'always' || hours === (state === 'closed' ? 'closed' : 'open');

const rankOf = ({ reason, language }: TransferDestination): number =>
  (reason === null ? 0 : 2) + (language === null ? 0 : 1);

/** The one that names the most of what is wanted, its reason before its language; among equals the first. */
const mostExact = (fitting: readonly TransferDestination[]): TransferDestination | undefined =>
  fitting.reduce<TransferDestination | undefined>(
    (best, each) => (best === undefined || rankOf(each) > rankOf(best) ? each : best),
    undefined,
  );

const toDestination = ({ id, number, extension }: TransferDestination): Destination => ({ id, number, extension });

/**
 * Where a caller finds a person now; null: nowhere. The front desk is there for all while the practice is open. In an
 * emergency anybody is better than nobody: then it may be one who speaks another language, and where the hours are not
 * known, one who is there when the practice is closed.
 * @param destinations in the practice's own order
 */
export function chooseDestination(
  destinations: readonly TransferDestination[],
  frontDeskNumber: string | null,
  { reason, language, state }: DestinationWanted,
): Destination | null {
  const forReason = destinations.filter((each) => each.reason === null || each.reason === reason);
  const staffed = forReason.filter(({ hours }) => isStaffed(hours, state));
  const best = mostExact(staffed.filter((each) => each.language === null || each.language === language));
  if (best !== undefined) return toDestination(best);
  if (frontDeskNumber !== null && state !== 'closed') return { id: null, number: frontDeskNumber, extension: null };
  if (reason !== 'emergency') return null;
  const any = mostExact(state === 'unknown' ? forReason : staffed);
  return any === undefined ? null : toDestination(any);
}

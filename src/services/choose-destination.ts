import type { AuditRow } from '../audit/events';
import type { AuditedAct, AuditScope } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { Language } from '../domain/language';
import { chooseDestination, type Destination } from '../domain/transfer/destination';
import type { ReasonKind } from '../domain/transfer/reason-kind';
import type { Database } from '../persistence/database';
import type { Practice } from '../persistence/practices';
import { listTransferDestinations } from '../persistence/transfer-destinations';
import type { OpeningTimesReader } from './opening-times';

export interface DestinationDeps {
  readonly database: Database;
  readonly openingTimes: OpeningTimesReader;
}

/** Who asks for a person, and when. */
export interface DestinationWish {
  readonly reason: ReasonKind;
  readonly language: Language;
  readonly now: Date;
  readonly scope: AuditScope;
}

export interface ChosenDestination {
  /** Null: nobody is there now. */
  readonly destination: Destination | null;
  /** Of the reads that it took, for the next commit. */
  readonly rows: readonly AuditRow[];
}

export type DestinationChooser = (practice: Practice, wish: DestinationWish) => Promise<ChosenDestination>;

/**
 * Where a caller of a practice finds a person, by its hours, by what they want and by their language. A practice that
 * has named nowhere is asked for no hours.
 */
export const createDestinationChooser =
  ({ database, openingTimes }: DestinationDeps): DestinationChooser =>
  async (practice, { reason, language, now, scope }) => {
    const { frontDeskNumber } = practice;
    const destinations = await database.run((manager) => listTransferDestinations(manager, practice));
    if (destinations.length === 0 && frontDeskNumber === null) return { destination: null, rows: [] };
    const { hours, rows } = await openingTimes(practice, scope, now);
    const state = hours?.stateAt(now) ?? 'unknown';
    return { destination: chooseDestination(destinations, frontDeskNumber, { reason, language, state }), rows };
  };

/** A number of the practice goes out and the caller is put through to it; nothing of a patient. */
export const transferAct = ({ id }: Destination): AuditedAct => ({
  action: AuditAction.callTransfer,
  subject: id === null ? 'front-desk' : `destination:${id}`,
  phiFields: [],
});

import type { EntityManager } from 'typeorm';
import type { BlindIndex } from '../../crypto/blind-index';
import type { AuditRow } from '../../audit/events';
import type { AuditedAct, AuditScope } from '../../audit/scope';
import type { BookingReason } from '../../domain/booking/operation';
import type { ChangeSendResult } from '../../domain/changes/steps';
import type { Phi } from '../../domain/phi';
import type { PmsExchange } from '../../domain/pms';
import type { PmsCapabilities, PmsWrite } from '../../domain/pms-capabilities';
import type { MatchKey } from '../../domain/writeback-match/match-keys';
import type { Database } from '../../persistence/database';
import type { PmsChangeEntity } from '../../persistence/entities/pms-change';
import type { PhiCipher } from '../../persistence/phi-cipher';
import type { Practice } from '../../persistence/practices';
import type { StaffTaskKind } from '../../persistence/staff-tasks';
import type { AcceptedWrite } from '../../sikka/accepted-write';
import type { SikkaClient } from '../../sikka/client';
import type { SikkaReply } from '../../sikka/reply';

export interface ChangeDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly sikka: SikkaClient;
  readonly now: () => Date;
}

/** Everything that a step of a change needs to know, read afresh: another step may have moved it. */
export interface ChangeContext {
  readonly change: PmsChangeEntity;
  readonly practice: Practice;
  /** What the practice's software can do; null when it was never asked. */
  readonly capabilities: PmsCapabilities | null;
  /** In the shape of its kind. */
  readonly request: Phi<unknown>;
  readonly manner: ChangeManner;
  readonly scope: AuditScope;
  readonly isPartOfMove: boolean;
}

/** What a last look before sending has found. `rows` are those of the look; they go into the commit that follows. */
export type Look =
  | {
      readonly kind: 'clear';
      readonly rows: readonly AuditRow[];
      readonly send: () => Promise<SikkaReply<AcceptedWrite>>;
    }
  /** Already as it is wanted. */
  | { readonly kind: 'done'; readonly rows: readonly AuditRow[] }
  /** The practice could not be asked; it may be later. */
  | { readonly kind: 'retry'; readonly rows: readonly AuditRow[] }
  /** The practice's software does not take this. */
  | { readonly kind: 'by-staff'; readonly rows: readonly AuditRow[] }
  | { readonly kind: 'failed'; readonly reasonCode: BookingReason; readonly rows: readonly AuditRow[] }
  /** The look has ended the step by itself. */
  | { readonly kind: 'settled'; readonly result: ChangeSendResult };

/** What the practice's own book shows of a change. */
export interface Sight {
  /** `nothing-against`: no proof that it is done, and none that it is not. */
  readonly kind: 'proof' | 'nothing-against' | 'absent' | 'differs';
  readonly rows: readonly AuditRow[];
  /** The id of what was made, where it is seen. */
  readonly createdId?: Phi<string> | null;
}

/** What differs between kinds of changes. */
export interface ChangeManner {
  readonly write: PmsWrite;
  /** How the request stands in the audit record. */
  readonly act: AuditedAct;
  readonly request: Pick<PmsExchange, 'endpoint' | 'method'>;
  /** What people are asked to do where it is not done by us. */
  readonly byHandTask: StaffTaskKind;
  /** The last look before the request leaves. */
  look(deps: ChangeDeps, context: ChangeContext): Promise<Look>;
  /** By what its own write is found among the write-backs; null when it could never have been sent. */
  keyOf(deps: ChangeDeps, context: ChangeContext): Promise<MatchKey | null>;
  /** Reads what the change is about, in the practice's own book. */
  see(deps: ChangeDeps, context: ChangeContext): Promise<Sight>;
  /** What else is true once it is confirmed, in the same transaction; gives the audit rows of it. */
  afterConfirmation(
    tx: EntityManager,
    deps: ChangeDeps,
    context: ChangeContext,
    how: { readonly isByHand: boolean },
  ): Promise<readonly AuditRow[]>;
}

import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../../../audit/append';
import { eventRow, type AuditScope } from '../../../../audit/scope';
import { AuditAction } from '../../../../audit/vocabulary';
import type { BlindIndex } from '../../../../crypto/blind-index';
import { BookingReason } from '../../../../domain/booking/operation';
import type { Phi } from '../../../../domain/phi';
import type { Database } from '../../../../persistence/database';
import type { PmsChangeEntity } from '../../../../persistence/entities/pms-change';
import { isViolationOf } from '../../../../persistence/errors';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import {
  CHANGE_OPERATION_CONSTRAINT,
  findActiveChange,
  getChange,
  storeChange,
  type NewChange,
} from '../../../../persistence/pms-changes';
import { releaseHeldChange } from '../../../../persistence/release-change';
import { openStaffTask, StaffTaskKind } from '../../../../persistence/staff-tasks';
import type { RequestChange } from '../../../../temporal/request-change';
import type { ToolContext } from '../../tool';
import { waitingCall } from './waiting-call';

export interface ChangeDeskDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly requestChange: RequestChange;
  readonly lookupWindowSeconds: number;
}

/** What may be said of a stored change now. `unreachable`: the engine is; nothing was sent, and the staff have a task. */
export type ChangeStanding =
  | { readonly kind: 'sent' | 'confirmed' | 'task' | 'working' | 'unreachable' }
  | { readonly kind: 'not-done'; readonly reasonCode: BookingReason };

/** What belongs to a new change, in the same transaction; the change as it stands then. */
export type AlsoDone = (tx: EntityManager, change: PmsChangeEntity) => Promise<PmsChangeEntity>;

export type ChangeDesk = ReturnType<typeof createChangeDesk>;

/** Stores what a tool is asked to change, and has it carried out. */
export function createChangeDesk({ database, cipher, index, requestChange, lookupWindowSeconds }: ChangeDeskDeps) {
  const transition = (scope: AuditScope, { patientIndex, workflowId }: PmsChangeEntity) =>
    eventRow({ ...scope, patientRef: patientIndex, workflowId }, CHANGE_TRANSITION, 'success');

  const storeOnce = (wanted: NewChange, { trail }: ToolContext, also: AlsoDone): Promise<PmsChangeEntity> =>
    database.transaction(async (tx) => {
      const known = await findActiveChange(tx, wanted.accountId, wanted.operationKey);
      if (known !== null) return known;
      const change = await also(tx, await storeChange(tx, cipher, wanted));
      await appendAudit(tx, [transition(trail.scope, change)]);
      return change;
    });

  /** Nobody can be asked to carry it out. It is let go of, and written down for people in the same commit. */
  const leaveToStaff = (change: PmsChangeEntity, context: ToolContext, details: Phi<string>): Promise<ChangeStanding> =>
    database.transaction(async (tx): Promise<ChangeStanding> => {
      const { accountId, integrationId, id } = change;
      if (!(await releaseHeldChange(tx, change, BookingReason.engineUnavailable))) {
        const { state } = await getChange(tx, accountId, id);
        return { kind: state === 'sent' || state === 'confirmed' ? state : 'working' };
      }
      await openStaffTask(tx, cipher, {
        accountId,
        integrationId,
        subject: { changeId: id },
        kind: StaffTaskKind.checkRequest,
        reasonCode: BookingReason.engineUnavailable,
        details,
        openedAt: context.now,
      });
      await appendAudit(tx, [transition(context.trail.scope, change)]);
      return { kind: 'unreachable' };
    });

  return {
    /** Stores a change, with what belongs to it in the same commit; the same operation again finds its own. */
    async store(
      wanted: NewChange,
      context: ToolContext,
      also: AlsoDone = (_tx, change) => Promise.resolve(change),
    ): Promise<PmsChangeEntity> {
      try {
        return await storeOnce(wanted, context, also);
      } catch (error) {
        // The same was asked for twice at this moment: the other one has stored it.
        if (!isViolationOf(error, CHANGE_OPERATION_CONSTRAINT)) throw error;
        return storeOnce(wanted, context, also);
      }
    },

    /** Has a stored change carried out, and answers with what is true by then. */
    async carryOut(change: PmsChangeEntity, context: ToolContext, details: Phi<string>): Promise<ChangeStanding> {
      const { accountId, integrationId, id: changeId, kind, workflowId, route } = change;
      const answer = await requestChange(
        { kind, workflowId, accountId, integrationId, changeId, route, lookupWindowSeconds },
        waitingCall(index, context),
      );
      if (answer === 'unreachable') return leaveToStaff(change, context, details);
      return answer === 'working' ? { kind: 'working' } : answer;
    },
  };
}

const CHANGE_TRANSITION = { action: AuditAction.changeTransition, phiFields: [] };

import { z } from 'zod';
import { appendAudit } from '../../../../audit/append';
import { eventRow, type AuditScope } from '../../../../audit/scope';
import { AuditAction } from '../../../../audit/vocabulary';
import type { BlindIndex } from '../../../../crypto/blind-index';
import { err, ok } from '../../../../domain/result';
import type { Database } from '../../../../persistence/database';
import { findOperation } from '../../../../persistence/list-bookings';
import type { OperatorDecision, SettleOperation } from '../../../../temporal/settle-operation';
import type { AdminPrincipal } from '../../auth/principal';
import { idParams, notFound, type AdminOutcome } from '../../route';
import { operatorScope } from './operator-scope';

export interface DecideDeps {
  readonly database: Database;
  readonly index: BlindIndex;
  readonly settleOperation: SettleOperation;
}

export const decideInput = z.object({ params: idParams });
export type DecideInput = z.output<typeof decideInput>;

/**
 * Puts on record who has decided what, then tells the workflow. 409 where it waits for nobody (any more): then a second
 * row says that it was not taken. 503 where nobody can say whether it was told; asked again, it is told once.
 */
export async function decideOperation(
  { database, index, settleOperation }: DecideDeps,
  { kind, decision }: { readonly kind: 'booking' | 'change'; readonly decision: OperatorDecision },
  { params: { id } }: DecideInput,
  principal: AdminPrincipal,
): Promise<AdminOutcome> {
  const operation = await database.run((m) => findOperation(m, principal.accounts, kind, id));
  if (operation === null) return err(notFound);
  const { accountId, workflowId } = operation;
  const scope: AuditScope = { ...operatorScope(principal, operation), workflowId };
  const putOnRecord = async (subject: string, outcome: 'success' | 'denied'): Promise<void> => {
    const row = eventRow(scope, { action: AuditAction.operatorDecision, subject, phiFields: [] }, outcome);
    await database.run((m) => appendAudit(m, [row]));
  };
  const subject = `${kind}:${id}:${decision}`;
  await putOnRecord(subject, 'success');
  const by = index('operator', accountId, principal.subject);
  const told = await settleOperation({ workflowId, decision, by, accountId });
  if (told === 'accepted') return ok({ status: 202, body: { id, accepted: true } });
  if (told === 'unreachable') return err({ code: 'unavailable' });
  await putOnRecord(subject, 'denied');
  return err({ code: 'conflict' });
}

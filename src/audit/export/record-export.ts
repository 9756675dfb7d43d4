import { appendAudit, type AuditTransaction } from '../append';
import { SYSTEM_CHAIN } from '../read-rows';
import { BLANK_SCOPE, eventRow } from '../scope';
import { AuditAction, type AuditPurpose } from '../vocabulary';

export interface ExportOrder {
  /** The export's own id. */
  readonly id: string;
  /** Who exports, as an id. */
  readonly madeBy: string;
  /** Who will have it, if somebody else. */
  readonly recipient: string | null;
  readonly purpose: AuditPurpose;
}

/**
 * Puts the export on record in every chain that it will have rows of. Each row is committed when this resolves: `tx` is
 * a connection outside any transaction.
 */
export async function recordExport(
  tx: AuditTransaction,
  { id, madeBy, recipient, purpose }: ExportOrder,
  chains: readonly string[],
): Promise<void> {
  const act = { action: AuditAction.auditExport, purpose, subject: `export:${id}`, phiFields: ['audit'] };
  for (const chain of chains) {
    const accountId = chain === SYSTEM_CHAIN ? null : chain;
    const scope = { ...BLANK_SCOPE, accountId, actorType: 'operator' as const, actorRef: madeBy };
    await appendAudit(tx, [{ ...eventRow(scope, act, 'success'), on_behalf_of: recipient }]);
  }
}

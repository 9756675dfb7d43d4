import { AuditAction } from '../../../../audit/vocabulary';
import { err, ok } from '../../../../domain/result';
import { hasAccount } from '../../../../persistence/integrations';
import { listAuditRows, type AuditRowOfPage } from '../../../../persistence/list-audit-rows';
import { toPage } from '../../../http/page';
import { auditedRead, type AuditedReadDeps } from '../../audited-read';
import { maySeeAccount } from '../../auth/principal';
import { notFound, type AdminRoute } from '../../route';
import { AUDIT_FILTERS, listAuditInput, type ListAuditInput } from './schema';
import { toAuditView } from './view';

export type ListAuditDeps = AuditedReadDeps;

/**
 * `GET /admin/audit`: rows of the audit record, oldest first. That they were read is a row of its own, in the chain of
 * each account that is in the answer; the answer leaves after it.
 */
export function listAudit(deps: ListAuditDeps): AdminRoute<ListAuditInput> {
  return {
    method: 'get',
    path: '/audit',
    roles: ['privacy', 'admin'],
    access: 'audited',
    input: listAuditInput,
    async handle({ query }, principal) {
      const { accountId, callId = null, patientRef = null, from = null, until = null, limit, cursor = null } = query;
      if (accountId !== undefined) {
        const isThere =
          maySeeAccount(principal, accountId) && (await deps.database.run((m) => hasAccount(m, accountId)));
        if (!isThere) return err(notFound);
      }
      const scope = accountId === undefined ? principal.accounts : [accountId];
      const rows = await auditedRead(deps, principal, {
        action: AuditAction.auditRead,
        endpoint: '/admin/audit',
        subject: `by:${AUDIT_FILTERS.filter((name) => query[name] !== undefined).join(',')}`,
        phiFields: ['patient_ref'],
        read: (tx) => listAuditRows(tx, scope, { callId, patientRef, from, until }, { after: cursor, limit }),
        disclosures: (found) => disclosuresOf(found.slice(0, limit), { accountId, patientRef, vapiCallId: callId }),
      });
      return ok({ status: 200, body: toPage(rows, limit, toAuditView) });
    },
  };
}

interface Asked {
  readonly accountId: string | undefined;
  readonly patientRef: string | null;
  readonly vapiCallId: string | null;
}

/**
 * One for each account in the answer. What was asked for is named only where there is such a call or patient: anything
 * may be typed into a filter. That nothing was found is on record too.
 */
function disclosuresOf(found: readonly AuditRowOfPage[], { accountId, patientRef, vapiCallId }: Asked) {
  const accounts = new Set(found.map(({ row }) => row.account_id));
  if (accounts.size === 0) return [{ accountId: accountId ?? null }];
  return [...accounts].map((each) => ({ accountId: each, patientRef, vapiCallId }));
}

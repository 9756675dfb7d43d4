import { appendAudit } from '../../../../audit/append';
import { eventRow } from '../../../../audit/scope';
import { AuditAction } from '../../../../audit/vocabulary';
import { err, ok } from '../../../../domain/result';
import type { Database } from '../../../../persistence/database';
import { findIntegrationById } from '../../../../persistence/integrations';
import {
  listTransferDestinations,
  setTransferDestinations as replace,
} from '../../../../persistence/transfer-destinations';
import { notFound, type AdminRoute } from '../../route';
import { operatorScope } from '../common/operator-scope';
import { setTransferDestinationsInput, type SetTransferDestinationsInput } from './schema';

export interface SetTransferDestinationsDeps {
  readonly database: Database;
}

/**
 * `PUT /admin/integrations/{id}/transfer-destinations`: where callers of a practice find a person, all of it at once. It
 * holds for the very next call, and who has set it is on record: whoever sets a number takes the practice's calls.
 */
export function setTransferDestinations({
  database,
}: SetTransferDestinationsDeps): AdminRoute<SetTransferDestinationsInput> {
  return {
    method: 'put',
    path: '/integrations/:id/transfer-destinations',
    roles: ['admin', 'operator'],
    access: 'no-phi',
    input: setTransferDestinationsInput,
    handle: ({ params: { id }, body: { destinations } }, principal) =>
      database.transaction(async (tx) => {
        const row = await findIntegrationById(tx, principal.accounts, id);
        if (row === null) return err(notFound);
        const ref = { accountId: row.accountId, integrationId: row.id };
        await replace(tx, ref, destinations);
        const items = await listTransferDestinations(tx, ref);
        const subject = `transfer-destinations:${String(items.length)}`;
        const act = { action: AuditAction.staffChannel, subject, phiFields: [] };
        await appendAudit(tx, [eventRow(operatorScope(principal, ref), act, 'success')]);
        return ok({ status: 200, body: { items } });
      }),
  };
}

import { z } from 'zod';
import { err, ok } from '../../../../domain/result';
import type { Database } from '../../../../persistence/database';
import { findIntegrationById } from '../../../../persistence/integrations';
import { listTransferDestinations as list } from '../../../../persistence/transfer-destinations';
import { idParams, notFound, type AdminRoute } from '../../route';

export interface ListTransferDestinationsDeps {
  readonly database: Database;
}

const input = z.object({ params: idParams });

/** `GET /admin/integrations/{id}/transfer-destinations`: where callers find a person, in the practice's order. Numbers of the practice, and nothing of patients. */
export function listTransferDestinations({
  database,
}: ListTransferDestinationsDeps): AdminRoute<z.output<typeof input>> {
  return {
    method: 'get',
    path: '/integrations/:id/transfer-destinations',
    roles: ['admin', 'operator', 'staff'],
    access: 'no-phi',
    input,
    handle: ({ params: { id } }, { accounts }) =>
      database.run(async (manager) => {
        const row = await findIntegrationById(manager, accounts, id);
        if (row === null) return err(notFound);
        const ref = { accountId: row.accountId, integrationId: row.id };
        return ok({ status: 200, body: { items: await list(manager, ref) } });
      }),
  };
}

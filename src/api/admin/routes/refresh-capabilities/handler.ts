import { z } from 'zod';
import type { IntegrationRef } from '../../../../domain/integration-ref';
import { err, ok } from '../../../../domain/result';
import type { Database } from '../../../../persistence/database';
import { findIntegrationById } from '../../../../persistence/integrations';
import { idParams, notFound, type AdminRoute } from '../../route';

export interface RefreshCapabilitiesDeps {
  readonly database: Database;
  /** Starts the reading and does not wait for it. Asked twice, it may be one reading. */
  readonly refreshCapabilities: (ref: IntegrationRef) => Promise<void>;
}

const input = z.object({ params: idParams });

/** `POST /admin/integrations/{id}/refresh-capabilities`: 202, and `refreshedAt` of the integration moves when it is done. */
export function refreshCapabilities(deps: RefreshCapabilitiesDeps): AdminRoute<z.output<typeof input>> {
  return {
    method: 'post',
    path: '/integrations/:id/refresh-capabilities',
    roles: ['admin', 'operator'],
    access: 'no-phi',
    input,
    async handle({ params: { id } }, { accounts }) {
      const row = await deps.database.run((m) => findIntegrationById(m, accounts, id));
      if (row === null) return err(notFound);
      await deps.refreshCapabilities({ accountId: row.accountId, integrationId: row.id });
      return ok({ status: 202, body: { id: row.id } });
    },
  };
}

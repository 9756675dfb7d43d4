import { err, ok } from '../../../../domain/result';
import type { Database } from '../../../../persistence/database';
import { hasAccount, listIntegrations as readIntegrations } from '../../../../persistence/integrations';
import { toPage } from '../../../http/page';
import { maySeeAccount } from '../../auth/principal';
import { notFound, type AdminRoute } from '../../route';
import { toIntegrationView, type ChecksOf } from '../common/integration-view';
import { listIntegrationsInput, type ListIntegrationsInput } from './schema';

export interface ListIntegrationsDeps {
  readonly database: Database;
  readonly now: () => Date;
  readonly checksOf: ChecksOf;
}

/**
 * `GET /admin/integrations`: those of one account, or of all that the token allows. Names of staff and rooms are in the
 * capabilities, but nothing of patients, so no audit row is written.
 */
export function listIntegrations({ database, now, checksOf }: ListIntegrationsDeps): AdminRoute<ListIntegrationsInput> {
  return {
    method: 'get',
    path: '/integrations',
    roles: ['admin', 'operator', 'staff'],
    access: 'no-phi',
    input: listIntegrationsInput,
    async handle({ query: { accountId, limit, cursor } }, principal) {
      if (accountId !== undefined && !maySeeAccount(principal, accountId)) return err(notFound);
      const scope = accountId === undefined ? principal.accounts : [accountId];
      const rows = await database.run((m) => readIntegrations(m, scope, { after: cursor ?? null, limit }));
      if (rows.length === 0 && accountId !== undefined && !(await database.run((m) => hasAccount(m, accountId)))) {
        return err(notFound);
      }
      const askedAt = now();
      return ok({
        status: 200,
        body: toPage(rows, limit, (row) => toIntegrationView(row, checksOf(row, askedAt))),
      });
    },
  };
}

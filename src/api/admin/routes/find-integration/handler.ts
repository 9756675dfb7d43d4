import { z } from 'zod';
import { err, ok } from '../../../../domain/result';
import type { Database } from '../../../../persistence/database';
import { findIntegrationById } from '../../../../persistence/integrations';
import { idParams, notFound, type AdminRoute } from '../../route';
import { toIntegrationView, type ChecksOf } from '../common/integration-view';

export interface FindIntegrationDeps {
  readonly database: Database;
  readonly now: () => Date;
  readonly checksOf: ChecksOf;
}

const input = z.object({ params: idParams });

/** `GET /admin/integrations/{id}`. Nothing of patients is in the answer, so no audit row is written. */
export function findIntegration({ database, now, checksOf }: FindIntegrationDeps): AdminRoute<z.output<typeof input>> {
  return {
    method: 'get',
    path: '/integrations/:id',
    roles: ['admin', 'operator', 'staff'],
    access: 'no-phi',
    input,
    async handle({ params: { id } }, { accounts }) {
      const row = await database.run((m) => findIntegrationById(m, accounts, id));
      if (row === null) return err(notFound);
      return ok({ status: 200, body: toIntegrationView(row, checksOf(row, now())) });
    },
  };
}

import { z } from 'zod';
import { err, ok } from '../../../../domain/result';
import { findIntegrationById } from '../../../../persistence/integrations';
import {
  verifyStaffChannel as verify,
  type VerifyChannelDeps,
} from '../../../../services/staff-notices/verify-channel';
import { idParams, notFound, type AdminRoute } from '../../route';
import { operatorScope } from '../common/operator-scope';

export type VerifyStaffChannelDeps = VerifyChannelDeps;

const CODE_ERROR = 'must be the six digits that were texted';

const input = z.object({
  params: idParams,
  body: z.strictObject({ code: z.string({ error: CODE_ERROR }).regex(/^\d{6}$/, { error: CODE_ERROR }) }),
});

/**
 * `POST /admin/integrations/{id}/staff-channel/verify`: the code that was texted proves the number. 409 where there is
 * none to try any more: too old, or tried too often.
 */
export function verifyStaffChannel(deps: VerifyStaffChannelDeps): AdminRoute<z.output<typeof input>> {
  return {
    method: 'post',
    path: '/integrations/:id/staff-channel/verify',
    roles: ['admin', 'operator'],
    access: 'no-phi',
    input,
    async handle({ params: { id }, body: { code } }, principal) {
      const row = await deps.database.run((m) => findIntegrationById(m, principal.accounts, id));
      if (row === null) return err(notFound);
      const ref = { accountId: row.accountId, integrationId: row.id };
      switch (await verify(deps, ref, code, operatorScope(principal, ref))) {
        case 'verified':
          return ok({ status: 200, body: { id: row.id, verified: true } });
        case 'wrong-code':
          return err({
            code: 'invalid-input',
            errors: [{ field: 'code', problem: 'is not the code that was texted' }],
          });
        case 'no-code':
          return err({ code: 'conflict' });
        case 'no-channel':
          return err(notFound);
      }
    },
  };
}

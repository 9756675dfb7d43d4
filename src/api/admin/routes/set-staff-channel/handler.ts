import { err, ok } from '../../../../domain/result';
import { findIntegrationById } from '../../../../persistence/integrations';
import {
  setStaffChannel as setChannel,
  type ChannelNotSet,
  type SetChannelDeps,
} from '../../../../services/staff-notices/set-channel';
import { notFound, type AdminProblem, type AdminRoute } from '../../route';
import { operatorScope } from '../common/operator-scope';
import { setStaffChannelInput, type SetStaffChannelInput } from './schema';

export type SetStaffChannelDeps = SetChannelDeps;

/**
 * `PUT /admin/integrations/{id}/staff-channel`: where the practice's people are told of their tasks. 202, and a code is on
 * its way to the number; 200 where this very number is verified already.
 */
export function setStaffChannel(deps: SetStaffChannelDeps): AdminRoute<SetStaffChannelInput> {
  return {
    method: 'put',
    path: '/integrations/:id/staff-channel',
    roles: ['admin', 'operator'],
    access: 'no-phi',
    input: setStaffChannelInput,
    async handle({ params: { id }, body: { kind, number } }, principal) {
      const row = await deps.database.run((m) => findIntegrationById(m, principal.accounts, id));
      if (row === null) return err(notFound);
      const ref = { accountId: row.accountId, integrationId: row.id };
      const outcome = await setChannel(deps, ref, number, operatorScope(principal, ref));
      if (!outcome.ok) return err(PROBLEMS[outcome.error]);
      const channel = outcome.value;
      if (channel.kind === 'verified') return ok({ status: 200, body: { id: row.id, kind, verified: true } });
      const { codeExpiresAt } = channel;
      return ok({ status: 202, body: { id: row.id, kind, verified: false, codeExpiresAt } });
    },
  };
}

const ofNumber = (problem: string): AdminProblem => ({ code: 'invalid-input', errors: [{ field: 'number', problem }] });

const PROBLEMS: Readonly<Record<ChannelNotSet, AdminProblem>> = {
  'not-configured': { code: 'not-configured' },
  'too-soon': { code: 'rate-limited' },
  'opted-out': ofNumber('has asked for no texts; START, texted from it, takes that back'),
  'not-a-text-number': ofNumber('takes no texts'),
  unavailable: { code: 'unavailable' },
};

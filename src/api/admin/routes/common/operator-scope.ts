import { BLANK_SCOPE, type AuditScope } from '../../../../audit/scope';
import type { AdminPrincipal } from '../../auth/principal';

/** Whose audit rows of what a principal does to something of an account. */
export const operatorScope = (
  { subject: actorRef, traceId = null }: Pick<AdminPrincipal, 'subject' | 'traceId'>,
  { accountId, integrationId }: { readonly accountId: string | null; readonly integrationId: string | null },
): AuditScope => ({ ...BLANK_SCOPE, accountId, integrationId, actorType: 'operator', actorRef, traceId });

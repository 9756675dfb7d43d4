import type { Response } from 'express';
import { z } from 'zod';
import type { AccountScope } from '../../../persistence/integrations';

/** What somebody may do. `staff` are people of a practice; the others work for us. */
export const AdminRole = { admin: 'admin', operator: 'operator', privacy: 'privacy', staff: 'staff' } as const;
export type AdminRole = (typeof AdminRole)[keyof typeof AdminRole];

export const ADMIN_ROLES: readonly AdminRole[] = Object.values(AdminRole);

/** Somebody who has proved who they are. */
export interface AdminPrincipal {
  /** The token's `sub`: an id of the identity provider, for audit rows. */
  readonly subject: string;
  readonly roles: readonly AdminRole[];
  readonly accounts: AccountScope;
  /** Of the request, for its audit rows; no claim of the token. */
  readonly traceId?: string | null;
}

/** The token's word for every account. */
export const ALL_ACCOUNTS = '*';

/**
 * The claims that make a principal of a verified token. Roles of other systems are passed over; a role of ours that is
 * missing is a 403 later. Staff alone never have every account: such a token is a mistake of its issuer, and refused.
 */
export const principalClaims = z
  .object({
    sub: z.string().min(1).max(200),
    // JSON's 1e999 is read as Infinity, a token without an end.
    exp: z.number(),
    roles: z.array(z.string()).transform((roles) => ADMIN_ROLES.filter((role) => roles.includes(role))),
    accounts: z.array(z.union([z.literal(ALL_ACCOUNTS), z.guid().toLowerCase()])),
  })
  .transform(({ sub, roles, accounts }): AdminPrincipal => ({
    subject: sub,
    roles,
    accounts: accounts.includes(ALL_ACCOUNTS) ? ALL_ACCOUNTS : accounts,
  }))
  .refine(mayHaveAccounts);

/** Whether the roles may come with the accounts: every account is for people of ours only. */
export function mayHaveAccounts({ roles, accounts }: Pick<AdminPrincipal, 'roles' | 'accounts'>): boolean {
  return accounts !== ALL_ACCOUNTS || !roles.every((role) => role === AdminRole.staff);
}

/** Whether the account is among those that the principal may see. */
export const maySeeAccount = ({ accounts }: AdminPrincipal, accountId: string): boolean =>
  accounts === ALL_ACCOUNTS || accounts.includes(accountId);

export function setPrincipal(res: Pick<Response, 'locals'>, principal: AdminPrincipal): void {
  res.locals['principal'] = principal;
}

/** Who is asking. Throws where `authenticateAdmin` has not run, which is a mistake in the order of middleware. */
export function principalOf(res: Pick<Response, 'locals'>): AdminPrincipal {
  const principal = res.locals['principal'] as AdminPrincipal | undefined;
  if (principal === undefined) throw new Error('authenticateAdmin must run before');
  return principal;
}

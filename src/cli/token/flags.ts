import { parseArgs } from 'node:util';
import { ADMIN_ROLES, ALL_ACCOUNTS, mayHaveAccounts, type AdminRole } from '../../api/admin/auth/principal';
import { err, ok, type Result } from '../../domain/result';
import type { AccountScope } from '../../persistence/integrations';

export interface TokenRequest {
  readonly roles: readonly AdminRole[];
  readonly accounts: AccountScope;
  /** The token's `sub`. */
  readonly subject: string;
  readonly lifetimeMinutes: number;
}

export type TokenFlags = { readonly kind: 'help' } | ({ readonly kind: 'make' } & TokenRequest);

const MAX_MINUTES = 1_440;
const ACCOUNT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const USAGE = `Usage: npm run --silent token -- --role ROLE [FLAGS]

Prints a token for /admin, signed with ADMIN_JWT_SECRET or with the secret of the development stack (npm run dev).

  --role ROLE     ${ADMIN_ROLES.join(', ')}; several times for several roles
  --account ID    an account that the token is for; several times for several accounts; '*' is every account.
                  Without it: every account, except for staff, who must be given theirs
  --sub NAME      whom the token names; "dev" unless said
  --minutes N     how long it lives, 1 to ${MAX_MINUTES}; 60 unless said
  --help          this text

As a header:  curl -H "Authorization: Bearer $(npm run --silent token -- --role operator)" ...`;

/** The flags of `npm run token -- ...`, or what is wrong with them. */
export function parseFlags(args: readonly string[]): Result<TokenFlags, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        role: { type: 'string', multiple: true, default: [] },
        account: { type: 'string', multiple: true, default: [] },
        sub: { type: 'string', default: 'dev' },
        minutes: { type: 'string', default: '60' },
      },
      allowPositionals: false,
    });
    return values.help ? ok({ kind: 'help' }) : toRequest(values);
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}

function toRequest(values: {
  readonly role: readonly string[];
  readonly account: readonly string[];
  readonly sub: string;
  readonly minutes: string;
}): Result<TokenFlags, string> {
  const roles = ADMIN_ROLES.filter((role) => values.role.includes(role));
  const unknown = values.role.find((role) => !ADMIN_ROLES.some((known) => known === role));
  if (unknown !== undefined) return err(`There is no role "${unknown}". These are: ${ADMIN_ROLES.join(', ')}.`);
  if (roles.length === 0) return err('--role is missing.');

  const wrong = values.account.find((account) => account !== ALL_ACCOUNTS && !ACCOUNT_ID.test(account));
  if (wrong !== undefined) return err(`--account must be an account's id or '*' (in quotes), not "${wrong}".`);
  const isForAll = values.account.length === 0 || values.account.includes(ALL_ACCOUNTS);
  const accounts = isForAll ? ALL_ACCOUNTS : values.account;
  if (!mayHaveAccounts({ roles, accounts })) return err('Staff must be given their accounts: --account ID.');

  const lifetimeMinutes = /^\d{1,4}$/.test(values.minutes) ? Number(values.minutes) : 0;
  if (lifetimeMinutes < 1 || lifetimeMinutes > MAX_MINUTES) {
    return err(`--minutes must be a whole number from 1 to ${MAX_MINUTES}.`);
  }
  if (values.sub.trim() === '' || values.sub.length > 200)
    return err('--sub must be a name of at most 200 characters.');
  return ok({ kind: 'make', roles, accounts, subject: values.sub, lifetimeMinutes });
}

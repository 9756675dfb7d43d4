import type { DataSource, EntityManager } from 'typeorm';
import { scramVerifier } from './scram-verifier';

/** The role of api and worker: of the audit record they may read and append, nothing else. */
export const APPLICATION_ROLE = 'parlae_app';

export type LoginResult = 'one-login' | 'no-roles' | 'created' | 'granted' | 'unchanged';

/**
 * Grants the roles what they may do, tables of new migrations included, and makes the processes' login a member of
 * theirs; a login that is not there is made, where the owner may. Safe to repeat.
 * @param owner signed in as the login that migrates
 * @param applicationUrl the processes' own URL; with the owner's user, one login does all
 */
export async function grantRoles(owner: DataSource, applicationUrl: string | null): Promise<LoginResult> {
  await owner.query('SELECT parlae_grant_roles()');
  const url = applicationUrl === null ? null : new URL(applicationUrl);
  const login = url === null ? '' : decodeURIComponent(url.username);
  const [known] = await owner.query<{ me: string; hasRole: boolean; hasLogin: boolean; isMember: boolean }[]>(
    `SELECT current_user AS me,
            EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS "hasRole",
            EXISTS (SELECT FROM pg_roles WHERE rolname = $2) AS "hasLogin",
            EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles l ON l.oid = m.member
                     WHERE r.rolname = $1 AND l.rolname = $2) AS "isMember"`,
    [APPLICATION_ROLE, login],
  );
  if (known === undefined || url === null || login === '' || login === known.me) return 'one-login';
  if (!known.hasRole) return 'no-roles';
  if (known.isMember) return 'unchanged';
  await owner.transaction(async (tx) => {
    // Two migrations of this database at once make one login.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('parlae_grant_roles'))`);
    if (!known.hasLogin) await createLogin(tx, login, decodeURIComponent(url.password));
    await execute(tx, `format('GRANT %I TO %I', $1::text, $2::text)`, [APPLICATION_ROLE, login]);
  });
  return known.hasLogin ? 'granted' : 'created';
}

const createLogin = (tx: EntityManager, login: string, password: string): Promise<void> =>
  execute(tx, `format('CREATE ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)`, [login, scramVerifier(password)]);

/** Statements about roles take no parameters: Postgres itself puts the names in, quoted. */
async function execute(tx: EntityManager, statement: string, parameters: string[]): Promise<void> {
  const [row] = await tx.query<{ sql: string }[]>(`SELECT ${statement} AS sql`, parameters);
  if (row !== undefined) await tx.query(row.sql);
}

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSigningKeys } from '../../api/admin/auth/signing-keys';
import { createTokenVerifier } from '../../api/admin/auth/verify-token';
import { Secret } from '../../domain/secret';
import { runToken } from './run-token';

const NOW_MS = Date.parse('2031-03-04T12:00:00Z');
const SECRET = 'invented-secret-of-32-characters';
const SAVED = 'saved-invented-secret-of-development';
const ACCOUNT = '0a0a0a0a-0000-4000-8000-00000000000a';

let projectDir: string;
beforeEach(() => {
  projectDir = mkdtempSync(path.join(tmpdir(), 'parlae-token-'));
});
afterEach(() => {
  rmSync(projectDir, { recursive: true });
});

async function run(args: readonly string[], processEnv: NodeJS.ProcessEnv = {}) {
  const [printed, complaints]: [string[], string[]] = [[], []];
  const code = await runToken(args, {
    projectDir,
    processEnv: { DATA_DIR: projectDir, ...processEnv },
    nowMs: NOW_MS,
    print: (line) => void printed.push(line),
    complain: (line) => void complaints.push(line),
  });
  return { code, printed, complaints: complaints.join('\n') };
}

/** What the api would make of the token, `afterMinutes` later. */
function present(token: string | undefined, secret = SECRET, { afterMinutes = 0, name = 'parlae-dev' } = {}) {
  const config = { mode: 'secret', secret: new Secret(secret), issuer: name, audience: name } as const;
  return createTokenVerifier(config, createSigningKeys(config), () => NOW_MS + afterMinutes * 60_000)(token ?? '');
}
const principal = (value: object) => ({ ok: true, value: expect.objectContaining(value) });
const saveSecrets = (text: string) => {
  writeFileSync(path.join(projectDir, 'dev-secrets.json'), text);
};

it('prints a token that the api accepts, and nothing else', async () => {
  const { code, printed, complaints } = await run(['--role', 'operator'], { ADMIN_JWT_SECRET: SECRET });
  expect([code, printed.length, complaints]).toEqual([0, 1, '']);
  expect(await present(printed[0])).toEqual(principal({ subject: 'dev', roles: ['operator'], accounts: '*' }));
});

it('makes it for the roles, the accounts and the name that it is told', async () => {
  const args = ['--role', 'staff', '--role', 'privacy', '--account', ACCOUNT, '--sub', 'pat'];
  const { printed } = await run(args, { ADMIN_JWT_SECRET: SECRET });
  const expected = { subject: 'pat', roles: ['privacy', 'staff'], accounts: [ACCOUNT] };
  expect(await present(printed[0])).toEqual(principal(expected));
});

it('makes it for as long as it is told', async () => {
  const { printed } = await run(['--role', 'admin', '--minutes', '5'], { ADMIN_JWT_SECRET: SECRET });
  expect(await present(printed[0], SECRET, { afterMinutes: 5 })).toMatchObject({ ok: true });
  expect(await present(printed[0], SECRET, { afterMinutes: 6 })).toMatchObject({ ok: false });
});

it('signs with the secret that the development stack saved, without being told of it', async () => {
  saveSecrets(JSON.stringify({ ADMIN_JWT_SECRET: SAVED, INDEX_KEY: 'invented' }));
  const { printed } = await run(['--role', 'admin']);
  expect(await present(printed[0], SAVED)).toMatchObject({ ok: true });
});

it('prefers what is in the environment, or in .env', async () => {
  saveSecrets(JSON.stringify({ ADMIN_JWT_SECRET: SAVED }));
  writeFileSync(
    path.join(projectDir, '.env'),
    `ADMIN_JWT_SECRET=${SECRET}\nADMIN_JWT_ISSUER=own\nADMIN_JWT_AUDIENCE=own\n`,
  );
  const { printed } = await run(['--role', 'admin']);
  expect(await present(printed[0], SECRET, { name: 'own' })).toMatchObject({ ok: true });
});

it.each([
  ['in production', { NODE_ENV: 'production', ADMIN_JWT_SECRET: SECRET }, 'in production'],
  ['in an environment that nobody knows', { NODE_ENV: 'staging', ADMIN_JWT_SECRET: SECRET }, 'in production'],
  ['where an identity provider signs', { ADMIN_JWKS_URL: 'https://login.example.com/jwks.json' }, 'ADMIN_JWKS_URL'],
  ['without a secret', {}, 'npm run dev'],
  ['with a secret that is too short', { ADMIN_JWT_SECRET: 'short' }, 'at least 32 characters'],
])('refuses %s with 78, says why, and makes no secret', async (_where, env, why) => {
  const { code, printed, complaints } = await run(['--role', 'admin'], env);
  expect([code, printed]).toEqual([78, []]);
  expect(complaints).toContain(why);
  expect(complaints).not.toContain(SECRET);
  expect(readdirSync(projectDir)).toEqual([]);
});

it('refuses saved secrets that are unreadable', async () => {
  saveSecrets('{');
  expect(await run(['--role', 'admin'])).toMatchObject({ code: 78, complaints: expect.stringContaining('unreadable') });
});

it.each([
  ['no role', [], '--role is missing'],
  ['a role that is none', ['--role', 'owner'], 'There is no role "owner"'],
  ['an account that is no id', ['--role', 'admin', '--account', 'mine'], '--account must be'],
  ['staff without an account', ['--role', 'staff'], 'Staff must be given'],
  ['staff of every account', ['--role', 'staff', '--account', '*'], 'Staff must be given'],
  ['no time', ['--role', 'admin', '--minutes', '0'], '--minutes must be'],
  ['too long a time', ['--role', 'admin', '--minutes', '1441'], '--minutes must be'],
  ['half a minute', ['--role', 'admin', '--minutes', '0.5'], '--minutes must be'],
  ['no name', ['--role', 'admin', '--sub', ' '], '--sub must be'],
  ['a flag that is none', ['--roles', 'admin'], 'Usage:'],
])('answers %s with 2 and the usage', async (_what, args, why) => {
  const { code, printed, complaints } = await run(args, { ADMIN_JWT_SECRET: SECRET });
  expect([code, printed]).toEqual([2, []]);
  expect(complaints).toContain(why);
  expect(complaints).toContain('Usage:');
});

it('explains itself', async () => {
  expect(await run(['--help'])).toMatchObject({ code: 0, printed: [expect.stringContaining('Usage:')] });
});

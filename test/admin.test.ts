import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { authenticateAdmin } from '../src/api/admin/auth';
import type { AdminPrincipal } from '../src/api/admin/auth/principal';
import { createAdminRouter } from '../src/api/admin/router';
import { handleErrors } from '../src/api/http/errors';
import { signToken } from '../src/cli/token/sign-token';
import { Secret } from '../src/domain/secret';
import { pmsCapabilitiesSchema, pmsFreshnessSchema } from '../src/domain/pms-capabilities';
import { Database } from '../src/persistence/database';
import { checksOf } from '../src/services/capabilities/checks';
import { createTestDatabase, type TestDatabase } from './support/database';

const NOW = new Date('2031-03-04T12:00:00Z');
const REFRESHED_AT = '2031-03-04T03:00:00.000Z';
const CONFIG = {
  mode: 'secret',
  secret: new Secret('invented-secret-of-32-characters'),
  issuer: 'parlae-test',
  audience: 'parlae-test',
} as const;
const CAPABILITIES = pmsCapabilitiesSchema.parse({
  writes: {
    'book-appointment': 'supported',
    'change-appointment-status': 'unproven',
    'reschedule-appointment': 'unproven',
    'create-patient': 'supported',
    'update-patient': 'unsupported',
    'add-note': 'unsupported',
  },
  statusWords: ['Scheduled', 'Cancelled'],
  cancelWord: 'Cancelled',
  providers: [{ providerId: 'DOC1', name: 'Dr. Invented', isBookable: true }],
  operatories: [],
  appointmentTypes: [],
  hasSlots: false,
});
const FRESHNESS = pmsFreshnessSchema.parse({
  pmsRefreshedAt: '2031-03-04T02:00:00Z',
  insertedAt: null,
  syncStatus: 'refresh',
  utilityHasError: false,
  utilityIsInactive: false,
  refreshIntervalMinutes: 1_440,
  isInsertInProgress: false,
});

interface View {
  id: string;
  accountId: string;
}
interface ListBody {
  items: View[];
  nextCursor: string | null;
}

describe('the integrations of the admin API', () => {
  let database: TestDatabase;
  let server: Server;
  let refreshed: unknown[];
  const failures: unknown[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    const app = express();
    const router = createAdminRouter({
      authenticate: authenticateAdmin(CONFIG, { nowMs: () => NOW.getTime(), onRefused: () => undefined }),
      database: new Database(database.admin),
      cipher: {
        seal: () => Promise.reject(new Error('nothing is sealed here')),
        open: () => Promise.reject(new Error('nothing is opened here')),
      },
      now: () => NOW,
      checksOf,
      refreshCapabilities: (ref) => {
        refreshed.push(ref);
        return Promise.resolve();
      },
      index: () => '',
      texts: null,
      newChannelCode: () => '000000',
      settleOperation: () => Promise.reject(new Error('nothing is decided here')),
    });
    app.use('/admin', router);
    app.use(handleErrors({ error: (fields: unknown) => void failures.push(fields) }));
    server = app.listen(0, '127.0.0.1');
  });
  beforeEach(async () => {
    refreshed = [];
    await database.query('DELETE FROM pms_capabilities');
    await database.query('DELETE FROM pms_integrations');
  });
  afterEach(() => {
    expect(failures.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await database.drop();
  });

  async function ask(path: string, who: Partial<AdminPrincipal> | null, method = 'GET') {
    const principal = { roles: ['operator' as const], accounts: '*' as const, subject: 'user-1', ...who };
    const token = await signToken(CONFIG, { ...principal, lifetimeMinutes: 5 }, NOW.getTime());
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/admin${path}`, {
      method,
      headers: who === null ? {} : { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'));
    return { status: response.status, headers, text, json: () => JSON.parse(text) as unknown };
  }
  const list = async (query: string, who: Partial<AdminPrincipal> = {}): Promise<ListBody> =>
    (await ask(`/integrations${query}`, who)).json() as ListBody;
  const idsOf = ({ items }: ListBody) => items.map(({ id }) => id);

  async function addAccount(): Promise<string> {
    const id = randomUUID();
    await database.query(
      `INSERT INTO accounts (id, name, time_zone, data_key_id, wrapped_data_key) VALUES ($1, 'Invented', 'UTC', 'k', '')`,
      [id],
    );
    return id;
  }

  async function addIntegration(accountId: string, createdAt = '2031-01-01T00:00:00Z'): Promise<string> {
    const id = randomUUID();
    await database.query(
      `INSERT INTO pms_integrations (id, account_id, office_id, practice_id, cust_id, practice_name, pms_type,
           pms_version, time_zone, status, mode, secret_arn, created_at)
         VALUES ($1, $2, $3, '1', 'C1', 'Invented Dental', 'Dentrix', '23', 'UTC', 'active', 'shadow', 'arn:invented', $4)`,
      [id, accountId, id.slice(0, 8), createdAt],
    );
    return id;
  }
  const addCapabilities = (accountId: string, id: string, capabilities: unknown) =>
    database.query(
      `INSERT INTO pms_capabilities (integration_id, account_id, capabilities, freshness, refreshed_at)
         VALUES ($1, $2, $3, $4, $5)`,
      [id, accountId, JSON.stringify(capabilities), JSON.stringify(FRESHNESS), REFRESHED_AT],
    );

  it('show the link, what the software can do, how fresh its data is, and the checks: no more than that', async () => {
    const accountId = await addAccount();
    const id = await addIntegration(accountId);
    await addCapabilities(accountId, id, CAPABILITIES);
    const stored = { capabilities: CAPABILITIES, freshness: FRESHNESS };
    const expected = {
      id,
      accountId,
      officeId: id.slice(0, 8),
      practiceId: '1',
      practiceName: 'Invented Dental',
      pmsType: 'Dentrix',
      pmsVersion: '23',
      status: 'active',
      statusReason: null,
      mode: 'shadow',
      ...stored,
      checks: checksOf({ ...stored, status: 'active', statusReason: null, requestKey: undefined }, NOW),
      refreshedAt: REFRESHED_AT,
    };
    expect((await ask(`/integrations/${id}`, {})).json()).toEqual(expected);
    expect(await list(`?accountId=${accountId}`)).toEqual({ items: [expected], nextCursor: null });
  });

  it('show how the key of their office stands, and of no other office', async () => {
    const accountId = await addAccount();
    const [id, other] = [await addIntegration(accountId), await addIntegration(accountId)];
    await database.query(
      `INSERT INTO office_request_keys (account_id, office_id, version, expires_at) VALUES ($1, $2, 1, $3)`,
      [accountId, id.slice(0, 8), new Date(NOW.getTime() + 60_000)],
    );
    const valid = expect.objectContaining({ name: 'request-key', status: 'ok' });
    expect((await ask(`/integrations/${id}`, {})).json()).toMatchObject({ checks: expect.arrayContaining([valid]) });
    expect((await ask(`/integrations/${other}`, {})).text).not.toContain('request-key');
  });

  it.each([
    ['never asked', () => Promise.resolve()],
    [
      'kept in a form that is no longer read',
      (account: string, id: string) => addCapabilities(account, id, { old: 1 }),
    ],
  ])('show no capabilities where they were %s', async (_what, add) => {
    const accountId = await addAccount();
    const id = await addIntegration(accountId);
    await add(accountId, id);
    expect((await ask(`/integrations/${id}`, {})).json()).toMatchObject({ id, capabilities: null });
  });

  it.each([
    ['GET', '', 'admin', 200],
    ['GET', '', 'operator', 200],
    ['GET', '', 'staff', 200],
    ['GET', '', 'privacy', 403],
    ['GET', '/:id', 'admin', 200],
    ['GET', '/:id', 'operator', 200],
    ['GET', '/:id', 'staff', 200],
    ['GET', '/:id', 'privacy', 403],
    ['POST', '/:id/refresh-capabilities', 'admin', 202],
    ['POST', '/:id/refresh-capabilities', 'operator', 202],
    ['POST', '/:id/refresh-capabilities', 'staff', 403],
    ['POST', '/:id/refresh-capabilities', 'privacy', 403],
  ] as const)('answer %s /integrations%s to the role %s with %i', async (method, path, role, status) => {
    const accountId = await addAccount();
    const id = await addIntegration(accountId);
    const who = { roles: [role], accounts: [accountId] };
    const answer = await ask(`/integrations${path.replace(':id', id)}`, who, method);
    expect(answer.status).toBe(status);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(refreshed).toEqual(status === 202 ? [{ accountId, integrationId: id }] : []);
  });

  it('of another account are answered like none at all, to the byte', async () => {
    const [own, foreign] = [await addAccount(), await addAccount()];
    const id = await addIntegration(foreign);
    const who = { accounts: [own] };
    const unknown = randomUUID();
    const pairs = [
      ['GET', `/integrations/${id}`, `/integrations/${unknown}`],
      ['GET', `/integrations/${id.toUpperCase()}`, '/integrations/no-id'],
      ['GET', `/integrations?accountId=${foreign}`, `/integrations?accountId=${unknown}`],
      ['POST', `/integrations/${id}/refresh-capabilities`, `/integrations/${unknown}/refresh-capabilities`],
    ] as const;
    for (const [method, foreignPath, unknownPath] of pairs) {
      const [there, nowhere] = [await ask(foreignPath, who, method), await ask(unknownPath, who, method)];
      expect(there.status).toBe(404);
      expect([there.text, there.headers]).toEqual([nowhere.text, nowhere.headers]);
    }
    expect(await list('', who)).toEqual({ items: [], nextCursor: null });
    expect(refreshed).toEqual([]);
  });

  it('are those of every account that the token names, and of no other', async () => {
    const accounts = [await addAccount(), await addAccount(), await addAccount()];
    const ids: string[] = [];
    for (const account of accounts) ids.push(await addIntegration(account));
    expect(idsOf(await list('', { accounts: accounts.slice(0, 2) })).sort()).toEqual(ids.slice(0, 2).sort());
    expect(idsOf(await list('')).sort()).toEqual([...ids].sort());
    expect(idsOf(await list('', { accounts: [] }))).toEqual([]);
    expect(idsOf(await list(`?accountId=${accounts[2]}`))).toEqual([ids[2]]);
  });

  it('of an account without any are an empty list, and of no account a 404, to someone who may see all', async () => {
    const accountId = await addAccount();
    expect(await list(`?accountId=${accountId}`)).toEqual({ items: [], nextCursor: null });
    expect((await ask(`/integrations?accountId=${randomUUID()}`, {})).status).toBe(404);
  });

  it('are paged without loss or repeat, in microseconds and in ties, while more are added', async () => {
    const [accountId, other] = [await addAccount(), await addAccount()];
    const instants = ['00.000001', ...Array<string>(9).fill('00.000002'), '00.000999', '00.001', '01'];
    const before: string[] = [];
    for (const seconds of instants) {
      before.push(await addIntegration(accountId, `2031-01-01T00:00:${seconds}Z`));
      await addIntegration(other, `2031-01-01T00:00:${seconds}Z`);
    }
    const added: string[] = [];
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null && seen.length < 50) {
      const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: ListBody = await list(`?limit=2${from}`, { accounts: [accountId] });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...idsOf(page));
      cursor = page.nextCursor;
      // One long before everything, which is missed; a few after it, which are met.
      await addIntegration(accountId, '2030-01-01T00:00:00Z');
      if (added.length < 3) added.push(await addIntegration(accountId, `2031-02-0${added.length + 1}T00:00:00Z`));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(new Set(seen.slice(0, before.length))).toEqual(new Set(before));
    expect(seen.slice(before.length)).toEqual(added);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=nothing', 'cursor'],
    ['accountId=mine', 'accountId'],
    ['acountId=x', 'acountId'],
  ])('refuse ?%s and name the field', async (query, field) => {
    const { status, json } = await ask(`/integrations?${query}`, {});
    expect(status).toBe(400);
    expect(json()).toMatchObject({
      type: 'urn:parlae:problem:invalid-input',
      errors: [{ field, problem: expect.any(String) }],
    });
  });

  it('tell a stranger nothing, not even which paths there are', async () => {
    const answers = await Promise.all([
      ask('/integrations', null),
      ask('/nothing', null),
      ask('/integrations', null, 'DELETE'),
    ]);
    for (const { status, text } of answers) expect([status, text]).toEqual([401, answers[0].text]);
  });

  it('stand beside nothing else: another path is a 404, another method a 405, neither may be stored', async () => {
    const [unknown, method] = [await ask('/nothing', {}), await ask('/integrations', {}, 'DELETE')];
    expect([unknown.status, unknown.headers['cache-control']]).toEqual([404, 'no-store']);
    expect([method.status, method.headers['allow'], method.headers['cache-control']]).toEqual([
      405,
      'GET, HEAD',
      'no-store',
    ]);
    expect(unknown.headers['content-type']).toBe('application/problem+json');
  });
});

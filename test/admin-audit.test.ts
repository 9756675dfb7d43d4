import { randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { DataSource } from 'typeorm';
import { authenticateAdmin } from '../src/api/admin/auth';
import type { AdminPrincipal, AdminRole } from '../src/api/admin/auth/principal';
import { adminRoutes, createAdminRouter, type AdminRouterDeps } from '../src/api/admin/router';
import { handleErrors } from '../src/api/http/errors';
import { appendAudit } from '../src/audit/append';
import { BLANK_SCOPE, eventRow } from '../src/audit/scope';
import { AuditAction } from '../src/audit/vocabulary';
import { signToken } from '../src/cli/token/sign-token';
import { phi } from '../src/domain/phi';
import { Secret } from '../src/domain/secret';
import { createAccount } from '../src/persistence/accounts';
import { createDataSource } from '../src/persistence/data-source';
import { Database } from '../src/persistence/database';
import { createPhiCipher, type PhiCipher } from '../src/persistence/phi-cipher';
import { openStaffTask, type StaffTaskKind } from '../src/persistence/staff-tasks';
import { checksOf } from '../src/services/capabilities/checks';
import { createTestDatabase, type TestDatabase } from './support/database';

const CONFIG = {
  mode: 'secret',
  secret: new Secret('invented-secret-of-32-characters'),
  issuer: 'parlae-test',
  audience: 'parlae-test',
} as const;
const KEY = { id: 'k1', key: randomBytes(32) };
const KEYS = { current: KEY, all: new Map([[KEY.id, KEY.key]]) };
const DETAILS = 'the chair is taken by Zephyranta Quilloverne';

interface Item {
  readonly id: string;
  readonly [field: string]: unknown;
}
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

describe('the record and the tasks in the admin API', () => {
  let database: TestDatabase;
  let processes: DataSource;
  let product: Database;
  let cipher: PhiCipher;
  let deps: AdminRouterDeps;
  let server: Server;
  let account: string;
  let other: string;
  const failures: unknown[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    processes = createDataSource(database.url);
    await processes.initialize();
    product = new Database(processes);
    cipher = createPhiCipher(product, KEYS);
    const now = (): Date => new Date();
    deps = {
      authenticate: authenticateAdmin(CONFIG, { nowMs: Date.now, onRefused: () => undefined }),
      database: product,
      cipher,
      now,
      checksOf,
      refreshCapabilities: () => Promise.resolve(),
      index: () => '',
      texts: null,
      newChannelCode: () => '000000',
      settleOperation: () => Promise.reject(new Error('nothing is decided here')),
    };
    const app = express();
    app.use('/admin', createAdminRouter(deps));
    app.use(handleErrors({ error: (fields: unknown) => void failures.push(fields) }));
    server = app.listen(0, '127.0.0.1');
  });
  beforeEach(async () => {
    [account, other] = [await addAccount(), await addAccount()];
  });
  afterEach(() => {
    expect(failures.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await processes.destroy();
    await database.drop();
  });

  const addAccount = (): Promise<string> =>
    createAccount(database.admin.manager, KEYS, { name: 'Invented', timeZone: 'UTC' });

  async function ask(path: string, who: Partial<AdminPrincipal>, method = 'GET'): Promise<Answer> {
    const principal = { roles: ['privacy' as const], accounts: [account], subject: 'user-1', ...who };
    const token = await signToken(CONFIG, { ...principal, lifetimeMinutes: 5 }, Date.now());
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/admin${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    const { items = [], nextCursor = null } = JSON.parse(text) as Partial<Answer>;
    return { status: response.status, text, items, nextCursor };
  }

  interface Row {
    readonly chain: string;
    readonly actor_type: string;
    readonly actor_ref: string;
    readonly subject: string;
    readonly patient_ref: string | null;
    readonly vapi_call_id: string | null;
    readonly phi_fields: string[];
  }
  let since = 0;
  const rowsOf = async (action: string): Promise<Row[]> => {
    const rows = await database.query<Row & { at: string }>(
      `SELECT chain, actor_type, actor_ref, subject, patient_ref, vapi_call_id, phi_fields,
              (extract(epoch FROM created_at) * 1000000)::bigint::text AS at
         FROM pms_audit_logs WHERE action = $1 AND extract(epoch FROM created_at) * 1000000 > $2 ORDER BY created_at`,
      [action, since],
    );
    since = Number(rows.at(-1)?.at ?? since);
    return rows.map(({ at: _at, ...row }) => row);
  };

  async function addRows(accountId: string | null, ...calls: readonly string[]): Promise<void> {
    const act = { action: AuditAction.patientSeen, phiFields: ['firstname'] };
    const rows = calls.map((vapiCallId) =>
      eventRow({ ...BLANK_SCOPE, accountId, vapiCallId, patientRef: `patient-of-${vapiCallId}` }, act, 'success'),
    );
    await product.transaction((tx) => appendAudit(tx, rows));
  }

  /** As an outage of the record: nothing can be put on it. */
  async function withoutRecord(work: () => Promise<void>): Promise<void> {
    await database.query('ALTER TABLE audit_chain_heads RENAME TO audit_chain_heads_away');
    try {
      await work();
    } finally {
      await database.query('ALTER TABLE audit_chain_heads_away RENAME TO audit_chain_heads');
    }
  }

  describe('GET /admin/audit', () => {
    const call = (): string => `call-${randomUUID()}`;

    it('shows the rows of a call, and puts on record who has seen them', async () => {
      const [wanted, unwanted] = [call(), call()];
      await addRows(account, wanted, unwanted, wanted);
      await rowsOf('audit.read');
      const { status, items } = await ask(`/audit?callId=${wanted}`, {});
      expect(status).toBe(200);
      expect(items).toHaveLength(2);
      expect(items[0]).toMatchObject({
        accountId: account,
        action: 'patient.seen',
        callId: wanted,
        patientRef: `patient-of-${wanted}`,
        phiFields: ['firstname'],
        chainSeq: 1,
        rowHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        createdAt: expect.stringMatching(/\.\d{6}Z$/),
      });
      expect(await rowsOf('audit.read')).toEqual([
        {
          chain: account,
          actor_type: 'operator',
          actor_ref: 'user-1',
          subject: 'by:callId',
          patient_ref: null,
          vapi_call_id: wanted,
          phi_fields: ['patient_ref'],
        },
      ]);
    });

    it('finds by patient, account and time; what was asked for is on record only where it is there', async () => {
      const [first, second] = [call(), call()];
      await addRows(account, first);
      const [row] = await database.query<{ at: Date }>('SELECT clock_timestamp() AS at');
      const between = row?.at.toISOString() ?? '';
      await addRows(account, second);
      await rowsOf('audit.read');
      const calls = async (query: string) => (await ask(`/audit?${query}`, {})).items.map((item) => item['callId']);
      expect(await calls(`patientRef=patient-of-${second}`)).toEqual([second]);
      expect(await calls(`accountId=${account}&until=${between}`)).toEqual([first]);
      expect((await calls(`from=${between}`)).filter((id) => id !== null)).toEqual([second]);
      expect(await calls('patientRef=Zephyranta')).toEqual([]);
      const found = await rowsOf('audit.read');
      expect(found.map(({ chain, subject, patient_ref: ref }) => [chain, subject, ref])).toEqual([
        [account, 'by:patientRef', `patient-of-${second}`],
        [account, 'by:accountId,until', null],
        [account, 'by:from', null],
        ['system', 'by:patientRef', null],
      ]);
      expect(JSON.stringify(found)).not.toContain('Zephyranta');
    });

    it('answers nothing when its own row cannot be written', async () => {
      const wanted = call();
      await addRows(account, wanted);
      await withoutRecord(async () => {
        const { status, text } = await ask(`/audit?callId=${wanted}`, {});
        expect(status).toBe(500);
        expect(text).not.toContain('patient-of');
      });
      expect(failures.splice(0)).toHaveLength(1);
    });

    it('shows nothing of another account, whose id is answered like none', async () => {
      const [own, foreign] = [call(), call()];
      await addRows(account, own);
      await addRows(other, foreign);
      expect((await ask(`/audit?callId=${foreign}`, {})).items).toEqual([]);
      const answers = [await ask(`/audit?accountId=${other}`, {}), await ask(`/audit?accountId=${randomUUID()}`, {})];
      expect(answers[0]?.status).toBe(404);
      expect(answers[0]).toEqual(answers[1]);
      await addRows(null, own);
      const chains = async (who: Partial<AdminPrincipal>) =>
        (await ask(`/audit?callId=${own}`, who)).items.map((item) => item['chain']);
      expect(new Set(await chains({}))).toEqual(new Set([account]));
      await rowsOf('audit.read');
      expect(new Set(await chains({ accounts: '*' }))).toEqual(new Set([account, 'system']));
      expect((await rowsOf('audit.read')).map(({ chain }) => chain).sort()).toEqual([account, 'system'].sort());
    });

    it.each([
      ['a call', (wanted: string) => `callId=${wanted}`],
      ['an account', () => `accountId=${account}`],
      ['all accounts', () => `from=${new Date(Date.now() - 3_600_000).toISOString()}`],
    ])('pages by %s without loss or repeat while the reading itself adds rows', async (_what, filter) => {
      const wanted = call();
      // Some in one append, which may have one time between them.
      for (let i = 0; i < 3; i += 1) await addRows(account, wanted, wanted, wanted);
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await ask(`/audit?${filter(wanted)}&limit=2${cursor}`, {});
        seen.push(...page.items.filter((item) => item['action'] === 'patient.seen').map(({ id }) => id));
        cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
      } while (cursor !== '' && seen.length < 9);
      const inOrder = await database.query<Item>(
        `SELECT id FROM pms_audit_logs WHERE chain = $1 AND action = 'patient.seen' ORDER BY chain_seq`,
        [account],
      );
      expect(seen).toEqual(inOrder.map(({ id }) => id));
    });

    it.each(['', 'limit=5', 'from=yesterday', 'callId=', 'calId=1', 'callId=a&callId=b'])(
      'refuses ?%s',
      async (query) => {
        expect((await ask(`/audit?${query}`, {})).status).toBe(400);
      },
    );

    it.each([
      ['privacy', 200],
      ['admin', 200],
      ['operator', 403],
      ['staff', 403],
    ] as const)('answers the role %s with %i', async (role, status) => {
      expect((await ask(`/audit?accountId=${account}`, { roles: [role] })).status).toBe(status);
    });
  });

  describe('GET /admin/tasks', () => {
    const addTask = async (
      kind: StaffTaskKind,
      accountId: string | null = account,
      details = true,
    ): Promise<string> => {
      const operationKey = randomUUID();
      await product.transaction((tx) =>
        openStaffTask(tx, cipher, {
          accountId,
          integrationId: null,
          subject: { operationKey },
          kind,
          reasonCode: 'invented',
          details: details ? phi(DETAILS) : null,
          openedAt: new Date(),
        }),
      );
      const [row] = await database.query<{ id: string }>('SELECT id FROM staff_tasks WHERE operation_key = $1', [
        operationKey,
      ]);
      return row?.id ?? '';
    };
    const seenBy = async (role: AdminRole, query = ''): Promise<readonly Item[]> =>
      (await ask(`/tasks${query}`, { roles: [role] })).items;
    const idsOf = (items: readonly Item[]): string[] => items.map(({ id }) => id);

    it.each(['admin', 'operator', 'privacy'] as const)(
      'shows %s the details, which are opened after it is on record',
      async (role) => {
        const id = await addTask('check-booking');
        await rowsOf('admin.tasks.read');
        expect(await seenBy(role, '?status=open')).toEqual([
          {
            id,
            accountId: account,
            integrationId: null,
            bookingId: null,
            changeId: null,
            kind: 'check-booking',
            reasonCode: 'invented',
            status: 'open',
            dueAt: expect.any(String),
            notifiedAt: null,
            acknowledgedAt: null,
            acknowledgedBy: null,
            escalatedAt: null,
            closedAt: null,
            createdAt: expect.any(String),
            details: DETAILS,
          },
        ]);
        expect(await rowsOf('admin.tasks.read')).toMatchObject([
          { chain: account, actor_ref: 'user-1', subject: 'by:status', phi_fields: ['details'] },
        ]);
        await withoutRecord(async () => {
          const { status, text } = await ask('/tasks', { roles: [role] });
          expect([status, text.includes('Zephyranta')]).toEqual([500, false]);
        });
        expect(failures.splice(0)).toHaveLength(1);
      },
    );

    it('shows staff no details, so nothing is put on record; nor where there are none', async () => {
      await addTask('check-booking');
      await rowsOf('admin.tasks.read');
      expect((await seenBy('staff'))[0]).not.toHaveProperty('details');
      await database.query('UPDATE staff_tasks SET details = NULL WHERE account_id = $1', [account]);
      expect((await seenBy('operator'))[0]).toMatchObject({ details: null });
      expect(await rowsOf('admin.tasks.read')).toEqual([]);
    });

    it('shows what the review has found to privacy and admin only', async () => {
      const [review, booking] = [await addTask('privacy-review'), await addTask('check-booking')];
      for (const role of ['privacy', 'admin'] as const) expect(idsOf(await seenBy(role))).toEqual([review, booking]);
      for (const role of ['operator', 'staff'] as const) {
        expect(idsOf(await seenBy(role))).toEqual([booking]);
        expect(await seenBy(role, '?kind=privacy-review')).toEqual([]);
      }
      expect(idsOf(await seenBy('privacy', '?kind=privacy-review'))).toEqual([review]);
    });

    it('shows no other account’s, and those of no account to who may see every one', async () => {
      const own = await addTask('check-booking');
      const foreign = await addTask('check-booking', other);
      const system = await addTask('privacy-review', null);
      expect(idsOf(await seenBy('admin'))).toEqual([own]);
      const all = idsOf((await ask('/tasks?limit=200', { roles: ['admin'], accounts: '*' })).items);
      expect(all).toEqual(expect.arrayContaining([own, foreign, system]));
      const answers = [await ask(`/tasks?accountId=${other}`, {}), await ask(`/tasks?accountId=${randomUUID()}`, {})];
      expect(answers[0]?.status).toBe(404);
      expect(answers[0]).toEqual(answers[1]);
    });

    it('pages in the order in which they were opened', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 5; i += 1) ids.push(await addTask('check-booking'));
      const first = await ask('/tasks?limit=3', {});
      const second = await ask(`/tasks?limit=3&cursor=${String(first.nextCursor)}`, {});
      expect([...idsOf(first.items), ...idsOf(second.items)]).toEqual(ids);
      expect(second.nextCursor).toBeNull();
    });

    it.each(['status=closed', 'kind=any', 'stat=open'])('refuses ?%s', async (query) => {
      expect((await ask(`/tasks?${query}`, {})).status).toBe(400);
    });

    describe('and POST /admin/tasks/{id}/done', () => {
      const close = async (id: string, ...roles: AdminRole[]): Promise<number> =>
        (await ask(`/tasks/${id}/done`, { roles }, 'POST')).status;

      it.each([
        ['admin', 'check-booking', 200],
        ['operator', 'check-booking', 200],
        ['staff', 'check-booking', 200],
        ['privacy', 'check-booking', 403],
        ['admin', 'privacy-review', 200],
        ['privacy', 'privacy-review', 200],
        ['operator', 'privacy-review', 404],
        ['staff', 'privacy-review', 404],
      ] as const)('answers %s about %s with %i', async (role, kind, status) => {
        const id = await addTask(kind);
        expect(await close(id, role)).toBe(status);
        expect(await close(id, role)).toBe(status);
        const done = status === 200 ? [id] : [];
        expect(idsOf(await seenBy('admin', '?status=done'))).toEqual(done);
        const noted = await rowsOf('admin.tasks.close');
        expect(noted.filter((row) => row['subject'] === `task:${id}`)).toHaveLength(done.length);
      });

      it('answers about another account’s task like about none', async () => {
        const foreign = await addTask('check-booking', other);
        const answers = [
          await ask(`/tasks/${foreign}/done`, { roles: ['admin'] }, 'POST'),
          await ask(`/tasks/${randomUUID()}/done`, { roles: ['admin'] }, 'POST'),
        ];
        expect(answers[0]?.status).toBe(404);
        expect(answers[0]).toEqual(answers[1]);
        const [row] = await database.query('SELECT status FROM staff_tasks WHERE id = $1', [foreign]);
        expect(row).toEqual({ status: 'open' });
      });
    });
  });

  it('says of each route whether patients can be in its answer', () => {
    const access = adminRoutes(deps).map((route) => [`${route.method} ${route.path}`, route.access]);
    expect(Object.fromEntries(access)).toEqual({
      'get /integrations': 'no-phi',
      'get /integrations/:id': 'no-phi',
      'post /integrations/:id/refresh-capabilities': 'no-phi',
      'put /integrations/:id/staff-channel': 'no-phi',
      'post /integrations/:id/staff-channel/verify': 'no-phi',
      'get /integrations/:id/transfer-destinations': 'no-phi',
      'put /integrations/:id/transfer-destinations': 'no-phi',
      'get /bookings': 'audited',
      'post /bookings/:id/retry': 'no-phi',
      'post /bookings/:id/done': 'no-phi',
      'post /bookings/:id/cancel': 'no-phi',
      'post /changes/:id/retry': 'no-phi',
      'post /changes/:id/done': 'no-phi',
      'post /changes/:id/cancel': 'no-phi',
      'get /tasks': 'audited',
      'post /tasks/:id/acknowledge': 'no-phi',
      'post /tasks/:id/done': 'no-phi',
      'get /audit': 'audited',
    });
  });
});

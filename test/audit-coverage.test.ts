import { adminRoutes, type AdminRouteDeps } from '../src/api/admin/router';
import { signToken } from '../src/cli/token/sign-token';
import { createBlindIndex } from '../src/crypto/blind-index';
import { Secret } from '../src/domain/secret';
import { TOOLS, type ToolName } from '../src/domain/tools';
import { codesIn, MAYA, type Heard, type PhoneCall } from './support/phone-call';
import { startRecordingProxy, type RecordingProxy } from './support/recording-proxy';
import { startStack, type TestStack } from './support/stack';
import { createStackClient } from './support/stack-client';
import { deskBooks, learnCapabilities, newCaller } from './support/visits';
import { waitFor } from './support/wait';
import { patientsOnTheWire, phiOnTheWire, wordsOnTheWire } from './support/wire-phi';

interface Row {
  readonly kind: string;
  readonly created_at: Date;
  readonly action: string;
  readonly endpoint: string | null;
  readonly method: string | null;
  readonly response_status: number | null;
  readonly phi_accessed: boolean;
  readonly phi_fields: string[];
  readonly patient_ref: string | null;
  readonly tool_call_id: string | null;
  readonly trace_id: string | null;
}

/** Whom no simulated office knows, though it has others of that last name. */
const NORA = { firstName: 'Nora', lastName: 'Ashgrove', dateOfBirth: '1988-04-12', phone: '602-555-0199' };

/** What each tool is asked, so that it reads, sends or says something of a patient. A tool without a line fails. */
const SCENES: Record<ToolName, (call: PhoneCall, stack: TestStack) => Promise<Heard>> = {
  'search-patients': (call) => call.tool('search-patients', MAYA),
  'check-availability': async (call) => {
    await call.tool('search-patients', MAYA);
    return call.tool('check-availability', { appointmentType: 'cleaning' });
  },
  'book-appointment': async (call) => {
    const { patient, slots } = await call.verifyAndAsk();
    return call.tool('book-appointment', { patient, slot: slots[1] });
  },
  'get-patient-info': async (_call, stack) => (await withVisit(stack, 0)).told,
  'reschedule-appointment': async (_call, stack) => {
    const { call, patient } = await withVisit(stack, 1);
    const offered = await call.tool('check-availability', { appointmentType: 'exam' });
    const slot = codesIn(offered.text, 'S')[4];
    return call.tool('reschedule-appointment', { patient, appointment: 'A1', slot });
  },
  'cancel-appointment': async (_call, stack) => {
    const { call, patient } = await withVisit(stack, 2);
    return call.tool('cancel-appointment', { patient, appointment: 'A1', reason: 'cannot come' });
  },
  'create-patient': (call) => call.tool('create-patient', { ...NORA, email: 'nora@example.com' }),
  'update-patient': async (call) => {
    await call.tool('search-patients', MAYA);
    return call.tool('update-patient', { patient: 'P1', phone: '602-555-0111', preferredName: 'May' });
  },
  'transfer-to-human': (call) => call.tool('transfer-to-human', { reason: 'wants a person', summary: 'asks for Maya' }),
};

/** Somebody who has a visit on file, and has heard of it as A1. */
async function withVisit(stack: TestStack, nth: number) {
  const caller = await newCaller(stack, nth);
  await deskBooks(stack, caller.patientId, `1${String(nth)}:00`);
  return { ...caller, told: await caller.call.tool('get-patient-info', { patient: caller.patient }) };
}

interface AdminScene {
  readonly url: string;
  readonly body?: object;
  /** What it is answered with, where it is no success. */
  readonly status?: number;
}

/** What waits for nobody any more. */
const CONFLICT = { status: 409 } as const;

/**
 * How each route of `/admin` is asked. `{id}` is an integration, `{task}` a task, `{call}` a call, `{booking}` a booking,
 * `{change}` a change. A route without a line fails.
 */
const ADMIN_SCENES: Readonly<Record<string, string | AdminScene>> = {
  'get /integrations': '/integrations?limit=200',
  'get /integrations/:id': '/integrations/{id}',
  'post /integrations/:id/refresh-capabilities': '/integrations/{id}/refresh-capabilities',
  'put /integrations/:id/staff-channel': {
    url: '/integrations/{id}/staff-channel',
    body: { kind: 'sms', number: '+16025550177' },
  },
  'post /integrations/:id/staff-channel/verify': {
    url: '/integrations/{id}/staff-channel/verify',
    body: { code: '123456' },
    status: 400,
  },
  'get /integrations/:id/transfer-destinations': '/integrations/{id}/transfer-destinations',
  'put /integrations/:id/transfer-destinations': {
    url: '/integrations/{id}/transfer-destinations',
    body: { destinations: [] },
  },
  'get /bookings': '/bookings?callId={call}&limit=200',
  'post /bookings/:id/retry': { url: '/bookings/{booking}/retry', ...CONFLICT },
  'post /bookings/:id/done': { url: '/bookings/{booking}/done', ...CONFLICT },
  'post /bookings/:id/cancel': { url: '/bookings/{booking}/cancel', ...CONFLICT },
  'post /changes/:id/retry': { url: '/changes/{change}/retry', ...CONFLICT },
  'post /changes/:id/done': { url: '/changes/{change}/done', ...CONFLICT },
  'post /changes/:id/cancel': { url: '/changes/{change}/cancel', ...CONFLICT },
  'get /tasks': '/tasks?limit=200',
  'post /tasks/:id/acknowledge': '/tasks/{task}/acknowledge',
  'post /tasks/:id/done': '/tasks/{task}/done',
  'get /audit': '/audit?callId={call}&limit=200',
};

const lookUpInstead = { 'write.lostAnswer': 'queued-reset' };

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TASK = '5a1e0000-0000-4000-8000-000000000001';
const CHANGE = '5a1e0000-0000-4000-8000-000000000002';

describe('the audit record covers', () => {
  let proxy: RecordingProxy;
  let stack: TestStack;
  const heard: Heard[] = [];

  const rowsOf = (where: string, parameters: unknown[] = []): Promise<Row[]> =>
    stack.database.query<Row>(`SELECT * FROM pms_audit_logs WHERE ${where} ORDER BY chain, chain_seq`, parameters);
  const settled = () =>
    waitFor('every booking to be read back, and what it replaces to be given up', async () => {
      const open = await stack.database.query(
        `SELECT 1 FROM bookings b WHERE NOT EXISTS (
           SELECT FROM pms_audit_logs l WHERE l.workflow_id = b.workflow_id AND l.kind = 'outcome'
              AND l.action = 'pms.appointment.read-back' AND l.outcome = 'success')
            OR (b.old_visit IS NOT NULL
              AND NOT EXISTS (SELECT FROM pms_changes c WHERE c.operation_key = 'release-' || b.id))`,
      );
      return open.length === 0 ? true : null;
    });
  /** Changes that were sent are read back too; their workflows end with that. */
  const changesSettled = async (): Promise<void> => {
    const changes = await stack.database.query<{ id: string }>(
      `SELECT workflow_id AS id FROM pms_changes WHERE route = 'pms'`,
    );
    const client = await createStackClient(stack);
    for (const { id } of changes) await client.workflow.getHandle(id).result();
    await client.connection.close();
  };

  beforeAll(async () => {
    stack = await startStack({
      wire: async (url) => {
        proxy = await startRecordingProxy(url);
        return proxy.baseUrl;
      },
    });
    await learnCapabilities(stack);
    for (const scene of Object.values(SCENES)) heard.push(await scene(stack.call(), stack));
    await stack.simulator.put('/knobs', lookUpInstead);
    heard.push(await SCENES['book-appointment'](stack.call(), stack));
    await settled();
    await changesSettled();
  });
  afterAll(async () => {
    await stack.stop();
    await proxy.close();
  });

  it('a scene for every tool, each of which gets as far as a patient or a time', () => {
    expect(Object.keys(SCENES).sort()).toEqual(Object.keys(TOOLS).sort());
    expect(heard.map(({ status }) => status)).toEqual([
      ...['OK', 'OK', 'SENT', 'OK', 'SENT', 'SENT', 'SENT', 'TASK', 'TASK'],
      expect.stringMatching(/SENT|WORKING/),
    ]);
  });

  it('every exchange with Sikka that carried a patient: as many rows as exchanges, of the same route and status', async () => {
    const key = (of: { method: string | null; endpoint: string | null; status: number | null }): string =>
      `${String(of.method)} ${String(of.endpoint)} ${String(of.status ?? 0)}`;
    const tally = (keys: readonly string[]): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const one of keys) counts[one] = (counts[one] ?? 0) + 1;
      return counts;
    };
    const carried = proxy.exchanges.filter((exchange) => phiOnTheWire(exchange).length > 0);
    expect(new Set(carried.map(({ path }) => path))).toEqual(
      new Set(['/patients', '/patient', '/appointments', '/appointment', '/writebacks']),
    );
    const rows = await rowsOf(`kind = 'outcome' AND phi_accessed AND action LIKE 'pms.%'`);
    const recorded = tally(rows.map((row) => key({ ...row, status: row.response_status })));
    for (const [what, times] of Object.entries(tally(carried.map((one) => key({ ...one, endpoint: one.path }))))) {
      expect({ what, rows: recorded[what] ?? 0 }).toEqual({ what, rows: times });
    }
  });

  it('everything that was sent of a patient, before it was sent', async () => {
    const sent = proxy.exchanges.filter(
      (one) => phiOnTheWire({ ...one, responseText: '' }).length > 0 && one.path !== '/writebacks',
    );
    expect(sent.map(({ path }) => path)).toEqual(expect.arrayContaining(['/patients', '/patient', '/appointment']));
    const attempts = await rowsOf(`kind = 'attempt' AND phi_accessed`);
    for (const path of new Set(sent.map((one) => one.path))) {
      const arrivals = sent.filter((one) => one.path === path).map(({ arrivedAtMs }) => arrivedAtMs);
      const noted = attempts.filter((row) => row.endpoint === path).map((row) => row.created_at.getTime());
      arrivals.sort((a, b) => a - b);
      noted.sort((a, b) => a - b);
      expect(noted.length).toBeGreaterThanOrEqual(arrivals.length);
      arrivals.forEach((arrivedAt, i) => {
        expect(noted[i]).toBeLessThanOrEqual(arrivedAt);
      });
    }
  });

  it('every patient whose record came in, by name of the fields and by opaque reference', async () => {
    const index = createBlindIndex(Buffer.from(stack.env['INDEX_KEY'] ?? '', 'base64'));
    const [line] = await stack.database.query<{ account: string; id: string }>(
      `SELECT l.account_id AS account, l.integration_id AS id FROM phone_lines l WHERE vapi_phone_number_id = 'num-dev-0001'`,
    );
    const expected = [...patientsOnTheWire(proxy.exchanges)].map((id) =>
      index('patient', line?.account ?? '', line?.id ?? '', id),
    );
    const seen = await rowsOf(`action = 'patient.seen'`);
    expect(expected.length).toBeGreaterThan(0);
    expect(new Set(seen.map((row) => row.patient_ref))).toEqual(new Set(expected));
    const named = new Set(seen.flatMap((row) => row.phi_fields));
    const onWire = proxy.exchanges.filter(({ path }) => path === '/patients').flatMap(phiOnTheWire);
    for (const field of onWire.filter((name) => name !== 'patient_id')) expect(named).toContain(field);
  });

  it('every answer that says something of a patient, with the fields that it says', async () => {
    const words = [...wordsOnTheWire(proxy.exchanges)];
    let told = 0;
    for (const answer of heard) {
      const saysPatient = words.some((word) => answer.text.includes(word)) || /\(A\d+\)/.test(answer.text);
      const [row] = await rowsOf(`action = 'tool.call' AND tool_call_id = $1`, [answer.toolCallId]);
      expect({ text: answer.text, isNamed: (row?.phi_fields.length ?? 0) > 0 }).toEqual({
        text: answer.text,
        isNamed: saysPatient,
      });
      if (saysPatient) {
        told += 1;
        expect(row?.patient_ref).toMatch(/^[A-Za-z0-9_-]{20,}$/);
      }
    }
    expect(told).toBeGreaterThanOrEqual(2);
  });

  it('every answer of /admin that shows something of a patient, by who saw it', async () => {
    const routes = adminRoutes({} as AdminRouteDeps);
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(ADMIN_SCENES).sort());

    const [{ call, account } = { call: '', account: '' }] = await stack.database.query<{
      call: string;
      account: string;
    }>(`SELECT vapi_call_id AS call, account_id AS account FROM pms_audit_logs WHERE patient_ref IS NOT NULL LIMIT 1`);
    const [{ id } = { id: '' }] = await stack.database.query<{ id: string }>('SELECT id FROM pms_integrations LIMIT 1');
    await stack.database.query(
      `INSERT INTO staff_tasks (id, account_id, integration_id, operation_key, kind, reason_code, due_at)
       VALUES ($1, $2, $3, 'coverage', 'check-request', 'engine-unavailable', now())`,
      [TASK, account, id],
    );
    const [{ booking } = { booking: '' }] = await stack.database.query<{ booking: string }>(
      'SELECT id AS booking FROM bookings LIMIT 1',
    );
    await stack.database.query(
      `INSERT INTO pms_changes (id, account_id, integration_id, call_session_id, kind, operation_key, workflow_id, code,
         state, route, patient_index, request)
       SELECT $1, account_id, integration_id, call_session_id, 'cancel-appointment', 'coverage', 'none', 'A9', 'held', 'pms',
              patient_index, '' FROM bookings LIMIT 1`,
      [CHANGE],
    );
    const refs = (await rowsOf('patient_ref IS NOT NULL')).map((row) => String(row.patient_ref));
    const telling = [...wordsOnTheWire(proxy.exchanges), ...refs];
    const shown: string[] = [];
    for (const { method, path, roles } of routes) {
      const found = ADMIN_SCENES[`${method} ${path}`] ?? '';
      const scene: AdminScene = typeof found === 'string' ? { url: found } : found;
      const subject = `coverage-${method}-${path}`;
      const token = await signToken(
        {
          mode: 'secret',
          secret: new Secret(stack.env['ADMIN_JWT_SECRET'] ?? ''),
          issuer: 'parlae-dev',
          audience: 'parlae-dev',
        },
        { subject, roles, accounts: '*', lifetimeMinutes: 5 },
        Date.now(),
      );
      const named = { id, call, booking, task: TASK, change: CHANGE };
      const url = Object.entries(named).reduce((left, [name, value]) => left.replace(`{${name}}`, value), scene.url);
      const response = await fetch(`${stack.apiUrl}/admin${url}`, {
        method: method.toUpperCase(),
        headers: {
          authorization: `Bearer ${token}`,
          traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
          'content-type': 'application/json',
        },
        ...(scene.body === undefined ? {} : { body: JSON.stringify(scene.body) }),
      });
      const isAsExpected = scene.status === undefined ? response.ok : response.status === scene.status;
      expect({ url, status: response.status, isAsExpected }).toMatchObject({ isAsExpected: true });
      const text = await response.text();
      const rows = await rowsOf(`actor_type = 'operator' AND actor_ref = $1 AND phi_accessed`, [subject]);
      for (const row of rows) expect(row.trace_id).toBe(TRACE);
      const isTelling = telling.some((word) => text.includes(word));
      if (isTelling) shown.push(scene.url);
      expect({ url, isOnRecord: rows.length > 0 }).toEqual({ url, isOnRecord: isTelling });
    }
    expect(shown).toEqual([ADMIN_SCENES['get /tasks'], ADMIN_SCENES['get /audit']]);
  });

  it('nothing at all while Postgres takes no rows: then no tool says a word of anybody', async () => {
    const [words, call] = [[...wordsOnTheWire(proxy.exchanges)], stack.call()];
    const { patient, slots } = await call.verifyAndAsk();
    const [{ name } = { name: '' }] = await stack.database.query<{ name: string }>('SELECT current_database() AS name');
    const setReadOnly = async (value: 'on' | 'off'): Promise<void> => {
      await stack.database.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`);
      await stack.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = 'parlae_test_service'`,
        [name],
      );
    };
    await setReadOnly('on');
    try {
      const said = [
        await call.tool('search-patients', MAYA),
        await call.tool('check-availability', { appointmentType: 'cleaning' }),
        await call.tool('book-appointment', { patient, slot: slots[0] }),
        await SCENES['search-patients'](stack.call(), stack),
      ];
      for (const { status, text } of said) {
        expect(status).toMatch(/UNAVAILABLE|WORKING/);
        for (const word of words) expect(text).not.toContain(word);
      }
    } finally {
      await setReadOnly('off');
    }
    // A connection of the pool may still be one of those that were ended.
    await waitFor('Maya to be found again', async () => {
      const { text } = await SCENES['search-patients'](stack.call(), stack);
      return text.includes('Maya') ? true : null;
    });
  });
});

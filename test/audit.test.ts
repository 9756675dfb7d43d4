import { createHash, randomUUID } from 'node:crypto';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

interface Row {
  readonly kind: string;
  readonly action: string;
  readonly chain: string;
  readonly chain_seq: string;
  readonly prev_hash: Buffer;
  readonly row_hash: Buffer;
  readonly canonical: string;
  readonly attempt_id: string | null;
  readonly id: string;
  readonly response_status: number | null;
  readonly phi_fields: string[];
  readonly patient_ref: string | null;
  readonly caller_ref: string | null;
}

describe('the audit record', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());

  const rowsOf = (where: string, parameters: unknown[] = []): Promise<Row[]> =>
    stack.database.query<Row>(
      `SELECT *, audit_canonical(r) AS canonical FROM pms_audit_logs r WHERE ${where} ORDER BY chain, chain_seq`,
      parameters,
    );

  it('has an attempt before and an outcome after every read of patients, and a row for the tool call', async () => {
    const call = stack.call();
    await call.tool('search-patients', MAYA);
    const rows = await rowsOf('vapi_call_id = $1', [call.id]);
    const attempts = rows.filter((row) => row.kind === 'attempt');
    const outcomes = rows.filter((row) => row.kind === 'outcome' && row.action === 'pms.patients.search');
    expect(attempts).toHaveLength(await stack.simulator.countRequests('GET', '/patients'));
    expect(outcomes.map((row) => row.attempt_id).sort()).toEqual(attempts.map((row) => row.id).sort());
    expect(rows.at(-1)).toMatchObject({ action: 'tool.call', response_status: 200, phi_fields: ['firstname'] });
  });

  it('has a row for every patient whose record came in, not only for the one who was meant', async () => {
    const call = stack.call({ number: '+16025550177' });
    await call.tool('search-patients', { firstName: 'Elena', lastName: 'Castellano', dateOfBirth: '1984-06-30' });
    const rows = await rowsOf('vapi_call_id = $1', [call.id]);
    const seen = rows.filter((row) => row.action === 'patient.seen');
    expect(new Set(seen.map((row) => row.patient_ref)).size).toBe(4);
    expect(seen).toHaveLength(4);
  });

  it('ties the rows of a call to its trace, its assistant, and every call of the same number', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const calls = [stack.call(), stack.call({ number: '(602) 555-0142' }), stack.call({ number: '+16025550199' })];
    for (const call of calls) {
      const toolCall = { id: 'call_1', type: 'function', function: { name: 'search-patients', arguments: MAYA } };
      const message = {
        type: 'tool-calls',
        toolCallList: [toolCall],
        call: { ...call.envelope, assistantId: 'asst-dev-0001' },
      };
      await call.post('/vapi/tools/search-patients', { message }, { traceparent });
    }
    const rowsByCall = await Promise.all(calls.map((call) => rowsOf('vapi_call_id = $1', [call.id])));
    for (const row of rowsByCall.flat()) {
      expect(row).toMatchObject({ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', actor_ref: 'asst-dev-0001' });
    }
    const [first, same, other] = rowsByCall.map((rows) => new Set(rows.map((row) => row.caller_ref)));
    expect(first?.size).toBe(1);
    expect(same).toEqual(first);
    expect(other).not.toEqual(first);
    expect(JSON.stringify(rowsByCall)).not.toContain('5550142');
  });

  it('gets the outcome of a request that was made, however long the record cannot be written', async () => {
    await stack.database.query(`
      CREATE FUNCTION refuse_posts() RETURNS trigger LANGUAGE plpgsql AS $fn$
        BEGIN IF NEW.kind = 'outcome' AND NEW.endpoint = '/appointment' THEN RAISE EXCEPTION 'disk full'; END IF; RETURN NEW; END $fn$;
      CREATE TRIGGER refuse_posts BEFORE INSERT ON pms_audit_logs FOR EACH ROW EXECUTE FUNCTION refuse_posts();
    `);
    const call = stack.call();
    const outcomes = () => rowsOf(`vapi_call_id = $1 AND endpoint = '/appointment' AND kind = 'outcome'`, [call.id]);
    const posts = await stack.simulator.countRequests('POST', '/appointment');
    try {
      const { patient, slots } = await call.verifyAndAsk();
      const heard = await call.tool('book-appointment', { patient, slot: slots[0] });
      expect(heard.status).toBe('WORKING');
      expect(await outcomes()).toEqual([]);
    } finally {
      await stack.database.query('DROP TRIGGER refuse_posts ON pms_audit_logs; DROP FUNCTION refuse_posts()');
    }
    const rows = await waitFor('the outcome', async () => ((await outcomes()).length > 0 ? outcomes() : null));
    expect(rows).toMatchObject([{ response_status: 201 }]);
    await waitFor('the booking to be confirmed', async () => {
      const [booking] = await stack.database.query<{ state: string }>(
        `SELECT b.state FROM bookings b JOIN call_sessions s ON s.id = b.call_session_id WHERE s.vapi_call_id = $1`,
        [call.id],
      );
      return booking?.state === 'confirmed' ? true : null;
    });
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(posts + 1);
  });

  it('has a row for every request that Sikka has received in a booking', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await call.tool('book-appointment', { patient, slot: slots[0] });
    const posts = await rowsOf(`vapi_call_id = $1 AND endpoint = '/appointment'`, [call.id]);
    expect(posts.map((row) => row.kind)).toEqual(['attempt', 'outcome']);
    expect(posts[1]).toMatchObject({ attempt_id: posts[0]?.id, response_status: 201 });
    const readBack = await waitFor('the read-back', async () => {
      const rows = await rowsOf(`vapi_call_id = $1 AND action = 'pms.appointment.read-back'`, [call.id]);
      return rows.length > 1 ? rows : null;
    });
    expect(readBack.map((row) => row.kind)).toEqual(['attempt', 'outcome']);
    const reads = await rowsOf(`vapi_call_id = $1 AND endpoint = '/appointments' AND kind = 'outcome'`, [call.id]);
    expect(reads.length).toBeGreaterThanOrEqual(2);
  });

  it('is one chain per account: each hash covers the row and the hash before it', async () => {
    const rows = await rowsOf('true');
    expect(rows.length).toBeGreaterThan(10);
    let previous = new Map<string, Buffer>();
    for (const row of rows) {
      const before = previous.get(row.chain) ?? Buffer.alloc(32);
      expect(row.prev_hash).toEqual(before);
      expect(row.row_hash).toEqual(createHash('sha256').update(before).update(row.canonical, 'utf8').digest());
      previous = previous.set(row.chain, row.row_hash);
    }
  });

  it('keeps its order when many write at once', async () => {
    const calls = Array.from({ length: 8 }, () => stack.call());
    await Promise.all(calls.map((call) => call.tool('search-patients', MAYA)));
    const [gaps] = await stack.database.query<{ gaps: string }>(
      `SELECT count(*) AS gaps FROM (
         SELECT chain_seq - lag(chain_seq, 1, 0::bigint) OVER (PARTITION BY chain ORDER BY chain_seq) AS step FROM pms_audit_logs
       ) s WHERE step <> 1`,
    );
    expect(gaps?.gaps).toBe('0');
  });

  it.each([
    `UPDATE pms_audit_logs SET outcome = 'success'`,
    'DELETE FROM pms_audit_logs',
    'TRUNCATE pms_audit_logs',
    'INSERT INTO pms_audit_logs SELECT * FROM pms_audit_logs LIMIT 1',
  ])('refuses even a superuser: %s', async (sql) => {
    const before = await rowsOf('true');
    await expect(stack.database.query(sql)).rejects.toMatchObject({ driverError: { code: '42501' } });
    expect(await rowsOf('true')).toEqual(before);
  });

  it('refuses changes to each of its partitions', async () => {
    const partitions = await stack.database.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'pms_audit_logs'::regclass`,
    );
    expect(partitions.length).toBeGreaterThanOrEqual(2);
    for (const { name } of partitions) {
      await expect(stack.database.query(`TRUNCATE ${name}`)).rejects.toMatchObject({ driverError: { code: '42501' } });
    }
  });

  it('refuses an outcome without a status, and an attempt with one', async () => {
    const row = {
      id: randomUUID(),
      event_version: 1,
      action: 'tool.call',
      actor_type: 'system',
      purpose: 'security',
      phi_accessed: false,
    };
    const append = (extra: object) =>
      stack.database.query('SELECT audit_append($1::jsonb)', [JSON.stringify([{ ...row, ...extra }])]);
    const refusal = { driverError: { code: '23514', constraint: 'ck_pms_audit_logs_status' } };
    await expect(append({ kind: 'outcome', outcome: 'success' })).rejects.toMatchObject(refusal);
    await expect(append({ kind: 'attempt', outcome: 'pending', response_status: 200 })).rejects.toMatchObject(refusal);
    await expect(append({ kind: 'event', outcome: 'success' })).resolves.toBeDefined();
  });

  it('lets no answer out when its row cannot be written', async () => {
    await stack.database.query('ALTER TABLE audit_chain_heads RENAME TO audit_chain_heads_away');
    try {
      const before = await stack.simulator.countRequests('GET', '/patients');
      const heard = await stack.call().tool('search-patients', MAYA);
      expect(heard).toMatchObject({ status: 'UNAVAILABLE', channel: 'error' });
      expect(heard.text).not.toContain('Maya');
      expect(await stack.simulator.countRequests('GET', '/patients')).toBe(before);
    } finally {
      await stack.database.query('ALTER TABLE audit_chain_heads_away RENAME TO audit_chain_heads');
    }
    expect((await stack.call().tool('search-patients', MAYA)).status).toBe('OK');
  });

  it('lets no answer out when only the second row fails: what was found stays inside', async () => {
    await stack.database.query(`
      CREATE FUNCTION refuse_outcomes() RETURNS trigger LANGUAGE plpgsql AS
        $fn$ BEGIN IF NEW.kind = 'outcome' THEN RAISE EXCEPTION 'disk full'; END IF; RETURN NEW; END $fn$;
      CREATE TRIGGER refuse_outcomes BEFORE INSERT ON pms_audit_logs FOR EACH ROW EXECUTE FUNCTION refuse_outcomes();
    `);
    try {
      const heard = await stack.call().tool('search-patients', MAYA);
      expect(heard.status).toBe('UNAVAILABLE');
      expect(heard.text).not.toContain('Maya');
    } finally {
      await stack.database.query('DROP TRIGGER refuse_outcomes ON pms_audit_logs; DROP FUNCTION refuse_outcomes()');
    }
  });

  it('keeps one row a minute for forged webhooks, on the system chain', async () => {
    const call = stack.call();
    for (let i = 0; i < 5; i += 1) {
      const response = await call.post('/vapi/webhook', {}, { 'x-vapi-secret': 'forged' });
      expect(response.status).toBe(401);
    }
    const forged = await waitFor('the row', async () => {
      const rows = await rowsOf(`action = 'webhook.refused'`);
      return rows.length > 0 ? rows : null;
    });
    expect(forged).toHaveLength(1);
    expect(forged[0]).toMatchObject({ chain: 'system', response_status: 401 });
  });
});

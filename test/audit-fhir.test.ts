import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEvent } from '../src/audit/fhir/resource';
import { readAuditRows } from '../src/audit/read-rows';
import { runFhirExport } from '../src/cli/audit/fhir';
import { waitForState } from './support/bookings';
import { createFhirValidator } from './support/fhir-schema';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';

interface Row {
  readonly id: string;
  readonly chain_seq: string;
  readonly kind: string;
  readonly attempt_id: string | null;
  readonly patient_ref: string | null;
}

const ELENA = { firstName: 'Elena', lastName: 'Castellano', dateOfBirth: '1982-09-03' };

describe('the FHIR export', () => {
  let stack: TestStack;
  let folder: string;
  let accountId: string;
  let patientRef: string;
  let callId: string;
  const problemsOf = createFhirValidator();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parlae-fhir-'));
    stack = await startStack();
    const call = stack.call();
    callId = call.id;
    const { patient, slots } = await call.verifyAndAsk();
    await call.tool('book-appointment', { patient, slot: slots[0] });
    await waitForState(stack.database, call.id, 'confirmed');
    const [booking] = await stack.database.query<Record<'account_id' | 'patient_index', string>>(
      'SELECT account_id, patient_index FROM bookings',
    );
    accountId = booking?.account_id ?? '';
    patientRef = booking?.patient_index ?? '';
    expect((await stack.call({ number: null }).tool('search-patients', ELENA)).status).toBe('OK');
  });
  afterAll(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    jest.spyOn(console, 'log').mockReturnValue();
    jest.spyOn(console, 'error').mockReturnValue();
  });
  afterEach(() => jest.restoreAllMocks());

  const fileOf = (name: string): string => join(folder, name);
  const exportTo = (out: string, ...flags: string[]): Promise<number> =>
    runFhirExport(['--fhir', '--as', 'privacy-1', '--out', fileOf(out), ...flags], stack.env);
  const read = (out: string): AuditEvent[] =>
    readFileSync(fileOf(out), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEvent);
  const rowsOf = (where: string, parameters: unknown[]) =>
    stack.database.query<Row>(`SELECT * FROM pms_audit_logs WHERE ${where} ORDER BY chain, chain_seq`, parameters);

  const seqOfLastExport = async (): Promise<number> =>
    Number((await rowsOf(`chain = $1 AND action = 'audit.export'`, [accountId])).at(-1)?.chain_seq);

  /** One for each outcome and event, and for each attempt that none answers. */
  const withoutAnswered = (rows: readonly Row[]): string[] => {
    const answered = new Set(rows.map((row) => row.attempt_id));
    return rows.filter(({ kind, id }) => kind !== 'attempt' || !answered.has(id)).map(({ id }) => id);
  };

  /** The rows that an export could take: work goes on after the call, and adds more. */
  async function rowsUpTo(events: readonly AuditEvent[], where: string, value: string): Promise<Row[]> {
    const own = events.filter(({ subtype }) => subtype.some(({ code }) => code === 'audit.export')).at(-1);
    const upTo = 'chain_seq <= (SELECT chain_seq FROM pms_audit_logs WHERE id = $2)';
    return rowsOf(`${where} = $1 AND ${upTo}`, [value, own?.id]);
  }

  it('has one valid AuditEvent for each access of the account, its own among them', async () => {
    expect(await exportTo('account.ndjson', '--account', accountId)).toBe(0);
    const events = read('account.ndjson');
    for (const event of events) expect(problemsOf(event)).toEqual([]);
    const rows = await rowsUpTo(events, 'chain', accountId);
    expect(events.map(({ id }) => id).sort()).toEqual(withoutAnswered(rows).sort());
    expect(rows.at(-1)).toMatchObject({ action: 'audit.export', actor_ref: 'privacy-1', purpose: 'security' });
  });

  it('has the rows of one call, or of one patient, and no others', async () => {
    expect(await exportTo('call.ndjson', '--account', accountId, '--call', callId)).toBe(0);
    const ofCall = read('call.ndjson');
    const rowsOfCall = await rowsUpTo(ofCall, 'vapi_call_id', callId);
    expect(ofCall.map(({ id }) => id).sort()).toEqual(withoutAnswered(rowsOfCall).sort());
    expect(await exportTo('patient.ndjson', '--account', accountId, '--patient-ref', patientRef)).toBe(0);
    const ofPatient = read('patient.ndjson');
    const rowsOfPatient = await rowsUpTo(ofPatient, 'patient_ref', patientRef);
    expect(ofPatient.map(({ id }) => id).sort()).toEqual(withoutAnswered(rowsOfPatient).sort());
    expect(rowsOfPatient.length).toBeGreaterThan(5);
  });

  it('holds no PHI', async () => {
    expect(await exportTo('phi.ndjson')).toBe(0);
    const text = readFileSync(fileOf('phi.ndjson'), 'utf8');
    for (const phi of [...Object.values(MAYA), ...Object.values(ELENA)]) expect(text).not.toContain(phi);
  });

  it('takes every chain where none is named, and is on record in each', async () => {
    expect(await exportTo('all.ndjson', '--recipient', 'Auditor', '--purpose', 'health-oversight')).toBe(0);
    const chains = await stack.database.query<{ chain: string }>('SELECT chain FROM audit_chain_heads');
    const own = await rowsOf(`action = 'audit.export' AND on_behalf_of = 'Auditor'`, []);
    expect(own).toHaveLength(chains.length);
    expect(read('all.ndjson').map(({ id }) => id)).toEqual(expect.arrayContaining(own.map(({ id }) => id)));
  });

  it('reads page after page without losing or repeating a row, and ends where the chain ended when it began', async () => {
    const [head] = await rowsOf(
      'chain = $1 AND chain_seq = (SELECT max(chain_seq) FROM pms_audit_logs WHERE chain = $1)',
      [accountId],
    );
    const seen: number[] = [];
    for await (const row of readAuditRows(stack.database.admin, { chain: accountId }, 3)) {
      if (seen.length === 0) expect(await exportTo('meanwhile.ndjson', '--account', accountId)).toBe(0);
      seen.push(row.chain_seq);
    }
    expect(seen).toEqual(seen.map((_, i) => i + 1));
    expect(seen.length).toBeGreaterThanOrEqual(Number(head?.chain_seq));
    expect(seen).not.toContain(await seqOfLastExport());
  });

  it('keeps to its period', async () => {
    expect(await exportTo('early.ndjson', '--account', accountId, '--until', '2020-01-01')).toBe(0);
    expect(readFileSync(fileOf('early.ndjson'), 'utf8')).toBe('');
  });

  it('is not written where its own row cannot be: the database is read-only', async () => {
    const [database] = await stack.database.query<{ name: string }>('SELECT current_database() AS name');
    await stack.database.query(`ALTER DATABASE ${database?.name ?? ''} SET default_transaction_read_only = on`);
    try {
      expect(await exportTo('refused.ndjson', '--account', accountId)).toBe(1);
      expect(existsSync(fileOf('refused.ndjson'))).toBe(false);
    } finally {
      await stack.database.query(`ALTER DATABASE ${database?.name ?? ''} RESET default_transaction_read_only`);
    }
  });
});

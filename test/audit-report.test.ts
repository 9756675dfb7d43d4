import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessReportSchema, type AccessReport } from '../src/audit/report/schema';
import { runReport } from '../src/cli/audit/report';
import { visitsOf, waitForState } from './support/bookings';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';

/** Another patient of the same practice, in another call. */
const ELENA = { firstName: 'Elena', lastName: 'Castellano', dateOfBirth: '1982-09-03' };

describe('the access report', () => {
  let stack: TestStack;
  let folder: string;
  let accountId: string;
  let integrationId: string;
  let patientRef: string;
  let callId: string;
  let patientId: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parlae-report-'));
    stack = await startStack();
    const call = stack.call();
    callId = call.id;
    const { patient, slots } = await call.verifyAndAsk();
    await call.tool('book-appointment', { patient, slot: slots[0] });
    const confirmed = await waitForState(stack.database, call.id, 'confirmed');
    const [booking] = await stack.database.query<Record<'account_id' | 'integration_id' | 'patient_index', string>>(
      'SELECT account_id, integration_id, patient_index FROM bookings',
    );
    accountId = booking?.account_id ?? '';
    integrationId = booking?.integration_id ?? '';
    patientRef = booking?.patient_index ?? '';
    patientId = (await visitsOf(stack.simulator, confirmed))[0]?.patientId ?? '';
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
  const report = (out: string, ...flags: string[]): Promise<number> =>
    runReport(['--account', accountId, '--as', 'privacy-1', '--out', fileOf(out), ...flags], stack.env);
  const read = (out: string): AccessReport => accessReportSchema.parse(JSON.parse(readFileSync(fileOf(out), 'utf8')));
  const ofPatient = (ref: string) =>
    stack.database.query<{
      id: string;
      chain_seq: string;
      action: string;
      kind: string;
      attempt_id: string | null;
      vapi_call_id: string;
    }>('SELECT * FROM pms_audit_logs WHERE patient_ref = $1 ORDER BY chain_seq', [ref]);
  const reportRows = () =>
    stack.database.query(`SELECT * FROM pms_audit_logs WHERE action = 'audit.report' ORDER BY chain_seq`);

  it("holds every row about the patient, each exchange once, and nobody else's", async () => {
    expect(await report('all.json', '--patient-ref', patientRef)).toBe(0);
    const { accesses, ownRow } = read('all.json');
    // Work goes on after the call, and adds more.
    const rows = (await ofPatient(patientRef)).filter(({ chain_seq }) => Number(chain_seq) < ownRow.chainSeq);
    const answered = new Set(rows.map(({ attempt_id }) => attempt_id));
    const expected = rows.filter(({ kind, id }) => kind !== 'attempt' || !answered.has(id));
    expect(accesses.map(({ row }) => row.id)).toEqual(expected.map(({ id }) => id));
    expect(expected.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['tool.call', 'pms.appointment.create', 'booking.transition']),
    );
    expect(new Set(accesses.map((access) => access.callId))).toEqual(new Set([callId]));
    expect(accesses.find(({ what }) => what.endsWith('search-patients'))?.who).toMatch(
      /^our voice assistant, for a caller at level L3 \(full name, date of birth, caller's number\)$/,
    );
  });

  it('finds the patient by the id in the practice software, where it names whose it is', async () => {
    expect(await report('by-id.html', '--patient', patientId, '--integration', integrationId)).toBe(0);
    const page = readFileSync(fileOf('by-id.html'), 'utf8');
    expect(page).toContain(patientRef);
    expect(page).toContain(callId);
    expect(page).not.toContain(`>${patientId}<`);
    for (const phi of [MAYA.firstName, MAYA.lastName, MAYA.dateOfBirth]) expect(page).not.toContain(phi);
  });

  it('is on record itself, before it is written, and gives its row', async () => {
    const before = (await reportRows()).length;
    expect(await report('own.json', '--patient-ref', patientRef)).toBe(0);
    const rows = await reportRows();
    expect(rows).toHaveLength(before + 1);
    expect(rows.at(-1)).toMatchObject({
      id: read('own.json').ownRow.id,
      kind: 'event',
      actor_type: 'operator',
      actor_ref: 'privacy-1',
      purpose: 'patient-request',
      patient_ref: patientRef,
      phi_accessed: true,
    });
  });

  it('is honest and empty for a patient without rows', async () => {
    expect(await report('empty.json', '--patient-ref', 'nobody-at-all')).toBe(0);
    const { accesses, accountingOfDisclosures } = read('empty.json');
    expect(accesses).toEqual([]);
    expect(accountingOfDisclosures).toMatchObject({
      disclosures: [],
      statement: expect.stringMatching(/^No disclosure/),
    });
  });

  it('can be made by a privacy officer, who may read the record and nothing else', async () => {
    const url = new URL(stack.database.ownerUrl);
    url.searchParams.set('options', '-c role=parlae_auditor');
    const args = ['--account', accountId, '--patient-ref', patientRef, '--as', 'privacy-2', '--out'];
    expect(await runReport([...args, fileOf('auditor.json')], { ...stack.env, DATABASE_URL: url.href })).toBe(0);
    expect(read('auditor.json')).toMatchObject({ madeBy: 'privacy-2' });
    expect(read('auditor.json').accesses.length).toBeGreaterThan(5);
  });

  it('leaves a file alone that is there already, and makes no row for it', async () => {
    expect(await report('twice.json', '--patient-ref', patientRef)).toBe(0);
    const before = readFileSync(fileOf('twice.json'), 'utf8');
    const rows = (await reportRows()).length;
    expect(await report('twice.json', '--patient-ref', patientRef)).toBe(2);
    expect(readFileSync(fileOf('twice.json'), 'utf8')).toBe(before);
    expect(await reportRows()).toHaveLength(rows);
    expect(await report('twice.json', '--patient-ref', patientRef, '--force')).toBe(0);
  });

  it('knows no account and no practice that is not there, and writes nothing', async () => {
    const unknown = '00000000-0000-4000-8000-00000000ffff';
    expect(await report('x.json', '--patient', '1', '--integration', unknown)).toBe(2);
    expect(await report('x.json', '--patient-ref', patientRef, '--account', unknown)).toBe(2);
    expect(existsSync(fileOf('x.json'))).toBe(false);
  });

  it('counts an export for a purpose of 45 CFR 164.512, of the patient and of the whole record', async () => {
    const disclose = (ref: string | null, recipient: string) =>
      stack.database.query('SELECT audit_append($1::jsonb)', [
        JSON.stringify([
          {
            id: randomUUID(),
            event_version: 2,
            kind: 'event',
            account_id: accountId,
            action: 'audit.export',
            outcome: 'success',
            actor_type: 'operator',
            actor_ref: 'privacy-1',
            on_behalf_of: recipient,
            purpose: 'health-oversight',
            patient_ref: ref,
            phi_accessed: true,
            phi_fields: ['audit'],
          },
        ]),
      ]);
    await disclose(patientRef, 'Board of Dentistry');
    await disclose(null, 'Department of Health');
    await disclose('somebody-else', 'Nobody in this report');
    expect(await report('disclosed.json', '--patient-ref', patientRef)).toBe(0);
    const { disclosures } = read('disclosed.json').accountingOfDisclosures;
    expect(disclosures.map(({ recipient, purpose }) => [recipient, purpose])).toEqual([
      ['Board of Dentistry', 'oversight of health care'],
      ['Department of Health', 'oversight of health care'],
    ]);
  });

  it('is not written where its own row cannot be: the database is read-only', async () => {
    const [{ name }] = (await stack.database.query<{ name: string }>('SELECT current_database() AS name')) as [
      { name: string },
    ];
    await stack.database.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    try {
      expect(await report('refused.json', '--patient-ref', patientRef)).toBe(1);
      expect(existsSync(fileOf('refused.json'))).toBe(false);
    } finally {
      await stack.database.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    }
    expect(await report('refused.json', '--patient-ref', patientRef)).toBe(0);
  });
});

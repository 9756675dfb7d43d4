import { pino } from 'pino';
import { readWorkerConfig } from '../src/config/worker-config';
import type { ChangeKind } from '../src/domain/changes/operation';
import { phi, reveal } from '../src/domain/phi';
import { createMetrics } from '../src/observability/metrics';
import { loadNewsAbout, type NewsAbout } from '../src/persistence/news-subject';
import { CHANGE_CREATED, storeChange } from '../src/persistence/pms-changes';
import { createSharedParts, type SharedParts } from '../src/process/shared-parts';
import { textWords } from '../src/services/caller-news/words';
import { startStack, type TestStack } from './support/stack';

describe('news of a change', () => {
  let stack: TestStack;
  let parts: SharedParts;
  let session: { id: string; account_id: string; integration_id: string };

  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    const config = readWorkerConfig(stack.env);
    if (!config.ok) throw new Error('the test stack is misconfigured');
    const logger = pino({ level: 'silent' });
    parts = await createSharedParts({ config: config.value, now: () => new Date(), metrics: createMetrics(), logger });
    const call = stack.call();
    await call.verifyAndAsk();
    const [row] = await stack.database.query<typeof session>('SELECT * FROM call_sessions WHERE vapi_call_id = $1', [
      call.id,
    ]);
    session = row!;
  });
  afterAll(async () => {
    await parts.close();
    await stack.stop();
  });

  async function aboutOne(kind: ChangeKind, request: unknown, createdId: string | null = null): Promise<NewsAbout> {
    const { database, cipher } = parts;
    const { account_id: accountId } = session;
    const { id } = await database.transaction((tx) =>
      storeChange(tx, cipher, {
        accountId,
        integrationId: session.integration_id,
        callSessionId: session.id,
        kind,
        operationKey: `${kind}-key`,
        workflowId: `${kind}-workflow`,
        route: 'pms',
        patientIndex: 'invented-index',
        request: phi(request),
        bookingId: null,
        textConsent: true,
      }),
    );
    const created = createdId === null ? null : await cipher.seal(accountId, CHANGE_CREATED, phi(createdId));
    await stack.database.query(
      `UPDATE pms_changes SET state = 'confirmed', created = $2, writeback_id = '1' WHERE id = $1`,
      [id, created],
    );
    return database.run((tx) => loadNewsAbout(tx, cipher, { accountId, changeId: id }));
  }

  const VISIT = { appointmentSrNo: '1', patientId: '4001', lengthMinutes: 60, providerId: 'HYG1', operatory: 'OP3' };

  it('is of the visit that was cancelled, and goes to its patient', async () => {
    const visit = { ...VISIT, date: '2031-03-10', time: '10:30' };
    const about = await aboutOne('cancel-appointment', { visit, reason: 'invented' });
    expect(about).toMatchObject({ what: 'cancel-appointment', state: 'confirmed', hasConsent: true, bookingId: null });
    expect(reveal(about.patientId!)).toBe('4001');
    expect(about.startsAt?.toISOString()).toMatch(/^2031-03-10T/);
    expect(reveal(textWords('Sample Dental', about))).toBe(
      'Sample Dental: your visit on Mon Mar 10 at 10:30 AM is cancelled. Reply STOP to opt out.',
    );
  });

  it('is of no visit where a chart was changed, and goes to its patient', async () => {
    const about = await aboutOne('update-patient', { patientId: '4002', changes: { phone: '+12025550142' } });
    expect(about).toMatchObject({ what: 'update-patient', visit: null, startsAt: null });
    expect(reveal(about.patientId!)).toBe('4002');
  });

  it('goes to the chart that was made for a new patient, and to nobody before there is one', async () => {
    const request = { firstName: 'Ada', lastName: 'Sample', birthDate: '1990-01-02', phone: '+12025550142' };
    const about = await aboutOne('create-patient', request, '4999');
    expect(about.what).toBe('create-patient');
    expect(reveal(about.patientId!)).toBe('4999');
    await stack.database.query(`UPDATE pms_changes SET created = NULL WHERE id = $1`, [about.changeId]);
    const { database, cipher } = parts;
    const subject = { accountId: session.account_id, changeId: about.changeId! };
    expect((await database.run((tx) => loadNewsAbout(tx, cipher, subject))).patientId).toBeNull();
  });

  it('of another account is nobody’s', async () => {
    const about = await aboutOne('update-patient', { patientId: '4002', changes: {} });
    const subject = { accountId: '7f1d5c1e-54a5-4f0e-8f3b-0a0a0a0a0a01', changeId: about.changeId! };
    await expect(parts.database.run((tx) => loadNewsAbout(tx, parts.cipher, subject))).rejects.toThrow();
  });
});

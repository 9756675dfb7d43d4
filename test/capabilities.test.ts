import { randomBytes, randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createRefreshCapabilities } from '../src/activities/refresh-capabilities';
import { createAccount, createIntegration } from '../src/persistence/accounts';
import { findCapabilities, listStaleCapabilities, noteDataInsert, recordProven } from '../src/persistence/capabilities';
import { findPracticeOf } from '../src/persistence/practices';
import type { IntegrationRef } from '../src/domain/integration-ref';
import { Database } from '../src/persistence/database';
import type { PmsIntegrationEntity } from '../src/persistence/entities/pms-integration';
import type { WrappingKeys } from '../src/persistence/phi-cipher';
import { createCapabilityRefresh } from '../src/services/capabilities/refresh-capabilities';
import { REFERENCE_ANSWERS } from '../src/services/capabilities/test-answers';
import { startReferenceRig, type ReferenceRig } from '../src/sikka/test-reference-calls';
import type { ScriptedAnswer } from '../src/sikka/test-rig';
import { createTestDatabase, type TestDatabase } from './support/database';

const wrappingKey = randomBytes(32);
const KEYS: WrappingKeys = { current: { id: 'k1', key: wrappingKey }, all: new Map([['k1', wrappingKey]]) };
const DOWN: ScriptedAnswer = { status: 503 };
const NOON = new Date('2031-03-04T12:00:00Z');
const OCCASION = { workflowId: 'workflow-1' };

describe('what is known of a practice’s software', () => {
  let postgres: TestDatabase;
  let database: Database;
  let rig: ReferenceRig;
  let answers: Record<string, ScriptedAnswer>;
  let now: Date;
  beforeAll(async () => {
    postgres = await createTestDatabase();
    database = new Database(postgres.admin);
    rig = await startReferenceRig(({ path }) => answers[path] ?? { status: 204 });
  });
  afterAll(async () => {
    await rig.close();
    await postgres.drop();
  });
  beforeEach(async () => {
    answers = { ...REFERENCE_ANSWERS };
    now = NOON;
    await postgres.query('DELETE FROM pms_capabilities');
    await postgres.query('DELETE FROM pms_integrations');
    rig.server.seen.length = 0;
  });

  const newAccount = (): Promise<string> =>
    database.transaction((tx) => createAccount(tx, KEYS, { name: 'Sample', timeZone: 'America/New_York' }));

  async function newPractice(changes: Partial<PmsIntegrationEntity> = {}): Promise<IntegrationRef> {
    const accountId = changes.accountId ?? (await newAccount());
    const integrationId = await database.transaction((tx) =>
      createIntegration(tx, {
        accountId,
        officeId: 'Z00001',
        practiceId: '1-1',
        custId: '1',
        practiceName: 'Sample Dental',
        pmsType: 'Open Dental',
        pmsVersion: 'V24',
        timeZone: 'America/New_York',
        status: 'active',
        mode: 'live',
        secretArn: 'arn:invented',
        ...changes,
      }),
    );
    return { accountId, integrationId };
  }

  const refresher = () => createCapabilityRefresh({ database, sikka: rig.sikka, now: () => now });
  const practiceOf = async (ref: IntegrationRef) => {
    const practice = await database.run((manager) => findPracticeOf(manager, ref));
    if (practice === null) throw new Error('no such practice');
    return practice;
  };
  const refresh = async (ref: IntegrationRef) => refresher().refreshCapabilities(await practiceOf(ref), OCCASION);
  const stored = ({ accountId, integrationId }: IntegrationRef) =>
    database.run((manager) => findCapabilities(manager, accountId, integrationId));
  const auditRows = ({ integrationId }: IntegrationRef) =>
    postgres.query('SELECT * FROM pms_audit_logs WHERE pms_integration_id = $1', [integrationId]);

  it('is stored with the audit rows of what it took', async () => {
    const ref = await newPractice();
    expect(await refresh(ref)).toEqual({ kind: 'refreshed', staleParts: [] });
    expect(await stored(ref)).toMatchObject({
      capabilities: { cancelWord: 'Cancelled', staleParts: [] },
      freshness: { insertedAt: '2031-03-04T11:40:00.000Z', checkedAt: NOON.toISOString(), isInsertInProgress: false },
      refreshedAt: NOON,
    });
    const rows = await auditRows(ref);
    expect(rows).toHaveLength(rig.server.seen.length);
    expect(new Set(rows.map((row) => row['action']))).toEqual(new Set(['pms.reference.read']));
  });

  it('is that of its own account only', async () => {
    const ref = await newPractice();
    await refresh(ref);
    const foreign = { ...ref, accountId: await newAccount() };
    expect(await stored(foreign)).toBeNull();
    expect(await database.run((manager) => findPracticeOf(manager, foreign))).toBeNull();
  });

  it('is not stored when a first refresh fails, but what was asked is on the audit record', async () => {
    const ref = await newPractice();
    answers['/providers'] = DOWN;
    expect(await refresh(ref)).toEqual({ kind: 'failed', staleParts: ['providers'] });
    expect(await stored(ref)).toBeNull();
    expect(await auditRows(ref)).toHaveLength(rig.server.seen.length);
  });

  it('keeps the part that a later refresh cannot read', async () => {
    const ref = await newPractice();
    await refresh(ref);
    answers['/providers'] = DOWN;
    answers['/health_check'] = DOWN;
    now = new Date('2031-03-05T12:00:00Z');
    expect(await refresh(ref)).toEqual({ kind: 'refreshed', staleParts: ['providers', 'freshness'] });
    const later = await stored(ref);
    expect(later?.capabilities.providers).toHaveLength(3);
    expect(later?.capabilities.staleParts).toEqual(['providers']);
    expect(later).toMatchObject({ refreshedAt: now, freshness: { checkedAt: NOON.toISOString() } });
  });

  it('is as it was after a refresh that could read nothing', async () => {
    const ref = await newPractice();
    await refresh(ref);
    const before = await stored(ref);
    answers = Object.fromEntries(Object.keys(REFERENCE_ANSWERS).map((path) => [path, DOWN]));
    now = new Date('2031-03-05T12:00:00Z');
    expect((await refresh(ref)).kind).toBe('failed');
    expect(await stored(ref)).toEqual(before);
  });

  it('is stored once when two refreshes meet', async () => {
    const ref = await newPractice();
    await Promise.all([refresh(ref), refresh(ref)]);
    expect(await postgres.query('SELECT 1 FROM pms_capabilities')).toHaveLength(1);
  });

  it('learns from a write that worked, for good and for this practice only', async () => {
    const ref = await newPractice();
    const other = await newPractice({ accountId: ref.accountId, practiceId: '1-2' });
    const prove = ({ accountId, integrationId }: IntegrationRef, write: 'reschedule-appointment' | 'add-note') =>
      database.run((manager) => recordProven(manager, accountId, integrationId, write));
    await prove(ref, 'reschedule-appointment');
    expect(await stored(ref)).toBeNull();

    await refresh(ref);
    await prove({ ...ref, accountId: await newAccount() }, 'reschedule-appointment');
    expect(await stored(ref)).toMatchObject({ capabilities: { provenWrites: [] } });

    await prove(ref, 'reschedule-appointment');
    await prove(ref, 'reschedule-appointment');
    await prove(ref, 'add-note');
    const learned = {
      capabilities: {
        provenWrites: ['reschedule-appointment', 'add-note'],
        writes: { 'reschedule-appointment': 'supported', 'add-note': 'unsupported', 'book-appointment': 'supported' },
      },
    };
    expect(await stored(ref)).toMatchObject(learned);
    await refresh(ref);
    expect(await stored(ref)).toMatchObject(learned);
    expect(await stored(other)).toBeNull();
  });

  it('notes that data is coming in for every practice of the office, through a refresh too', async () => {
    const ref = await newPractice();
    const { accountId } = ref;
    const sister = await newPractice({ accountId, practiceId: '1-2' });
    const stranger = await newPractice({ accountId, officeId: 'Z00002' });
    for (const practice of [ref, sister, stranger]) await refresh(practice);
    const note = (owner: string, isInProgress: boolean) =>
      database.run((manager) => noteDataInsert(manager, { accountId: owner, officeId: 'Z00001' }, isInProgress));
    const seen = async () =>
      Promise.all(
        [ref, sister, stranger].map(async (practice) => (await stored(practice))?.freshness?.isInsertInProgress),
      );
    await note(await newAccount(), true);
    expect(await seen()).toEqual([false, false, false]);
    await note(accountId, true);
    expect(await seen()).toEqual([true, true, false]);
    await refresh(ref);
    expect(await seen()).toEqual([true, true, false]);
    await note(accountId, false);
    expect(await seen()).toEqual([false, false, false]);
  });

  it('keeps what was noted of data coming in where nothing else of freshness is known', async () => {
    const ref = await newPractice();
    answers['/health_check'] = DOWN;
    await refresh(ref);
    expect((await stored(ref))?.freshness).toBeNull();
    await database.run((manager) => noteDataInsert(manager, { accountId: ref.accountId, officeId: 'Z00001' }, true));
    expect((await stored(ref))?.freshness).toMatchObject({ isInsertInProgress: true, syncStatus: 'unknown' });
  });

  it('is due where it was never read, or last read before the time asked for, at a practice that is linked', async () => {
    const [never, old, recent] = [
      await newPractice(),
      await newPractice({ officeId: 'Z00002', status: 'degraded' }),
      await newPractice({ officeId: 'Z00003' }),
    ];
    await newPractice({ officeId: 'Z00004', status: 'pending' });
    await newPractice({ officeId: 'Z00005', status: 'revoked' });
    now = new Date('2031-03-03T11:00:00Z');
    await refresh(old);
    now = new Date('2031-03-04T11:00:00Z');
    await refresh(recent);
    const due = await database.run((manager) => listStaleCapabilities(manager, new Date('2031-03-03T12:00:00Z')));
    expect(due).toEqual([never, old]);
  });

  it('renews its freshness alone with two requests', async () => {
    const ref = await newPractice();
    const practice = await practiceOf(ref);
    expect((await refresher().refreshFreshness(practice, OCCASION)).kind).toBe('failed');
    await refresh(ref);
    rig.server.seen.length = 0;
    now = new Date('2031-03-04T12:15:00Z');
    answers['/data_sync_status'] = { status: 204 };
    expect(await refresher().refreshFreshness(practice, OCCASION)).toEqual({ kind: 'refreshed', staleParts: [] });
    expect(rig.server.seen.map(({ path }) => path)).toEqual(['/data_sync_status', '/health_check']);
    expect(await stored(ref)).toMatchObject({
      refreshedAt: NOON,
      freshness: { syncStatus: 'unknown', checkedAt: now.toISOString() },
    });
    answers['/data_sync_status'] = DOWN;
    expect(await refresher().refreshFreshness(practice, OCCASION)).toEqual({
      kind: 'failed',
      staleParts: ['freshness'],
    });
  });

  describe('the activity', () => {
    const run = (ref: IntegrationRef) =>
      new MockActivityEnvironment().run(
        createRefreshCapabilities({ database, refresh: refresher() }).refreshCapabilities,
        ref,
      );

    it('gives a summary that holds nothing but row ids and closed words', async () => {
      const ref = await newPractice();
      answers['/writeback_details'] = DOWN;
      const { accountId } = ref;
      expect(await run(ref)).toEqual({ accountId, kind: 'refreshed', staleParts: ['appointment-types'] });
    });

    it('asks nothing for a practice of another account, just as for none', async () => {
      const ref = await newPractice();
      const accountId = await newAccount();
      const nothing = { accountId, kind: 'failed', staleParts: [] };
      expect(await run({ ...ref, accountId })).toEqual(nothing);
      expect(await run({ accountId, integrationId: randomUUID() })).toEqual(nothing);
      expect(rig.server.seen).toEqual([]);
    });
  });
});

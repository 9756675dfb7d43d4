import { randomUUID } from 'node:crypto';
import { phi } from '../src/domain/phi';
import type { PmsOffice, PmsSoftware } from '../src/domain/pms';
import {
  movedVisitKey,
  newPatientKey,
  newVisitKey,
  referenceKey,
  visitStatusKey,
  type MatchKey,
} from '../src/domain/writeback-match/match-keys';
import { findSeenWriteback } from '../src/persistence/writeback-sweeps';
import type { SharedParts } from '../src/process/shared-parts';
import { hashesOf } from '../src/services/writeback-sweep/match-hashes';
import { sweepWritebacks, type SweepOutcome } from '../src/services/writeback-sweep/sweep-writebacks';
import type { AcceptedWrite } from '../src/sikka/accepted-write';
import type { SikkaReply } from '../src/sikka/reply';
import { DENTRIX_OFFICE, OPEN_DENTAL_OFFICE, openLink, type TestLink } from './support/link';
import { startBareProcess } from './support/link-processes';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const OPEN_DENTAL: PmsSoftware = { name: 'Open Dental', version: 'V24' };
const DENTRIX: PmsSoftware = { name: 'Dentrix', version: 'G6' };
/** Its visits have no description. */
const DOLPHIN: PmsSoftware = { name: 'Dolphin Management', version: 'V6' };
const DAY = '2031-03-10';
const BEFORE = new Date(0);

describe('the sweep over the write-backs of all tenants', () => {
  let stack: TestStack;
  let link: TestLink;
  /** Two processes, with nothing in common but the database. */
  let processes: SharedParts[];
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    link = await openLink(stack);
    processes = [await startBareProcess(link), await startBareProcess(link)];
  });
  afterEach(() => stack.simulator.put('/knobs', { 'api.faults': [] }));
  afterAll(async () => {
    for (const parts of processes) await parts.close();
    await link.close();
    await stack.stop();
  });

  const parts = (): SharedParts => processes[0]!;
  const office = (officeId: string): PmsOffice => ({ accountId: link.accountId, officeId, practiceId: '1-1' });
  const now = (): Date => new Date();
  const sweep = (startedAfter = now()): Promise<SweepOutcome> => sweepWritebacks({ ...parts(), now })({ startedAfter });
  const countReads = (): Promise<number> => stack.simulator.countRequests('GET', '/writebacks');

  const idOf = (reply: SikkaReply<AcceptedWrite>): string => {
    if (!reply.ok) throw new Error(`Sikka refused: ${JSON.stringify(reply.error)}`);
    return reply.value.writebackId;
  };
  interface Visit {
    readonly pms: PmsSoftware;
    readonly officeId: string;
    readonly time: string;
    readonly description?: string;
  }
  /** Posts a visit and gives the id of its write-back; of software without a description none is sent. */
  const post = async ({ pms, officeId, time, description = 'Cleaning' }: Visit): Promise<string> =>
    idOf(
      await parts().sikka.appointments.postAppointment(
        { office: office(officeId), pms },
        phi({
          patientId: '4001',
          date: DAY,
          time,
          lengthMinutes: 30,
          providerId: 'PRV1',
          operatory: 'OP1',
          description,
          type: '12',
          user: 'STF1',
        }),
      ),
    );
  const keyAt = (time: string): MatchKey =>
    newVisitKey({ patientId: '4001', date: DAY, time, providerId: 'PRV1', operatory: 'OP1' })!;
  const find = (officeId: string, key: MatchKey, claimedAt = BEFORE): Promise<string | null> =>
    parts().database.transaction((tx) =>
      findSeenWriteback(tx, { officeId, matches: hashesOf(parts().index, office(officeId), key), claimedAt }),
    );

  it('is made once or twice for twenty look-ups at the same moment in two processes', async () => {
    await stack.simulator.put('/knobs', { 'api.latencyMs': 300 });
    const before = await countReads();
    const looks = Array.from({ length: 20 }, (_, i) =>
      sweepWritebacks({ ...processes[i % 2]!, now })({ startedAfter: now() }),
    );
    expect(new Set(await Promise.all(looks))).toEqual(new Set(['done']));
    expect((await countReads()) - before).toBeGreaterThanOrEqual(1);
    expect((await countReads()) - before).toBeLessThanOrEqual(2);
    await stack.simulator.put('/knobs', { 'api.latencyMs': 0 });
  });

  it('is good enough for whoever needs no later one, and for nobody who does', async () => {
    const since = now();
    await sweep();
    const before = await countReads();
    await sweep(since);
    expect(await countReads()).toBe(before);
    await sweep();
    expect(await countReads()).toBe(before + 1);
  });

  it('asks no clock that runs ahead to be caught up with', async () => {
    expect(await sweep(new Date(Date.now() + 3_600_000))).toBe('done');
  });

  it('that fails is told to all who wait for it, and the next may try at once', async () => {
    const fault = { method: 'GET', path: '/writebacks', status: 503, count: 1 };
    await stack.simulator.put('/knobs', { 'api.faults': [fault] });
    expect(await sweep()).toBe('failed');
    const [row] = await stack.database.query('SELECT lease_holder, finished_at FROM writeback_sweeps');
    expect(row).toEqual({ lease_holder: null, finished_at: null });
    expect(await sweep()).toBe('done');
  });

  it('is taken over from a process that died with it', async () => {
    await stack.database.query(
      `UPDATE writeback_sweeps SET lease_holder = $1, lease_expires_at = now() + interval '1 second'`,
      [randomUUID()],
    );
    expect(await sweep()).toBe('done');
  });

  it('finds a write by its code, and where no code goes out by whose it is and when', async () => {
    const coded = await post({
      pms: OPEN_DENTAL,
      officeId: OPEN_DENTAL_OFFICE,
      time: '08:00',
      description: 'Cleaning PRL0000000Z',
    });
    await stack.simulator.put(`/knobs?officeId=${OPEN_DENTAL_OFFICE}`, { 'office.profile': 'dolphin' });
    const bare = await post({ pms: DOLPHIN, officeId: OPEN_DENTAL_OFFICE, time: '08:30' });
    await stack.simulator.put(`/knobs?officeId=${OPEN_DENTAL_OFFICE}`, { 'office.profile': 'seed' });
    await sweep();
    expect(await find(OPEN_DENTAL_OFFICE, referenceKey('PRL0000000Z'))).toBe(coded);
    expect(await find(OPEN_DENTAL_OFFICE, keyAt('08:30'))).toBe(bare);
    expect(await find(OPEN_DENTAL_OFFICE, keyAt('08:00'))).toBeNull();
  });

  it('never gives one tenant the write of another, however equal they are', async () => {
    const theirs = await post({ pms: DENTRIX, officeId: DENTRIX_OFFICE, time: '09:00' });
    await sweep();
    expect(await find(OPEN_DENTAL_OFFICE, keyAt('09:00'))).toBeNull();
    expect(await find(DENTRIX_OFFICE, keyAt('09:00'))).toBe(theirs);
    const ours = await post({ pms: OPEN_DENTAL, officeId: OPEN_DENTAL_OFFICE, time: '09:00' });
    await sweep();
    expect(await find(OPEN_DENTAL_OFFICE, keyAt('09:00'))).toBe(ours);
    expect(await find(DENTRIX_OFFICE, keyAt('09:00'))).toBe(theirs);
  });

  it('gives none of two equal writes, and no write of before the claim', async () => {
    const visit = { pms: OPEN_DENTAL, officeId: OPEN_DENTAL_OFFICE, time: '09:30' };
    const first = await post(visit);
    await sweep();
    const [{ at } = { at: now() }] = await stack.database.query<{ at: Date }>('SELECT now() AS at');
    const second = await post(visit);
    await sweep();
    expect(first).not.toBe(second);
    expect(await find(OPEN_DENTAL_OFFICE, keyAt('09:30'))).toBeNull();
    expect(await find(OPEN_DENTAL_OFFICE, keyAt('09:30'), at)).toBe(second);
  });

  it('finds moves, cancellations and new patients too', async () => {
    const context = { office: office(OPEN_DENTAL_OFFICE), pms: OPEN_DENTAL };
    const { sikka } = parts();
    const visits = await sikka.appointments.listBusyVisits(
      { office: context.office },
      { startDate: addToToday(-7), endDate: addToToday(30) },
    );
    if (!visits.ok) throw new Error('no visits');
    const [one] = visits.value.filter(({ isCancelled, date }) => !isCancelled && date > addToToday(2));
    const { appointmentSrNo, providerId } = one!;
    const moved = idOf(
      await sikka.appointments.putAppointment(context, phi({ appointmentSrNo, providerId, date: DAY, time: '15:00' })),
    );
    const cancelled = idOf(
      await sikka.appointments.patchAppointmentStatus(context, phi({ appointmentSrNo, status: 'Cancelled' })),
    );
    const entered = idOf(
      await sikka.patients.postPatient(
        context,
        phi({ firstName: 'Zoë', lastName: 'O’Quill-Núñez', birthDate: '1990-01-02', providerId: 'PRV1' }),
        addToToday(0),
      ),
    );
    await sweep();
    expect(await find(OPEN_DENTAL_OFFICE, movedVisitKey({ appointmentSrNo, date: DAY, time: '15:00' })!)).toBe(moved);
    expect(await find(OPEN_DENTAL_OFFICE, visitStatusKey({ appointmentSrNo, status: 'cancelled' })!)).toBe(cancelled);
    const person = { firstName: 'Zoe', lastName: 'O’Quill Nunez', birthDate: '1990-01-02' };
    expect(await find(OPEN_DENTAL_OFFICE, newPatientKey(person)!)).toBe(entered);
  });

  it('keeps office, id and hash, and nothing of what was written; and forgets in time', async () => {
    await post({ pms: OPEN_DENTAL, officeId: OPEN_DENTAL_OFFICE, time: '10:00', description: 'Canary PRL0000001Z' });
    await sweep();
    const rows = await stack.database.query('SELECT * FROM seen_writebacks');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(['match', 'office_id', 'seen_at', 'writeback_id']);
      expect(row['match']).toMatch(/^[\w-]{22}$/);
    }
    expect(JSON.stringify(rows)).not.toMatch(/Canary|PRL0|4001|2031-03-10/);
    await stack.database.query(`UPDATE seen_writebacks SET seen_at = now() - interval '9 days'`);
    await stack.simulator.put('/knobs', { 'writebacks.lagMs': 3_600_000 });
    await sweep();
    await stack.simulator.put('/knobs', { 'writebacks.lagMs': 0 });
    expect(await stack.database.query('SELECT * FROM seen_writebacks')).toEqual([]);
  });

  it('is on record as the reading of a list that belongs to no account', async () => {
    const rows = () =>
      stack.database.query(
        `SELECT endpoint, outcome, phi_accessed, purpose FROM pms_audit_logs
          WHERE account_id IS NULL AND action = 'pms.writebacks.look-up' AND outcome = 'success'`,
      );
    const before = (await rows()).length;
    await sweep();
    const after = await waitFor('the row', async () => {
      const all = await rows();
      return all.length > before ? all : null;
    });
    expect(after.at(-1)).toEqual({
      endpoint: '/writebacks',
      outcome: 'success',
      phi_accessed: true,
      purpose: 'treatment',
    });
  });
});

const addToToday = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

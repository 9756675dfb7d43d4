import { createBlindIndex } from '../../../src/crypto/blind-index';
import { phi, reveal } from '../../../src/domain/phi';
import { createPatientFinder, type SearchClues } from '../../../src/services/find-candidates';
import type { SikkaClient } from '../../../src/sikka/client';
import { bookAndSettle, DELAY_MS, errorOf, SUNDAY, valueOf } from '../calls';
import { OFFICE } from '../linked-client';
import { readTruth } from '../truth';
import { linesFor, type KnobLine, type LineBench } from './line';

const RANGE = { startDate: '2031-03-02', endDate: '2031-03-15' };
const DOLPHIN = { name: 'Dolphin Management', version: 'V6' };

/** The product's five reads, without the record that it keeps of them. */
async function findNames(client: SikkaClient, fullName: string, phone: string | null): Promise<ReadonlySet<string>> {
  const clues: SearchClues = { fullName, statedPhone: phone, callerNumber: null };
  const trail = { attempt: () => Promise.resolve([]), outcome: () => undefined, seen: () => undefined };
  const practice = { accountId: OFFICE.accountId, integrationId: 'any', office: OFFICE };
  const scope = { practice, signal: new AbortController().signal, trail };
  const { patients, isComplete } = await createPatientFinder(client, createBlindIndex(Buffer.alloc(32)))(clues, scope);
  expect(isComplete).toBe(true);
  return new Set(patients.map((patient) => reveal(patient)).map(({ firstName }) => firstName));
}

/** Each kind of phone: Maya's cell, the Castellanos' home, Marco's work. */
async function checkPhones({ client }: LineBench, isFoundByPhone: boolean): Promise<void> {
  expect(await findNames(client, 'Maya Brightwater', '602-555-0142')).toContain('Maya');
  expect(await findNames(client, 'Marco Castellano', '+16025550178')).toContain('Marco');
  for (const [phone, firstName] of [
    ['602-555-0142', 'Maya'],
    ['602-555-0177', 'Sofia'],
    ['(602) 555-0178', 'Marco'],
  ] as const) {
    expect((await findNames(client, 'Nobody Unheardof', phone)).has(firstName)).toBe(isFoundByPhone);
  }
  expect(await findNames(client, 'Nobody Unheardof', '602-555-0100')).toEqual(new Set());
}

async function checkNames({ client }: LineBench, isCaseIgnored: boolean): Promise<void> {
  expect(await findNames(client, 'Maya Brightwater', null)).toContain('Maya');
  expect(await findNames(client, 'maya brightwater', '602-555-0142')).toContain('Maya');
  expect((await findNames(client, 'maya brightwater', null)).has('Maya')).toBe(isCaseIgnored);
  expect(await findNames(client, 'Elena Castellano', null)).toEqual(new Set(['Elena', 'Marco', 'Sofia', 'Leo']));
}

/** The cancelled visit's time is free, and every other visit still stands. */
async function checkCancelled(bench: LineBench, form: string): Promise<void> {
  const { client } = bench;
  const state = await bookAndSettle(bench);
  if (state.state !== 'done' || state.createdId === null) throw new Error('not booked');
  const context = { office: OFFICE, pms: { name: 'Open Dental', version: 'V24' } };
  const change = phi({ appointmentSrNo: state.createdId, status: 'Cancelled' });
  valueOf(await client.appointments.patchAppointmentStatus(context, change));
  bench.advance(DELAY_MS);
  const sunday = { startDate: SUNDAY, endDate: SUNDAY };
  const [visit, ...others] = valueOf(await client.appointments.listBusyVisits(context, sunday));
  expect(others).toEqual([]);
  if (form === 'removed') expect(visit).toBeUndefined();
  else expect(visit).toMatchObject({ appointmentSrNo: state.createdId, isCancelled: true });

  const standing = (visits: readonly { isCancelled: boolean }[]) => visits.filter(({ isCancelled }) => !isCancelled);
  const now = valueOf(await client.appointments.listBusyVisits({ office: OFFICE }, RANGE));
  expect(standing(now)).toEqual(standing(bench.truth.visits));
}

const sameTruth = async ({ client, truth }: LineBench): Promise<void> => {
  expect(await readTruth(client)).toEqual(truth);
};

const listWeeks = (client: SikkaClient) => client.practiceSchedule.listWeekSchedules({ office: OFFICE }, RANGE);

const listSlots = async (bench: LineBench) => {
  await bench.set({ 'office.profile': 'dolphin' });
  const range = { startDate: '2031-03-05', endDate: '2031-03-05' };
  return bench.client.appointments.listAvailableSlots({ office: OFFICE, pms: DOLPHIN }, range);
};

/** What the lists of a practice hold, and in which form. */
export const READ_LINES: readonly KnobLine[] = [
  ...linesFor('patients.phoneMatch', ['digits-only', 'suffix'], 'each kind of phone finds its people', (bench) =>
    checkPhones(bench, true),
  ),
  ...linesFor('patients.phoneMatch', ['exact', 'dashed-only'], 'a name finds whom bare digits do not', (bench) =>
    checkPhones(bench, false),
  ),
  ...linesFor('patients.textMatch', ['ignore-case', 'prefix', 'substring'], 'a name finds its people', (bench) =>
    checkNames(bench, true),
  ),
  ...linesFor('patients.textMatch', ['exact'], 'a name as it is spelt finds its people', (bench) =>
    checkNames(bench, false),
  ),
  ...linesFor(
    'appts.cancelledForm',
    ['True', 'T', '1', 'status-only', 'removed'],
    'a cancelled visit takes no time, and no other visit is lost',
    checkCancelled,
  ),
  ...linesFor('schedule.format', ['HH:mm', 'h:mm tt', 'ISO'], 'hours and closed days are the same', sameTruth),
  ...linesFor('schedule.support', ['rows'], 'the hours are read', async ({ client }) => {
    expect(valueOf(await listWeeks(client)).length).toBeGreaterThan(10);
  }),
  ...linesFor('schedule.support', ['204'], 'no hours are no invented ones', async ({ client }) => {
    expect(valueOf(await listWeeks(client))).toEqual([]);
  }),
  ...linesFor('schedule.support', ['API2004'], 'hours that are not in the plan are told', async (bench) => {
    expect(errorOf(await listWeeks(bench.client))).toMatchObject({ code: 'PmsAccessRevoked', isRetryable: false });
    expect(new Set(bench.refusals)).toEqual(new Set(['not-in-plan']));
  }),
  ...linesFor(
    'slots.support',
    ['profile', 'rows'],
    'free slots are read where the software has them',
    async (bench) => {
      const slots = valueOf(await listSlots(bench));
      expect(slots.length).toBeGreaterThan(5);
      expect(slots.every(({ date }) => date === '2031-03-05')).toBe(true);
    },
  ),
  ...linesFor('slots.support', ['204'], 'no slots are an empty list', async (bench) => {
    expect(valueOf(await listSlots(bench))).toEqual([]);
  }),
  ...linesFor('slots.support', ['API2004'], 'slots that are not in the plan are told', async (bench) => {
    expect(errorOf(await listSlots(bench)).code).toBe('PmsAccessRevoked');
    expect(bench.refusals).toEqual(['not-in-plan']);
  }),
];

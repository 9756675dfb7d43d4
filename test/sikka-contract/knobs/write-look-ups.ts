import { phi } from '../../../src/domain/phi';
import { book, codeNumber, DELAY_MS, errorOf, findByCode, stateOf, SUNDAY, valueOf, visitsOf } from '../calls';
import { OFFICE, OTHER_OFFICE } from '../linked-client';
import { linesFor, type KnobLine, type LineBench } from './line';

const [WANTED, OTHER] = [codeNumber(1), codeNumber(2)];
const DENTRIX = { name: 'Dentrix', version: 'G6' };

/** Another visit of the same patient, and at another customer's office one under the very same code. */
async function bookDecoys({ client }: LineBench): Promise<void> {
  valueOf(await book(client, { time: '08:00', description: `Cleaning ${OTHER}` }));
  const foreign = { providerId: 'DDS1', operatory: 'OP1', description: `Cleaning ${WANTED}` };
  valueOf(await book(client, foreign, { office: OTHER_OFFICE, pms: DENTRIX }));
}

async function looksUp(bench: LineBench, setting: string): Promise<void> {
  const { client } = bench;
  await bench.set({ 'write.lostAnswer': 'none' });
  await bookDecoys(bench);
  await bench.set({ 'write.lostAnswer': setting });
  const error = errorOf(await book(client, { description: `Cleaning ${WANTED}` }));
  expect(error).toMatchObject({ code: 'PmsUnavailable', writeOutcome: 'unknown' });

  const queued = (await bench.writes()).filter(
    ({ body }) => body['description']?.includes(WANTED) === true && body['provider_id'] === 'HYG1',
  );
  expect(queued).toHaveLength(setting.startsWith('queued') ? 1 : 0);
  const found = valueOf(await findByCode(client, WANTED));
  expect(found?.writebackId).toBe(queued[0]?.id);
  expect(valueOf(await findByCode(client, codeNumber(3)))).toBeNull();

  bench.advance(DELAY_MS);
  const visits = await visitsOf(client);
  expect(visits.filter(({ description }) => description.includes(WANTED))).toHaveLength(queued.length);
  expect(await bench.requests('POST', '/appointment')).toHaveLength(3);
}

async function findsInList(bench: LineBench): Promise<void> {
  await bookDecoys(bench);
  const { writebackId } = valueOf(await book(bench.client, { description: `Cleaning ${WANTED}` }));
  expect(valueOf(await findByCode(bench.client, WANTED))).toEqual({ writebackId });
  bench.advance(DELAY_MS);
  expect(valueOf(await findByCode(bench.client, WANTED))).toEqual({ writebackId });
}

/** What can be learnt of a write afterwards, and whether it can be taken back. */
export const LOOK_UP_LINES: readonly KnobLine[] = [
  ...linesFor('write.lostAnswer', ['none'], 'an accepted write has its id', async ({ client, ...bench }) => {
    const { writebackId } = valueOf(await book(client));
    expect((await bench.writes()).map(({ id }) => id)).toEqual([writebackId]);
  }),
  ...linesFor(
    'write.lostAnswer',
    ['queued-reset', 'queued-504', 'queued-500'],
    'a write that was queued is unknown, found by its code alone, and never sent again',
    looksUp,
  ),
  ...linesFor(
    'write.lostAnswer',
    ['lost-reset', 'lost-504', 'lost-500'],
    'a write that was lost is unknown, and nothing is found in its place',
    looksUp,
  ),
  ...linesFor(
    'writebacks.resultWords',
    ['lower', 'capital', 'other'],
    'writes are found whatever they say',
    findsInList,
  ),
  ...linesFor('writebacks.lagMs', [0, 60_000], 'a list that lags shows the write later', async (bench, lagMs) => {
    const { writebackId } = valueOf(await book(bench.client, { description: `Cleaning ${WANTED}` }));
    if (lagMs > 0) expect(valueOf(await findByCode(bench.client, WANTED))).toBeNull();
    bench.advance(lagMs);
    expect(valueOf(await findByCode(bench.client, WANTED))).toEqual({ writebackId });
  }),
  ...linesFor('write.deleteLate', ['404', '409', '410'], 'what is done cannot be taken back', async (bench) => {
    const accepted = valueOf(await book(bench.client));
    bench.advance(DELAY_MS);
    expect(valueOf(await bench.client.writebacks.deleteWriteback({}, accepted.writebackId))).toBe('too-late');
    expect((await stateOf(bench.client, accepted)).state).toBe('done');
  }),
  ...linesFor('write.deleteLate', ['200'], 'only the status proves that something was taken back', async (bench) => {
    const accepted = valueOf(await book(bench.client));
    bench.advance(DELAY_MS);
    expect(valueOf(await bench.client.writebacks.deleteWriteback({}, accepted.writebackId))).toBe('removed');
    expect((await stateOf(bench.client, accepted)).state).toBe('done');
  }),
  ...linesFor('write.runMs', [0, 5_000], 'a write is taken back until it runs', async (bench, runMs) => {
    const accepted = valueOf(await book(bench.client));
    const removal = valueOf(await bench.client.writebacks.deleteWriteback({}, accepted.writebackId));
    expect(removal).toBe(runMs === 0 ? 'removed' : 'too-late');
    bench.advance(DELAY_MS);
    expect((await stateOf(bench.client, accepted)).state).toBe(runMs === 0 ? 'unknown' : 'done');
    const range = { patientId: phi('4001'), startDate: SUNDAY, endDate: SUNDAY };
    const visits = await bench.client.appointments.findAppointments({ office: OFFICE }, range);
    expect(valueOf(visits)).toHaveLength(runMs === 0 ? 0 : 1);
  }),
];

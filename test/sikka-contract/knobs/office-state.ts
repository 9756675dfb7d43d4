import { toIanaZone } from '../../../src/sikka/time-zones';
import { book, bookAndSettle, errorOf, read, valueOf, visitsOf } from '../calls';
import { OFFICE, OTHER_PRACTICE } from '../linked-client';
import { linesFor, type KnobLine, type LineBench } from './line';

const MINUTE_MS = 60_000;

async function switchOff({ client }: LineBench): Promise<void> {
  const off = { officeId: OFFICE.officeId, practiceIds: ['1-2'], access: 'OFF' } as const;
  valueOf(await client.practiceLocations.setPracticeLocationAccess({}, off));
  const locations = valueOf(await client.practiceLocations.listPracticeLocations({}, OFFICE.officeId));
  expect(locations.map(({ isOn }) => isOn)).toEqual([true, false]);
}

const zonesOf = async ({ client }: LineBench) =>
  valueOf(await client.authorizedPractices.listAuthorizedPractices({}))
    .filter(({ officeId }) => officeId === OFFICE.officeId)
    .map(({ windowsZone }) => toIanaZone(windowsZone));

const insertedAt = async ({ client }: LineBench) =>
  valueOf(await client.dataSyncStatus.listDataSyncStatuses({}, { officeId: OFFICE.officeId }))[0]?.insertedAt ?? null;

/** How an office's data stand: how old, whether open to us, in which zone. */
export const OFFICE_STATE_LINES: readonly KnobLine[] = [
  ...linesFor(
    'read.lag',
    [0, 60],
    'a visit shows when the copy has it, once, and its write is done',
    async (bench, lag) => {
      expect((await bookAndSettle(bench)).state).toBe('done');
      expect(await visitsOf(bench.client)).toHaveLength(lag === 0 ? 1 : 0);
      bench.advance(lag * MINUTE_MS);
      expect(await visitsOf(bench.client)).toHaveLength(1);
    },
  ),
  ...linesFor(
    'dataInsert',
    ['completed', 'in progress', 'absent'],
    'data in flux is served and told',
    async (bench, now) => {
      expect((await visitsOf(bench.client)).length).toBe(0);
      expect(bench.dataInserts).toEqual(now === 'absent' ? [] : [now === 'in progress']);
    },
  ),
  ...linesFor('location.off', ['401'], 'a location that is off is told', async (bench) => {
    await switchOff(bench);
    expect(errorOf(await read(bench.client, OTHER_PRACTICE)).code).toBe('PmsAccessRevoked');
    expect(bench.refusals).toEqual(['access-removed']);
    valueOf(await read(bench.client));
  }),
  ...linesFor('location.off', ['204', 'data'], 'a location that is off is empty, or read', async (bench, setting) => {
    await switchOff(bench);
    const providers = valueOf(await read(bench.client, OTHER_PRACTICE));
    expect(providers.length > 0).toBe(setting === 'data');
    expect(bench.refusals).toEqual([]);
  }),
  ...linesFor('practice.notReady', [false], 'the practice is read', async ({ client }) => {
    valueOf(await read(client));
  }),
  ...linesFor(
    'practice.notReady',
    [true, { until: '2031-03-04T19:00:00Z' }],
    'a practice that is not uploaded yet is not ready, for as long as that is so',
    async (bench, setting) => {
      const notReady = { code: 'PmsNotReady', isRetryable: true };
      expect(errorOf(await read(bench.client))).toMatchObject(notReady);
      expect(errorOf(await book(bench.client))).toMatchObject({ ...notReady, writeOutcome: 'unknown' });
      bench.advance(4 * 60 * MINUTE_MS);
      expect((await read(bench.client)).ok).toBe(setting !== true);
      expect(bench.refusals).toEqual([]);
    },
  ),
  ...linesFor(
    'clock.zone',
    ['seed', 'Eastern Standard Time', 'Pacific Standard Time', 'SA Western Standard Time'],
    'a known zone is read, and instants hold in it',
    async (bench) => {
      expect((await zonesOf(bench)).every(({ ok }) => ok)).toBe(true);
      const ageMs = bench.now().getTime() - ((await insertedAt(bench))?.getTime() ?? 0);
      expect(ageMs).toBeGreaterThanOrEqual(0);
      expect(ageMs).toBeLessThanOrEqual(20 * MINUTE_MS);
    },
  ),
  ...linesFor('clock.zone', ['Atlantis Standard Time'], 'an unknown zone is an error, not UTC', async (bench) => {
    expect((await zonesOf(bench)).every((zone) => !zone.ok)).toBe(true);
    expect(await insertedAt(bench)).toBeNull();
  }),
  ...linesFor(
    'clock.practiceZones',
    [{ '1-2': 'Hawaiian Standard Time' }],
    'each practice keeps its own zone',
    async (bench) => {
      expect(await zonesOf(bench)).toEqual([
        { ok: true, value: 'America/New_York' },
        { ok: true, value: 'Pacific/Honolulu' },
      ]);
    },
  ),
];

import { reveal } from '../../src/domain/phi';
import type { SikkaClient } from '../../src/sikka/client';
import { OFFICE, startContractBench, type ContractBench } from './linked-client';

const EXTRA = 10_000;
/** As the simulator numbers them: those of every practice `1-1`, and the extra ones. */
const USUAL = { first: 4_001, count: 420 };
const FIRST_EXTRA = 100_001;
const EXPECTED = [
  ...Array.from({ length: USUAL.count }, (_, index) => String(USUAL.first + index)),
  ...Array.from({ length: EXTRA }, (_, index) => String(FIRST_EXTRA + index)),
].sort();

let bench: ContractBench;
let client: SikkaClient;
beforeAll(async () => {
  bench = await startContractBench({ extraPatients: EXTRA, knobs: { 'rate.limitPerMinute': 1_000_000 } });
});
beforeEach(async () => {
  ({ client } = await bench.link());
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

/** The ids in the order in which they came, with something done after each page. */
async function readIds(rowsPerPage: number, afterPage: (page: number) => Promise<unknown> = () => Promise.resolve()) {
  const ids: string[] = [];
  let page = 0;
  for await (const reply of client.patients.eachPatientPage({ office: OFFICE, timeoutMs: 20_000 }, { rowsPerPage })) {
    if (!reply.ok) throw new Error(reply.error.code);
    ids.push(...reply.value.map((patient) => reveal(patient).patientId));
    await afterPage(page++);
  }
  return { ids, pages: page };
}

/** Both sizes of page with every single setting, and the settings that bear on one another in pairs. */
const COMBINATIONS = [
  [500, '204', 'object', 50, '400'],
  [500, '200-empty', 'array', 5_000, 'clamp'],
  [5_000, '204', 'array', 500, 'clamp'],
  [5_000, '200-empty', 'as-sampled', 50, '400'],
  [5_000, '200-empty', 'object', 5_000, 'clamp'],
  [9_000, '204', 'as-sampled', 500, '400'],
] as const;

describe('pages 10,000 patients without loss or repeat', () => {
  it.each(COMBINATIONS)(
    'with %d rows a page, %s beyond the end, envelopes %s, %d rows by default, limits above 5000: %s',
    async (rowsPerPage, beyondEnd, wrap, defaultLimit, over5000) => {
      await bench.set({
        'page.beyondEnd': beyondEnd,
        'env.wrap': wrap,
        'env.defaultLimit': defaultLimit,
        'limit.over5000': over5000,
      });
      const { ids } = await readIds(rowsPerPage);
      expect(ids).toHaveLength(EXPECTED.length);
      expect(ids.sort()).toEqual(EXPECTED);
    },
  );

  it.each([
    [500, '204'],
    [5_000, '200-empty'],
  ])('with %d rows a page and %s beyond the end, while patients are added between pages', async (rows, beyondEnd) => {
    await bench.set({ 'page.beyondEnd': beyondEnd });
    const added: string[] = [];
    const { ids, pages } = await readIds(rows, async (page) => {
      if (page % 4 !== 0) return;
      added.push(((await bench.post('/patients')) as { patientId: string }).patientId);
    });
    expect(pages).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !added.includes(id)).sort()).toEqual(EXPECTED);
    expect(ids).toContain(added[0]);
  });
});

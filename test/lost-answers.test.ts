import { randomInt } from 'node:crypto';
import { createRandom } from '../simulator/seed/prng';
import { tasksOf } from './support/bookings';
import { fateOf, findFaults, type Ending } from './support/lost-endings';
import { DENTRIX_PRACTICES, OPEN_DENTAL_PRACTICES } from './support/lost-practice';
import { readSikkaRecords } from './support/lost-records';
import { playRuns, type Run } from './support/lost-runs';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

/** Another number draws other runs; a failure names the one that it had. */
const SEED = Number(process.env['LOST_ANSWERS_SEED'] ?? randomInt(1_000_000));
const RUNS_PER_OFFICE = 100;
const OFFICES = [OPEN_DENTAL_PRACTICES, DENTRIX_PRACTICES];
const LOOKUP_WINDOW_SECONDS = 8;
const END_TIMEOUT_MS = 90_000;

describe('over 200 bookings whose answers fare as the lot falls', () => {
  jest.setTimeout(300_000);

  let stack: TestStack;
  let runs: Run[];
  let endings: Ending[];
  beforeAll(async () => {
    stack = await startStack({
      env: { LOOKUP_WINDOW_SECONDS: String(LOOKUP_WINDOW_SECONDS) },
      simulator: { knobs: { 'rate.limitPerMinute': 1_000_000, 'api.randomSeed': SEED } },
    });
    const played = OFFICES.map((practices) =>
      playRuns(stack, practices, { random: createRandom(SEED, practices[0].officeId), count: RUNS_PER_OFFICE }),
    );
    runs = (await Promise.all(played)).flat();
    endings = await readEndings();
  });
  afterAll(() => stack.stop());

  /** A booking has ended when it is done or refused, or when nobody knows and the staff are asked. */
  async function readEndings(): Promise<Ending[]> {
    const ids = runs.map(({ booking }) => booking.id);
    await waitFor(
      'every booking to end',
      async () => {
        const underWay = await stack.database.query(
          `SELECT 1 FROM bookings b WHERE b.id = ANY($1) AND b.state IN ('held', 'sent')
              AND NOT EXISTS (SELECT 1 FROM staff_tasks t WHERE t.booking_id = b.id)`,
          [ids],
        );
        return underWay.length === 0 ? true : null;
      },
      END_TIMEOUT_MS,
    );
    const sikka = await readSikkaRecords(
      stack.simulator,
      OFFICES.map(([{ officeId }]) => officeId),
    );
    const rows = await stack.database.query<{ id: string; state: string; hold_expires_at: Date | null }>(
      'SELECT id, state, hold_expires_at FROM bookings WHERE id = ANY($1)',
      [ids],
    );
    return Promise.all(
      runs.map(async ({ booking, said }) => {
        const code = booking.reference_code;
        const now = rows.find(({ id }) => id === booking.id);
        return {
          posts: sikka.postsOf(code),
          writes: sikka.writesOf(code),
          visitCount: sikka.visitCountOf(code),
          said: await said,
          state: now?.state ?? 'gone',
          isTimeKept: now?.hold_expires_at === null,
          tasks: await tasksOf(stack.database, booking),
        };
      }),
    );
  }

  it('a write whose connection drops after acceptance is found and never repeated, one that never came is asked about', () => {
    expect({ seed: SEED, faults: endings.flatMap(findFaults) }).toEqual({ seed: SEED, faults: [] });
  });

  it('there were 200 of them, of every kind', () => {
    const count = (isOne: (ending: Ending) => boolean): number => endings.filter(isOne).length;
    expect(endings).toHaveLength(OFFICES.length * RUNS_PER_OFFICE);
    const kinds = {
      heard: count(({ posts }) => posts.includes(201)),
      foundAgain: count((ending) => fateOf(ending) === 'queued' && ending.posts.some((status) => status !== 201)),
      lost: count((ending) => fateOf(ending) === 'lost'),
      sentAgainAfterProof: count(({ posts }) => posts.length > 1),
    };
    expect({ seed: SEED, missing: Object.entries(kinds).filter(([, runs]) => runs === 0) }).toEqual({
      seed: SEED,
      missing: [],
    });
  });
});

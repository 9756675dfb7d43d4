import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const slots = (query = 'startdate=2031-03-05&enddate=2031-03-06&limit=5000') =>
  simulator.call('GET', `/appointments_available_slots?${query}`);

describe('GET /appointments_available_slots', () => {
  it('holds the free half hours of the book, and the operatory only when asked for', async () => {
    await simulator.setKnobs({ 'slots.support': 'rows' });
    const [plain] = (await slots()).rows();
    expect(plain).toMatchObject({ date: '2031-03-05T00:00:00', practice_id: '1-1' });
    expect(plain).not.toHaveProperty('operatory');
    const query = 'startdate=2031-03-05&enddate=2031-03-05&practice_id=1-1&limit=5000&fields=operatory,end_time';
    const rows = (await slots(query)).rows();
    const taken = (await simulator.call('GET', `/appointments?${query},cancelled`)).rows();
    const on = taken.filter((row) => row['cancelled'] === 'False');
    const minutes = (clock: string | undefined) => Number(clock?.slice(0, 2)) * 60 + Number(clock?.slice(3, 5));
    const clashes = rows.filter((slot) =>
      on.some(
        (visit) =>
          (visit['provider_id'] === slot['provider_id'] || visit['operatory'] === slot['operatory']) &&
          minutes(visit['time']) < minutes(slot['end_time']) &&
          minutes(slot['time']) < minutes(visit['time']) + Number(visit['length']),
      ),
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(on.length).toBeGreaterThan(5);
    expect(clashes).toEqual([]);
  });

  it('filters by provider, practice and operatory', async () => {
    await simulator.setKnobs({ 'slots.support': 'rows' });
    const query = 'startdate=2031-03-05&enddate=2031-03-13&limit=5000&fields=operatory';
    const rows = (await slots(`${query}&provider_id=HYG1&practice_id=1-1`)).rows();
    expect(rows.length).toBeGreaterThan(3);
    expect(new Set(rows.map((row) => row['provider_id']))).toEqual(new Set(['HYG1']));
    const room = rows[0]!['operatory']!;
    const inRoom = (await slots(`${query}&practice_id=1-1&operatory=${room}`)).rows();
    expect(new Set(inRoom.map((row) => row['operatory']))).toEqual(new Set([room]));
  });

  it.each([
    ['profile', 204],
    ['204', 204],
    ['API2004', 401],
  ])('answers on Open Dental under slots.support = %s with %i', async (setting, status) => {
    await simulator.setKnobs({ 'slots.support': setting });
    expect((await slots()).status).toBe(status);
  });

  it('has rows for Dolphin by its profile', async () => {
    await simulator.setKnobs({ 'office.profile': 'dolphin' });
    expect((await slots()).rows().length).toBeGreaterThan(5);
  });
});

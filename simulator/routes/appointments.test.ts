import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const DAY = 'startdate=2031-03-05&enddate=2031-03-05&practice_id=1-1&limit=500';
const rowsOf = async (query: string) => (await simulator.call('GET', `/appointments?${query}`)).rows();
/** The desk's own view; it knows which visits are off, whatever Sikka makes of that. */
const deskView = async (date: string) =>
  (await simulator.control('GET', `/appointments?practiceId=1-1&date=${date}`)).json as {
    items: { appointmentSrNo: string; isCancelled: boolean }[];
  };
/** A date on which at least one visit was cancelled. */
async function dayWithCancellation() {
  for (let day = 5; day <= 28; day += 1) {
    const date = `2031-03-${String(day).padStart(2, '0')}`;
    const off = (await deskView(date)).items.find((visit) => visit.isCancelled);
    if (off !== undefined) return { date, srNo: off.appointmentSrNo };
  }
  throw new Error('no cancelled visit in the month');
}

describe('GET /appointments', () => {
  it('gives practice-local date and time as text, and the operatory only when asked for', async () => {
    const [plain] = await rowsOf(DAY);
    expect(plain).toMatchObject({ date: '2031-03-05T00:00:00', practice_id: '1-1' });
    expect(plain?.['time']).toMatch(/^\d{2}:\d{2}$/);
    expect(plain?.['length']).toMatch(/^\d+$/);
    expect(plain).not.toHaveProperty('operatory');
    expect(plain).not.toHaveProperty('cancelled');
    const [asked] = await rowsOf(`${DAY}&fields=operatory,cancelled,cancelled_date,hygienist`);
    expect(asked?.['operatory']).toMatch(/^OP[1-5]$/);
    expect(Object.keys(asked ?? {})).toEqual(expect.arrayContaining(['cancelled', 'cancelled_date', 'hygienist']));
  });

  it('filters by provider, operatory, patient and number', async () => {
    const all = await rowsOf(`${DAY}&fields=operatory`);
    const one = all[0]!;
    const expected = all.filter((row) => row['provider_id'] === one['provider_id']);
    expect(await rowsOf(`${DAY}&fields=operatory&provider_id=${one['provider_id']!}`)).toEqual(expected);
    expect(await rowsOf(`${DAY}&fields=operatory&patient_id=${one['patient_id']!}`)).toEqual([one]);
    expect(await rowsOf(`appointment_sr_no=${one['appointment_sr_no']!}&fields=operatory`)).toEqual([one]);
    const inRoom = await rowsOf(`${DAY}&fields=operatory&operatory=${one['operatory']!}`);
    expect(new Set(inRoom.map((row) => row['operatory']))).toEqual(new Set([one['operatory']]));
  });

  it('covers two weeks back and eight weeks ahead, and a later start adds days without changing any', async () => {
    const future = 'startdate=2031-04-21&enddate=2031-12-31&limit=5000&SortBy=appointment_sr_no';
    const [oldest] = await rowsOf('SortBy=date&limit=1');
    expect((oldest?.['date'] ?? '') >= '2031-02-18').toBe(true);
    const before = await rowsOf(future);
    expect(before.every((row) => (row['date'] ?? '') < '2031-04-30')).toBe(true);
    const later = await openTestSimulator({ now: () => new Date(Date.UTC(2031, 2, 11, 15)) });
    const after = (await later.call('GET', `/appointments?${future}`)).rows();
    await later.close();
    expect(after.filter((row) => (row['date'] ?? '') < '2031-04-30')).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('refuses a date of another form, and answers 204 for a day off', async () => {
    const wrong = await simulator.call('GET', '/appointments?startdate=03/05/2031');
    expect(wrong.body()['error_code']).toBe('API1026');
    const sunday = await simulator.call('GET', '/appointments?startdate=2031-03-09&enddate=2031-03-09');
    expect([sunday.status, sunday.text]).toEqual([204, '']);
  });

  it.each([
    ['True', 'False'],
    ['T', 'F'],
    ['1', '0'],
  ])('flags cancelled visits with %s and the others with %s', async (yes, no) => {
    const { date, srNo } = await dayWithCancellation();
    await simulator.setKnobs({ 'appts.cancelledForm': yes });
    const rows = await rowsOf(
      `startdate=${date}&enddate=${date}&practice_id=1-1&limit=500&fields=cancelled,cancelled_date`,
    );
    expect(new Set(rows.map((row) => row['cancelled']))).toEqual(new Set([yes, no]));
    const off = rows.find((row) => row['appointment_sr_no'] === srNo);
    expect(off?.['cancelled']).toBe(yes);
    expect(off?.['cancelled_date']).not.toBe('');
  });

  it('tells a cancelled visit by its status word only, or drops it, as appts.cancelledForm says', async () => {
    const { date, srNo } = await dayWithCancellation();
    await simulator.setKnobs({ 'appts.cancelledForm': 'status-only' });
    const [off] = await rowsOf(`appointment_sr_no=${srNo}&fields=cancelled,cancelled_date`);
    expect(['Broken', 'Cancelled']).toContain(off?.['status']);
    expect(off).toMatchObject({ cancelled: '', cancelled_date: '' });
    await simulator.setKnobs({ 'appts.cancelledForm': 'removed' });
    expect(await rowsOf(`appointment_sr_no=${srNo}&startdate=${date}&enddate=${date}`)).toEqual([]);
  });

  it('calls past visits complete', async () => {
    const rows = await rowsOf('startdate=2031-03-03&enddate=2031-03-03');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => ['Complete', 'Broken', 'Cancelled'].includes(row['status'] ?? ''))).toBe(true);
  });
});

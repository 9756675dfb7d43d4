import { seedOffice } from '../seed/practice';
import { openTestSimulator } from '../test-client';

describe('ten thousand patients more', () => {
  it('are made in less than a second of work', () => {
    const before = process.cpuUsage();
    expect(seedOffice(1, 10_000).extraPatients).toHaveLength(10_000);
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });

  it('page without loss or repeat, and leave the calendar as it was', async () => {
    const simulator = await openTestSimulator({ extraPatients: 10_000 });
    const ids = new Set<string>();
    let rowCount = 0;
    for (let page = 0; page < 3; page += 1) {
      const rows = (await simulator.call('GET', `/patients?limit=5000&offset=${page}`)).rows();
      rowCount += rows.length;
      for (const row of rows) ids.add(row['patient_id']!);
    }
    expect([rowCount, ids.size]).toEqual([10_480, 10_480]);
    const day = '/appointments?startdate=2031-03-05&enddate=2031-03-05&limit=500';
    const visits = (await simulator.call('GET', day)).rows();
    await simulator.close();
    const usual = await openTestSimulator();
    expect((await usual.call('GET', day)).rows()).toEqual(visits);
    await usual.close();
  }, 30_000);
});

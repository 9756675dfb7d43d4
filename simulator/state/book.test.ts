import { openTestSimulator } from '../test-client';

const DAY_MS = 86_400_000;

describe('a visit booked before its day was filled up', () => {
  it('keeps its place: no generated visit lands on it when the day comes into sight', async () => {
    const simulator = await openTestSimulator();
    const all = { providerId: 'HYG1', operatory: 'OP3', lengthMinutes: 540, time: '08:00' };
    const date = '2031-05-06';
    expect((await simulator.control('GET', `/appointments?date=${date}&practiceId=1-1`)).json).toEqual({ items: [] });
    expect((await simulator.control('POST', '/appointments', { ...all, date })).status).toBe(201);
    simulator.advance(14 * DAY_MS);
    const { json } = await simulator.control('GET', `/appointments?date=${date}&practiceId=1-1`);
    const { items } = json as { items: { providerId: string; operatory: string; source: string }[] };
    expect(items.length).toBeGreaterThan(5);
    const inTheWay = items.filter((visit) => visit.providerId === 'HYG1' || visit.operatory === 'OP3');
    expect(inTheWay.map((visit) => visit.source)).toEqual(['front-desk']);
    await simulator.close();
  });
});

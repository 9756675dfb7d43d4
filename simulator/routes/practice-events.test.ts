import { bookingCalls, DELAY_MS } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
let calls: ReturnType<typeof bookingCalls>;
beforeEach(async () => {
  simulator = await openTestSimulator();
  calls = bookingCalls(simulator);
});
afterEach(() => simulator.close());

interface Event {
  readonly appointment_sr_no: string;
  readonly flag: string;
  readonly time: string;
  readonly changes: readonly { field: string; old_value: string; new_value: string }[];
}
const eventsOf = async (query: string): Promise<Event[]> => {
  const { text } = await simulator.call('GET', `/practice_events?events=appointments&${query}`);
  return text === '' ? [] : (JSON.parse(text) as { items: Event[] }).items;
};
/** Books at 10:00:01 and moves at 10:00:02. */
async function bookAndMove(): Promise<void> {
  await calls.post();
  simulator.advance(DELAY_MS);
  const id = (await calls.visits())[0]!['appointment_sr_no']!;
  const body = { practice_id: '1-1', provider_id: 'HYG1', time: '14:00' };
  await simulator.call('PUT', `/appointments/${id}`, { body });
  simulator.advance(DELAY_MS);
}

describe('GET /practice_events', () => {
  it('tells what came and what changed, with the old and the new value', async () => {
    await bookAndMove();
    const events = await eventsOf('interval=60');
    expect(events.map(({ flag, time, changes }) => ({ flag, time, changes }))).toEqual([
      { flag: 'added', time: '10:30', changes: [] },
      {
        flag: 'updated',
        time: '14:00',
        changes: [{ field: 'time', old_value: '10:30', new_value: '14:00' }],
      },
    ]);
  });

  it('tells the last state only with status=current', async () => {
    await bookAndMove();
    expect(await eventsOf('interval=60&status=current')).toMatchObject([{ flag: 'updated', time: '14:00' }]);
  });

  it('is cut by an interval in minutes, which wins over loaded dates', async () => {
    await bookAndMove();
    simulator.advance(10 * 60_000);
    expect(await eventsOf('interval=5')).toEqual([]);
    expect(await eventsOf('interval=15')).toHaveLength(2);
    expect(await eventsOf('loaded_startdate=2031-03-04')).toHaveLength(2);
    expect(await eventsOf('loaded_startdate=2031-03-04T10:00:02')).toHaveLength(1);
    expect(await eventsOf('loaded_startdate=2031-03-03&loaded_enddate=2031-03-03')).toEqual([]);
    expect(await eventsOf('interval=5&loaded_startdate=2031-03-04')).toEqual([]);
  });

  it('calls a visit deleted where cancelled ones leave the list', async () => {
    await calls.post();
    simulator.advance(DELAY_MS);
    const id = (await calls.visits())[0]!['appointment_sr_no']!;
    const body = { practice_id: '1-1', op: 'replace', path: '/appointment_status', value: 'Cancelled' };
    await simulator.call('PATCH', `/appointments/${id}`, { body });
    simulator.advance(DELAY_MS);
    expect((await eventsOf('interval=60&status=current')).map(({ flag }) => flag)).toEqual(['updated']);
    await simulator.setKnobs({ 'appts.cancelledForm': 'removed' });
    expect((await eventsOf('interval=60&status=current')).map(({ flag }) => flag)).toEqual(['deleted']);
  });

  it('has the patients too, and nothing while the utility is away', async () => {
    await simulator.control('POST', '/patients', { lastName: 'Canarywing' });
    const patients = () => simulator.call('GET', '/practice_events?events=patients&interval=60');
    expect((await patients()).text).toContain('Canarywing');
    await simulator.control('PUT', '/spu', { online: false });
    expect((await patients()).status).toBe(204);
  });

  it.each(['', 'interval=0', 'interval=1441', 'loaded_startdate=yesterday'])('refuses %p', async (query) => {
    expect((await simulator.call('GET', `/practice_events?events=appointments&${query}`)).status).toBe(400);
  });
});

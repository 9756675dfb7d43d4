import { BOOKING, bookingCalls } from '../test-bookings';
import { APP_HEADERS, openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const switchTo = (access: string, practiceId: string) =>
  simulator.call('POST', '/practice_location', {
    headers: APP_HEADERS,
    body: { office_id: 'D00001', practice_id: practiceId, access },
  });
const outcome = async (path: string) => {
  const { status, text } = await simulator.call('GET', path);
  return text.includes('error_code') ? `${status} ${(JSON.parse(text) as { error_code: string }).error_code}` : status;
};

describe('a location that is switched off', () => {
  it.each([
    ['401', '401 API2007'],
    ['204', 204],
    ['data', 200],
  ])('answers calls that name it as location.off = %s says', async (setting, expected) => {
    await simulator.setKnobs({ 'location.off': setting });
    await switchTo('OFF', '1-2');
    expect(await outcome('/patients?practice_id=1-2')).toBe(expected);
    expect(await outcome('/patients?practice_id=1-1')).toBe(200);
    await switchTo('ON', '1-2');
    expect(await outcome('/patients?practice_id=1-2')).toBe(200);
  });

  it('is left out of lists that name no practice, its rooms too', async () => {
    await switchTo('OFF', '1-2');
    const rows = (await simulator.call('GET', '/practices')).rows();
    expect(rows.map((row) => row['practice_id'])).toEqual(['1-1']);
    expect((await simulator.call('GET', '/operatories?cust_id=2')).status).toBe(204);
    await switchTo('OFF', '1-1');
    expect(await outcome('/practices')).toBe('401 API2007');
  });

  it('takes no writes either', async () => {
    await switchTo('OFF', '1-1');
    expect((await bookingCalls(simulator).post()).body()['error_code']).toBe('API2007');
  });
});

describe('a practice whose data is not uploaded yet', () => {
  it('answers 500 API2010 to every data call, for good or until an instant', async () => {
    await simulator.setKnobs({ 'practice.notReady': true });
    expect(await outcome('/patients')).toBe('500 API2010');
    expect((await simulator.call('POST', '/appointment', { body: BOOKING })).status).toBe(500);
    await simulator.setKnobs({ 'practice.notReady': { until: '2031-03-04T19:00:00Z' } });
    expect(await outcome('/practices')).toBe('500 API2010');
    simulator.advance(4 * 3_600_000);
    expect(await outcome('/practices')).toBe(200);
  });

  it('lets the office have its keys', async () => {
    await simulator.setKnobs({ 'practice.notReady': true });
    expect(await outcome('/request_key_info')).toBe(200);
  });
});

describe('other read knobs', () => {
  it.each([
    ['completed', 'completed'],
    ['in progress', 'in progress'],
    ['absent', null],
  ])('dataInsert = %s shows in the header', async (setting, header) => {
    await simulator.setKnobs({ dataInsert: setting });
    for (const path of ['/patients?limit=1', '/appointments?limit=1']) {
      expect((await simulator.call('GET', path)).headers.get('Data-Insert')).toBe(header);
    }
  });

  it.each([
    ['rows', 200],
    ['204', 204],
    ['API2004', '401 API2004'],
  ])('schedule.support = %s decides on the schedule', async (setting, expected) => {
    await simulator.setKnobs({ 'schedule.support': setting });
    expect(await outcome('/practice_schedule?practice_id=1-1')).toBe(expected);
  });
});

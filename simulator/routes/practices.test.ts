import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const rowsOf = async (path: string) => (await simulator.call('GET', path)).rows();

describe('reference data', () => {
  it('pairs practice ids with other customer ids', async () => {
    const rows = await rowsOf('/practices');
    expect(rows.map((row) => [row['practice_id'], row['cust_id']])).toEqual([
      ['1-1', '1'],
      ['1-2', '2'],
    ]);
    expect(rows[0]).not.toHaveProperty('is_main_office');
    expect((await rowsOf('/practices?fields=get_all'))[0]).toHaveProperty('is_main_office', 'True');
  });

  it('tells bookable providers from staff and from those who left', async () => {
    const bookable = await rowsOf('/providers?practice_id=1-1&status=active&provider_type=Provider');
    expect(bookable.map((row) => row['provider_id'])).toEqual(['PRV1', 'PRV2', 'HYG1', 'HYG2', 'HYG3']);
    expect((await rowsOf('/providers?practice_id=1-1&provider_type=Staff')).map((row) => row['provider_id'])).toEqual([
      'STF1',
    ]);
    expect((await rowsOf('/providers?provider_id=PRV9'))[0]).toMatchObject({ status: 'Inactive', is_hidden: 'True' });
  });

  it('demands the customer id for operatories, and shows a practice id of another form there', async () => {
    expect((await simulator.call('GET', '/operatories')).body()['error_code']).toBe('API1020');
    const rows = await rowsOf('/operatories?cust_id=1');
    expect(rows).toHaveLength(6);
    expect(rows[0]).toMatchObject({ operatory: 'OP1', practice_id: '1-0', cust_id: '1', is_hidden: 'F' });
    expect((await rowsOf('/operatories?cust_id=1&is_hidden=T')).map((row) => row['operatory'])).toEqual(['OP6']);
  });

  it('lists the status words of the practice', async () => {
    expect((await rowsOf('/appointment_statuses?practice_id=1-1')).map((row) => row['status'])).toContain('Broken');
  });
});

describe('GET /practice_schedule', () => {
  const WEEK = '/practice_schedule?practice_id=1-1&resource_id=PRV1&date=2031-03-02';

  it('holds no hours by default, and three pairs a day with fields=get_all', async () => {
    const [plain] = await rowsOf(WEEK);
    expect(Object.keys(plain ?? {})).toEqual([
      'href',
      'practice_id',
      'practice_href',
      'date',
      'cust_id',
      'resource_type',
      'resource_id',
    ]);
    const [full] = await rowsOf(`${WEEK}&fields=get_all`);
    expect(full).toMatchObject({
      date: '2031-03-02T00:00:00',
      resource_type: 'Provider',
      monday_start_1: '08:00',
      monday_end_1: '12:00',
      monday_start_2: '13:00',
      monday_end_2: '17:00',
      monday_start_3: '',
      thursday_start_3: '18:00',
      friday_end_2: '14:00',
      sunday_start_1: '',
    });
  });

  it('covers two weeks back and eight ahead, one row per resource and week', async () => {
    const rows = await rowsOf('/practice_schedule?practice_id=1-1&resource_id=1-1');
    expect(rows[0]?.['date']).toBe('2031-02-16T00:00:00');
    expect(rows.at(-1)?.['date']).toBe('2031-04-27T00:00:00');
  });

  it.each([
    ['h:mm tt', '1:00 PM', 'T', 'provider'],
    ['ISO', '2031-03-03T13:00:00', '1', 'PROVIDER'],
  ])('writes times, holidays and types in style %s', async (format, afternoon, holiday, type) => {
    await simulator.setKnobs({ 'schedule.format': format });
    const [row] = await rowsOf(`${WEEK}&fields=get_all`);
    expect(row).toMatchObject({ monday_start_2: afternoon, resource_type: type });
    const practice = await rowsOf('/practice_schedule?practice_id=1-1&resource_id=1-1&fields=get_all');
    const flags = practice.flatMap((one) =>
      Object.entries(one).flatMap(([name, value]) => (name.endsWith('_holiday') ? [value] : [])),
    );
    expect(flags).toContain(holiday);
  });

  it('flags a holiday in the row of the practice, with its hours beside it', async () => {
    const { json } = await simulator.control('GET', '/practice');
    const rows = await rowsOf('/practice_schedule?practice_id=1-1&resource_id=1-1&fields=get_all');
    const flagged = rows.flatMap((row) =>
      Object.entries(row).filter(([name, value]) => name.endsWith('_holiday') && value === 'True'),
    );
    expect(flagged).toHaveLength((json as { holidays: string[] }).holidays.length);
    expect(flagged.length).toBeGreaterThan(0);
  });
});

import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const read = (query: string) => simulator.call('GET', `/patients?${query}`);
const namesOf = async (query: string) =>
  (await read(query)).rows().map((row) => `${row['firstname'] ?? ''} ${row['lastname'] ?? ''}`);

describe('GET /patients', () => {
  it('shows home and work phones only when asked for, and the cell always', async () => {
    const [plain] = (await read('patient_id=4003')).rows();
    expect(plain).toMatchObject({ firstname: 'Marco', cell: '', birthdate: '1980-01-27T00:00:00' });
    expect(plain).not.toHaveProperty('homephone');
    const [asked] = (await read('patient_id=4003&fields=homephone,workphone')).rows();
    expect(asked).toMatchObject({ homephone: '602-555-0177', workphone: '602-555-0178', firstname: 'Marco' });
  });

  it('says with a header that no sync is running', async () => {
    expect((await read('patient_id=4001')).headers.get('Data-Insert')).toBe('completed');
  });

  it('answers 204 with an empty body when nobody fits', async () => {
    const answer = await read('lastname=Nobodyhere');
    expect([answer.status, answer.text]).toEqual([204, '']);
  });

  it('ignores a birth date filter, as there is none', async () => {
    expect(await namesOf('lastname=Brightwater&birthdate=1901-01-01')).toEqual(['Maya Brightwater']);
  });

  it('finds a household by its home phone, and not by the cell filter', async () => {
    expect(await namesOf('homephone=6025550177')).toHaveLength(4);
    expect((await read('cell=6025550177')).status).toBe(204);
    expect(await namesOf('phone=6025550177')).toHaveLength(4);
    expect(await namesOf('search=6025550177')).toHaveLength(4);
  });

  it('keeps the practices of one office apart by practice_id only', async () => {
    const total = async (query: string) =>
      (JSON.parse((await read(query)).text) as { total_count: string }).total_count;
    expect(await total('limit=1')).toBe('480');
    expect(await total('limit=1&practice_id=1-2')).toBe('60');
    expect((await read('patient_id=4001&practice_id=1-2')).status).toBe(204);
  });

  it.each([
    ['digits-only', ['6025550142'], ['602-555-0142', '5550142']],
    ['exact', ['602-555-0142'], ['6025550142']],
    ['dashed-only', ['602-555-0142'], ['6025550142']],
    ['suffix', ['6025550142', '602-555-0142', '025550142'], ['142']],
  ])('matches phones the way patients.phoneMatch = %s says', async (setting, hits, misses) => {
    await simulator.setKnobs({ 'patients.phoneMatch': setting });
    for (const phone of hits) expect(await namesOf(`cell=${phone}`)).toContain('Maya Brightwater');
    for (const phone of misses) expect((await read(`cell=${phone}`)).status).toBe(204);
  });

  it.each([
    ['ignore-case', ['brightwater'], ['bright', 'water']],
    ['exact', ['Brightwater'], ['brightwater']],
    ['prefix', ['bright'], ['water']],
    ['substring', ['water', 'BRIGHT'], ['waterbright']],
  ])('matches text the way patients.textMatch = %s says', async (setting, hits, misses) => {
    await simulator.setKnobs({ 'patients.textMatch': setting });
    for (const name of hits) expect(await namesOf(`lastname=${name}`)).toContain('Maya Brightwater');
    for (const name of misses) {
      const answer = await read(`lastname=${name}`);
      expect(answer.rows().map((row) => row['lastname'])).not.toContain('Brightwater');
    }
  });

  it('searches each column by itself: a first name hits, a full name does not', async () => {
    expect(await namesOf('search=Brightwat')).toEqual(['Maya Brightwater']);
    expect((await read('search=Maya%20Brightwater')).status).toBe(204);
  });

  it('understands find with prefix, comparison and AND', async () => {
    const found = 'find=lastname%3Dlike_Bright%3A%3AAND%3A%3Abirthdate%3Dgte_1988-04-12';
    expect(await namesOf(found)).toEqual(['Maya Brightwater']);
    expect((await read('find=lastname~x')).body()['error_code']).toBe('API1026');
  });
});

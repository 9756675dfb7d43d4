import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const rowsOf = async (path: string) => (await simulator.call('GET', path)).rows();

describe('the words and codes of a practice', () => {
  it('come as practice_variables by service name, with the item only when asked for', async () => {
    const path = '/practice_variables?practice_id=1-1&service_name=Appointment%20Type';
    const [plain] = await rowsOf(path);
    expect(plain).toEqual({
      service_name: 'Appointment Type',
      value: 'Exam',
      description: 'Exam',
      practice_id: '1-1',
    });
    expect((await rowsOf(`${path}&fields=get_all`))[0]).toHaveProperty('service_item', '11');
  });

  it('come as writeback_details by kind of write and category, in any case', async () => {
    const path = '/writeback_details?practice_id=1-1';
    const types = await rowsOf(`${path}&writeback_type=new_appointment&category=ApptType`);
    expect(types.map((row) => [row['item'], row['description']])).toContainEqual(['12', 'Cleaning']);
    expect((await simulator.call('GET', path)).body()['error_code']).toBe('API1020');
    expect((await simulator.call('GET', `${path}&writeback_type=lab_result`)).status).toBe(204);
    await simulator.setKnobs({ 'office.profile': 'dolphin' });
    const named = async (type: string) =>
      (await rowsOf(`${path}&writeback_type=${type}&category=apptstatuschangedby`)).map((row) => row['item']);
    expect(await named('patch_appointment')).toEqual(['1', '2']);
    expect(await named('update_appointment')).toEqual(['1', '2']);
  });

  it('come as note types of the PMS', async () => {
    const types = async () => (await rowsOf('/note_types?practice_id=1-1')).map((row) => row['type']);
    expect(await types()).toContain('Group Note');
    await simulator.setKnobs({ 'office.profile': 'planet-dds' });
    expect(await types()).toEqual(['Patient Note', 'Appointment Note']);
  });
});

describe('people and companies', () => {
  it('lists the users of the PMS', async () => {
    expect(await rowsOf('/pms_users?status=active&practice_id=1-1')).toMatchObject([{ user_id: 'STF1' }]);
  });

  it('tells the names of insurance companies only when asked for them', async () => {
    const path = '/insurance_companies?practice_id=1-1';
    expect((await rowsOf(path))[0]).not.toHaveProperty('insurance_company_name');
    const named = await rowsOf(`${path}&fields=insurance_company_name,group_plan_name,carrier_id`);
    expect(named[0]).toHaveProperty('insurance_company_name', 'Fennimoor Dental Mutual');
    expect(await rowsOf(`${path}&carrier_id=C102`)).toHaveLength(1);
  });
});

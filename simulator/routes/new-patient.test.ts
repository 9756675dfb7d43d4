import { BOOKING, bookingCalls, DELAY_MS, idOf } from '../test-bookings';
import { openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const PATIENT = {
  firstname: 'Nadia',
  lastname: 'Emberfield',
  provider_id: 'PRV1',
  practice_id: '1-1',
  birthdate: '1985-02-03',
  cell: '6025550160',
};
const post = (change: Record<string, unknown> = {}) =>
  simulator.call('POST', '/patient', { body: { ...PATIENT, ...change } });
const found = async () => (await simulator.call('GET', '/patients?lastname=Emberfield&fields=loadeddate')).rows();

describe('POST /patient', () => {
  it('makes a patient after the delay, who pays for herself and can be booked', async () => {
    const calls = bookingCalls(simulator);
    const answer = await post();
    expect([answer.status, answer.body()['error_code']]).toEqual([201, 'API2016']);
    expect(await found()).toEqual([]);
    simulator.advance(DELAY_MS);
    const status = await calls.statusOf(idOf(answer));
    expect(status).toMatchObject({ api: 'patients', result: 'New Patient inserted successfully', has_error: 'False' });
    const id = status['created_id']!;
    expect(await found()).toMatchObject([
      { patient_id: id, guarantor_id: id, cell: '602-555-0160', birthdate: '1985-02-03T00:00:00', status: 'Active' },
    ]);
    await calls.post({ patient_id: id });
    simulator.advance(DELAY_MS);
    expect((await simulator.call('GET', `/appointments?patient_id=${id}`)).rows()).toHaveLength(1);
  });

  it('has the new id in patient_id where write.resultFields names the column', async () => {
    await simulator.setKnobs({ 'write.resultFields': 'appointment_sr_no' });
    const id = idOf(await post());
    simulator.advance(DELAY_MS);
    const status = await bookingCalls(simulator).statusOf(id);
    expect(status).toMatchObject({ created_id: '', appointment_sr_no: '', patient_id: expect.stringMatching(/^\d+$/) });
  });

  it('does not look for the same person: two posts make two patients', async () => {
    await post();
    await post();
    simulator.advance(DELAY_MS);
    expect(await found()).toHaveLength(2);
  });

  it.each([
    [{ firstname: undefined }, 'API1020'],
    [{ lastname: ' ' }, 'API1027'],
    [{ birthdate: '2031-03-05' }, 'API1026'],
    [{ birthdate: '02/03/1985' }, 'API1026'],
    [{ gender: 'f' }, 'API1026'],
    [{ cell: '5550160' }, 'API1026'],
    [{ practice_id: '9-9' }, 'API1026'],
  ])('refuses %o with %s', async (change, code) => {
    expect((await post(change)).body()['error_code']).toBe(code);
  });

  it('fails later for a guarantor whom nobody knows', async () => {
    const id = idOf(await post({ guarantor_id: '1' }));
    simulator.advance(DELAY_MS);
    expect((await bookingCalls(simulator).statusOf(id))['has_error']).toBe('True');
  });

  it('shows in the delta of patients loaded since, and after read.lag only', async () => {
    await simulator.setKnobs({ 'read.lag': 15 });
    await post();
    simulator.advance(DELAY_MS);
    const delta = async () =>
      (await simulator.call('GET', '/patients?loaded_startdate=2031-03-04T10:00:00'))
        .rows()
        .map((row) => row['lastname']);
    expect(await delta()).toEqual([]);
    simulator.advance(15 * 60_000);
    expect(await delta()).toEqual(['Emberfield']);
  });
});

describe('a visit that brings its patient along', () => {
  const { patient_id: _id, description: _text, ...visit } = BOOKING;
  const together = {
    ...visit,
    date: '2031-03-10',
    time: '12:00',
    production_type: '21',
    is_new_patient: 'true',
    has_insurance: 'false',
    ...PATIENT,
    provider_id: 'HYG1',
    phone: '6025550160',
  };

  it('makes both on Planet DDS, and must name the person', async () => {
    await simulator.setKnobs({ 'office.profile': 'planet-dds' });
    const post = (body: object) => simulator.call('POST', '/appointment', { body });
    expect((await post({ ...together, lastname: '' })).status).toBe(400);
    const slots = '/appointments_available_slots?startdate=2031-03-10&enddate=2031-03-10&provider_id=HYG1';
    const [slot] = (await simulator.call('GET', `${slots}&fields=operatory`)).rows();
    const body = { ...together, time: slot!['time'], operatory: slot!['operatory'], length: '30' };
    const id = idOf(await post(body));
    simulator.advance(DELAY_MS);
    expect(await bookingCalls(simulator).statusOf(id)).toMatchObject({ has_error: 'False' });
    const [patient] = await found();
    expect((await simulator.call('GET', `/appointments?patient_id=${patient!['patient_id']!}`)).rows()).toHaveLength(1);
  });
});

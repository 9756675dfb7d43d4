import { openTestSimulator, type TestSimulator } from '../test-client';
import { createOffice, type Office } from './office';

let simulator: TestSimulator;
let office: Office;
beforeEach(async () => {
  simulator = await openTestSimulator();
  office = createOffice(simulator.controlUrl);
});
afterEach(() => simulator.close());

const VISIT = {
  practiceId: '1-1',
  date: '2031-06-10',
  time: '10:30',
  lengthMinutes: 60,
  providerId: 'HYG1',
  operatory: 'OP3',
};
const SENT = {
  patient_id: '4001',
  practice_id: '1-1',
  date: '2031-06-10',
  time: '10:30',
  length: '60',
  provider_id: 'HYG1',
  operatory: 'OP3',
  description: 'Cleaning PRLSAMPLE1',
};

describe('the office behind its desk', () => {
  it('knows its own date and how long a write takes', async () => {
    expect(await office.today()).toBe('2031-03-04');
    expect(await office.writeDelayMs()).toBe(1_000);
  });

  it('switches its computer off and on', async () => {
    await office.setOnline(false);
    expect(await office.isOnline()).toBe(false);
    await office.setOnline(true);
    expect(await office.isOnline()).toBe(true);
  });

  it('counts a request when it arrives, and the visit when it stands in the book', async () => {
    await simulator.call('POST', '/appointment', { body: SENT });
    await simulator.call('POST', '/appointment', {
      body: { ...SENT, time: '12:30', description: 'Cleaning PRLSAMPLE2' },
    });
    expect(await office.countRequests('PRLSAMPLE1')).toBe(1);
    expect(await office.countVisits('2031-06-10', 'PRLSAMPLE1')).toBe(0);
    simulator.advance(1_000);
    expect(await office.countVisits('2031-06-10', 'PRLSAMPLE1')).toBe(1);
  });

  it('says so when the desk cannot have the time', async () => {
    await office.bookAtDesk(VISIT);
    await expect(office.bookAtDesk(VISIT)).rejects.toThrow('409');
  });
});

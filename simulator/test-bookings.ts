import type { TestSimulator } from './test-client';

/** A Sunday: the calendar is empty, so that only a test's own visits can clash. */
export const BOOKING = {
  patient_id: '4001',
  date: '2031-03-09',
  time: '10:30',
  length: '60',
  provider_id: 'HYG1',
  operatory: 'OP3',
  practice_id: '1-1',
  description: 'Cleaning',
} as const;

/** The write delay of a test simulator. */
export const DELAY_MS = 1_000;

/** The write-back id out of the answer's text. For tests only. */
export const idOf = (answer: { body(): Record<string, string> }): string =>
  (answer.body()['long_message'] ?? '').replace('Id:', '');

export const bookingCalls = (simulator: TestSimulator) => ({
  post: (change: Record<string, unknown> = {}) =>
    simulator.call('POST', '/appointment', { body: { ...BOOKING, ...change } }),
  statusOf: async (id: string): Promise<Record<string, string>> =>
    (await simulator.call('GET', `/writeback_status?id=${id}`)).rows()[0] ?? {},
  /** The visits of the patient of BOOKING, as Sikka shows them. */
  visits: async () => (await simulator.call('GET', '/appointments?patient_id=4001&fields=operatory')).rows(),
});

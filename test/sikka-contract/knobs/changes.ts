import { BOOKING, DELAY_MS, errorOf, OPEN_DENTAL, stateOf, valueOf, visitsOf } from '../calls';
import { OFFICE } from '../linked-client';
import { linesFor, type KnobLine } from './line';
import { bookedSrNo, failedLater, move, refusedAtOnce, setStatus } from './write-steps';

/** Changes of a visit: its time and its status. */
export const CHANGE_LINES: readonly KnobLine[] = [
  ...linesFor('write.reschedule', ['profile', 'supported'], 'a visit is moved once', async (bench) => {
    valueOf(await move(bench, await bookedSrNo(bench), OPEN_DENTAL));
    bench.advance(DELAY_MS);
    expect(await visitsOf(bench.client)).toMatchObject([{ startTime: '14:00' }]);
  }),
  ...linesFor('write.reschedule', ['unsupported'], 'a move is refused, and the visit stays', async (bench) => {
    await refusedAtOnce(bench, await move(bench, await bookedSrNo(bench), OPEN_DENTAL), 1);
    expect(await visitsOf(bench.client)).toMatchObject([{ startTime: BOOKING.time }]);
  }),
  ...linesFor('write.unknownTarget', ['404'], 'a visit that is not there is not found', async (bench) => {
    expect(errorOf(await setStatus(bench, '999999', 'Cancelled')).code).toBe('PmsNotFound');
    expect(await bench.writes()).toEqual([]);
  }),
  ...linesFor('write.unknownTarget', ['400'], 'a visit that is not there is refused', async (bench) => {
    await refusedAtOnce(bench, await setStatus(bench, '999999', 'Cancelled'));
  }),
  ...linesFor('write.unknownTarget', ['fails-later'], 'a visit that is not there fails', async (bench) => {
    await failedLater(bench, await setStatus(bench, '999999', 'Cancelled'));
  }),
  ...linesFor('status.words', ['400'], 'a word that is not the practice’s is refused', async (bench) => {
    await refusedAtOnce(bench, await setStatus(bench, await bookedSrNo(bench), 'Nonsense'), 1);
  }),
  ...linesFor('status.words', ['API0008'], 'a word that was not logged is no success', async (bench) => {
    const error = errorOf(await setStatus(bench, await bookedSrNo(bench), 'Nonsense'));
    expect(error).toMatchObject({ code: 'PmsRefused', sikkaCode: 'API0008', writeOutcome: 'unknown' });
    expect(await bench.writes()).toHaveLength(1);
  }),
  ...linesFor('status.words', ['fails-later'], 'a word that is not the practice’s fails', async (bench) => {
    await failedLater(bench, await setStatus(bench, await bookedSrNo(bench), 'Nonsense'));
  }),
  ...linesFor('status.wordCase', ['ignore-case', 'exact'], 'the practice’s own words work', async (bench) => {
    const srNo = await bookedSrNo(bench);
    for (const word of valueOf(await bench.client.appointmentStatuses.listAppointmentStatuses({ office: OFFICE }))) {
      const accepted = valueOf(await setStatus(bench, srNo, word));
      bench.advance(DELAY_MS);
      expect((await stateOf(bench.client, accepted)).state).toBe('done');
      expect(await visitsOf(bench.client)).toMatchObject([{ status: word }]);
    }
  }),
];

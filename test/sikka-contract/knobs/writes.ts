import { phi, reveal } from '../../../src/domain/phi';
import type { PmsSoftware } from '../../../src/domain/pms';
import { book, bookAndSettle, DELAY_MS, errorOf, OPEN_DENTAL, PATIENT_ID, stateOf, valueOf, visitsOf } from '../calls';
import { OFFICE } from '../linked-client';
import { linesFor, type KnobLine, type LineBench } from './line';
import { bookedSrNo, failedLater, move, refusedAtOnce } from './write-steps';

const OTHER_PATIENT_ID = '4002';
const EAGLESOFT: PmsSoftware = { name: 'Eaglesoft', version: 'V21' };
const DOLPHIN: PmsSoftware = { name: 'Dolphin Management', version: 'V6' };
const WRITE = { office: OFFICE, pms: OPEN_DENTAL };
const SPECIAL = 'Crown & bridge: #3, "upper" (left) Zoë\'s';
const NOTE = { patientId: PATIENT_ID, date: '2031-03-04', type: 'Patient Note', text: 'Called', providerId: 'PRV1' };
const NEW_PATIENT = { firstName: 'Invented', lastName: 'Newcomer', providerId: 'PRV1', cell: '602-555-0199' };
const TODAY = '2031-03-04';

/** Two patients for one time. */
async function bookTwice(bench: LineBench) {
  const first = valueOf(await book(bench.client));
  const second = await book(bench.client, { patientId: OTHER_PATIENT_ID });
  bench.advance(DELAY_MS);
  expect((await stateOf(bench.client, first)).state).toBe('done');
  return second;
}

/** What the practice's software makes of a write that was taken. */
export const WRITE_LINES: readonly KnobLine[] = [
  ...linesFor('write.fails', [true, false], 'a failed write is failed and no visit', async (bench, fails) => {
    expect((await bookAndSettle(bench)).state).toBe(fails ? 'failed' : 'done');
    expect(await visitsOf(bench.client)).toHaveLength(fails ? 0 : 1);
  }),
  ...linesFor(
    'write.failureWords',
    ['Maya Brightwater has moved', null],
    'the reason stays wrapped',
    async (bench, words) => {
      await bench.set({ 'write.fails': true });
      const state = await bookAndSettle(bench);
      if (state.state !== 'failed') throw new Error('not failed');
      expect(reveal(state.reason)).toBe(words ?? 'The practice software did not take the change');
      expect(JSON.stringify(state)).toBe('{"state":"failed","reason":"[PHI]"}');
    },
  ),
  ...linesFor('write.slotTaken', ['double-books'], 'two bookings that were taken are two visits', async (bench) => {
    expect((await stateOf(bench.client, valueOf(await bookTwice(bench)))).state).toBe('done');
  }),
  ...linesFor('write.slotTaken', ['409'], 'a taken time is a conflict, and not booked', async (bench) => {
    expect(errorOf(await bookTwice(bench))).toMatchObject({ code: 'PmsConflict', writeOutcome: 'not-accepted' });
    expect(await bench.bookedVisits()).toHaveLength(1);
  }),
  ...linesFor('write.slotTaken', ['fails-later'], 'a taken time fails, and is not booked', async (bench) => {
    expect((await stateOf(bench.client, valueOf(await bookTwice(bench)))).state).toBe('failed');
    expect(await bench.bookedVisits()).toHaveLength(1);
  }),
  ...linesFor('write.duplicate', ['two', 'one'], 'each booking leaves once', async (bench, visits) => {
    for (let twice = 0; twice < 2; twice += 1) expect((await bookAndSettle(bench)).state).toBe('done');
    expect(await bench.requests('POST', '/appointment')).toHaveLength(2);
    expect(await bench.bookedVisits()).toHaveLength(visits === 'two' ? 2 : 1);
  }),
  ...linesFor(
    'write.resultFields',
    ['created_id', 'appointment_sr_no', 'both', 'neither'],
    'a done write names what it made, or says that it does not know',
    async (bench, where) => {
      const isNamed = where !== 'neither';
      const state = await bookAndSettle(bench);
      const srNo = (await bench.bookedVisits())[0]?.appointmentSrNo ?? '';
      expect(state).toEqual({ state: 'done', createdId: isNamed ? srNo : null });
      const accepted = valueOf(await bench.client.patients.postPatient(WRITE, phi(NEW_PATIENT), TODAY));
      bench.advance(DELAY_MS);
      const patientId = (await bench.writes()).at(-1)?.createdId;
      expect(await stateOf(bench.client, accepted)).toEqual({ state: 'done', createdId: isNamed ? patientId : null });
    },
  ),
  ...linesFor(
    'write.specialChars',
    ['400', '422', 'fails-later', 'stripped', 'stored'],
    'free text lands in plain words',
    async (bench) => {
      expect((await bookAndSettle(bench, { description: SPECIAL, note: SPECIAL })).state).toBe('done');
      const note = await bench.client.medicalNotes.postMedicalNote(WRITE, phi({ ...NOTE, text: SPECIAL }));
      bench.advance(DELAY_MS);
      expect((await stateOf(bench.client, valueOf(note))).state).toBe('done');
      const plain = 'Crown bridge 3 upper left Zoes';
      const [booked, noted] = await bench.writes();
      expect([booked?.body['description'], booked?.body['note'], noted?.body['text']]).toEqual([plain, plain, plain]);
    },
  ),
  ...linesFor(
    'write.unsupported',
    ['405', '400', '422'],
    'a write that the software lacks is refused',
    async (bench) => {
      await bench.set({ 'office.profile': 'eaglesoft' });
      const note = await bench.client.medicalNotes.postMedicalNote({ office: OFFICE, pms: EAGLESOFT }, phi(NOTE));
      await refusedAtOnce(bench, note);
    },
  ),
  ...linesFor('write.unsupported', ['fails-later'], 'a write that the software lacks fails', async (bench) => {
    await bench.set({ 'office.profile': 'eaglesoft' });
    await failedLater(
      bench,
      await bench.client.medicalNotes.postMedicalNote({ office: OFFICE, pms: EAGLESOFT }, phi(NOTE)),
    );
  }),
  ...linesFor(
    'write.unsupportedField',
    ['ignored', '400', '422', 'fails-later'],
    'no field goes out that the software has no place for',
    async (bench) => {
      valueOf(await move(bench, await bookedSrNo(bench), OPEN_DENTAL));
      await bench.set({ 'office.profile': 'dolphin' });
      const visit = { user: 'STF1', type: '12', staff: 'STF1', guarantorId: PATIENT_ID, time: '16:00' };
      const accepted = valueOf(await book(bench.client, visit, { pms: DOLPHIN }));
      bench.advance(DELAY_MS);
      expect((await stateOf(bench.client, accepted)).state).toBe('done');
      expect((await bench.writes()).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    },
  ),
];

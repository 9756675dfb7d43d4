import { phi } from '../domain/phi';
import type { PmsSoftware } from '../domain/pms';
import type { PmsNewNote } from '../domain/pms-writes';
import { postMedicalNote } from './medical-notes';
import { startTestCalls, type TestCalls } from './test-calls';
import { OFFICE } from './test-rig';

const OPEN_DENTAL = { name: 'Open Dental', version: 'V24' };
const ORTHOTRAC = { name: 'OrthoTrac', version: 'V0' };
const DOLPHIN = { name: 'Dolphin Management', version: 'V0' };
const PLANET = { name: 'Planet DDS', version: 'WebV3.0' };
const SUZYDENTAL = { name: 'SuzyDental', version: 'V0' };
const INTRAVET = { name: 'Intravet', version: 'V0' };

const NOTE = {
  patientId: '4201',
  type: 'Appointment Note',
  date: '2031-03-10',
  text: 'Caller asked for a morning visit, please!',
  providerId: 'PRV1',
  appointmentSrNo: '81001',
};
const SENT = {
  patient_id: '4201',
  type: 'Appointment Note',
  text: 'Caller asked for a morning visit please',
  practice_id: '1-1',
  appointment_sr_no: '81001',
};

let rig: TestCalls;
beforeEach(async () => {
  const json = { http_code: '201', error_code: 'API2016', long_message: 'Id:900123' };
  rig = await startTestCalls(() => ({ status: 201, json }));
});
afterEach(() => rig.close());

const post = (pms: PmsSoftware, changes: Partial<PmsNewNote> = {}) =>
  postMedicalNote(rig.calls)({ office: OFFICE, pms }, phi({ ...NOTE, ...changes }));
const textOf = (): string => (rig.sentBody() as { text: string }).text;

it('sends a note of a visit to the plural path, without special characters', async () => {
  expect(await post(OPEN_DENTAL)).toMatchObject({ ok: true, value: { writebackId: '900123' } });
  expect(rig.seen[0]).toMatchObject({ method: 'POST', path: '/medical_notes' });
  expect(rig.sentBody()).toEqual({ ...SENT, date: '2031-03-10', provider_id: 'PRV1' });
});

it('sends Planet DDS no date, provider and description', async () => {
  await post(PLANET, { description: 'From the telephone' });
  expect(rig.sentBody()).toEqual(SENT);
});

it('cuts the text to what SuzyDental takes, between words', async () => {
  await post(SUZYDENTAL, { text: 'morning visit '.repeat(20) });
  expect(textOf()).toMatch(/^(morning visit )+(morning|morning visit)$/);
  expect(textOf().length).toBeLessThanOrEqual(200);
});

it.each<[PmsSoftware, Partial<PmsNewNote>, string]>([
  [OPEN_DENTAL, { appointmentSrNo: undefined }, 'appointment_sr_no'],
  [OPEN_DENTAL, { type: 'Group Note' }, 'transaction_sr_no'],
  [OPEN_DENTAL, { text: '!!' }, 'text'],
  [OPEN_DENTAL, { date: '10 March' }, 'date'],
  [PLANET, { type: 'Treatment Note' }, 'type'],
  [DOLPHIN, {}, 'user'],
  [ORTHOTRAC, { type: 'Treatment Note' }, 'staff'],
  [ORTHOTRAC, { type: 'Medical Alert' }, 'acknowledge_type'],
  [ORTHOTRAC, { type: 'Medical Alert', acknowledgeType: '1', text: 'A'.repeat(61) }, 'text'],
  [INTRAVET, {}, 'description'],
])('sends %j nothing for %j', async (pms, changes, field) => {
  const error = { code: 'PmsRefused', writeOutcome: 'not-accepted', field };
  expect(await post(pms, changes)).toMatchObject({ ok: false, error, exchanges: [] });
  expect(rig.seen).toHaveLength(0);
});

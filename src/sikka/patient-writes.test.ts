import { phi } from '../domain/phi';
import type { PmsSoftware } from '../domain/pms';
import type { PmsNewPatient, PmsPatientChange } from '../domain/pms-writes';
import { patchPatient, postPatient } from './patient-writes';
import { startTestCalls, type TestCalls } from './test-calls';
import { OFFICE, type ScriptedAnswer } from './test-rig';

const OPEN_DENTAL = { name: 'Open Dental', version: 'V24' };
const ORTHOTRAC = { name: 'OrthoTrac', version: 'V0' };
const DOLPHIN = { name: 'Dolphin Management', version: 'V0' };
const CLEARDENT = { name: 'ClearDent', version: 'V0' };
const TODAY = '2031-03-04';

const PATIENT = {
  firstName: 'Zoë',
  lastName: 'O’Sample-Núñez',
  providerId: 'PRV1',
  birthDate: '1990-01-02',
  email: 'sample+one@example.com',
  cell: '+1 602-555-0142',
  gender: 'Female',
  addressLine1: '1 Sample Way, #2',
  city: 'Exampleton',
  state: 'AZ',
  zipCode: '00000',
};
const SENT = {
  firstname: 'Zoe',
  lastname: 'OSample Nunez',
  provider_id: 'PRV1',
  practice_id: '1-1',
  birthdate: '1990-01-02',
  email: 'sample+one@example.com',
  cell: '6025550142',
  gender: 'female',
  address_line1: '1 Sample Way 2',
  city: 'Exampleton',
  state: 'AZ',
  zipcode: '00000',
};
const ORTHO_EXTRAS = { staff: 'STF1', status: 'New', type: 'Ortho', primaryRelationship: 'Self', country: 'US' };

let answer: ScriptedAnswer;
let rig: TestCalls;
beforeEach(async () => {
  rig = await startTestCalls(() => answer);
});
afterEach(() => rig.close());

const refusedFor = (field: string | undefined) => ({
  ok: false,
  error: {
    code: 'PmsRefused',
    writeOutcome: 'not-accepted',
    httpStatus: null,
    ...(field === undefined ? {} : { field }),
  },
  exchanges: [],
});

describe('postPatient', () => {
  const post = (pms: PmsSoftware, changes: Partial<PmsNewPatient> = {}) =>
    postPatient(rig.calls)({ office: OFFICE, pms }, phi({ ...PATIENT, ...changes }), TODAY);
  beforeEach(() => {
    answer = { status: 201, json: { http_code: '201', error_code: 'API2016', long_message: 'Id:900123' } };
  });

  it('sends plain letters in names and addresses, ten digits of a phone, and structured fields as they are', async () => {
    expect(await post(OPEN_DENTAL)).toMatchObject({ ok: true, value: { writebackId: '900123' } });
    expect(rig.seen[0]).toMatchObject({ method: 'POST', path: '/patient' });
    expect(rig.sentBody()).toEqual(SENT);
  });

  it('sends OrthoTrac its extras, and no address', async () => {
    await post(ORTHOTRAC, { ...ORTHO_EXTRAS, otherPhone: '6025550143', isGuarantorExisting: false });
    const { address_line1, city, state, zipcode, ...rest } = SENT;
    expect([address_line1, city, state, zipcode]).toHaveLength(4);
    const extras = { staff: 'STF1', status: 'New', type: 'Ortho', primary_relationship: 'Self', country: 'US' };
    expect(rig.sentBody()).toEqual({ ...rest, ...extras, is_guarantor_exist: 'false' });
  });

  it('leaves out a gender that says nothing where the PMS has no word for it', async () => {
    await post(ORTHOTRAC, { ...ORTHO_EXTRAS, gender: 'unknown' });
    expect(rig.sentBody()).not.toHaveProperty('gender');
  });
  it('sends ClearDent its own word for gender, and no provider', async () => {
    await post(CLEARDENT, { gender: 'Fem', providerId: undefined });
    expect(rig.sentBody()).toMatchObject({ gender: 'Fem' });
    expect(rig.sentBody()).not.toHaveProperty('provider_id');
  });

  it.each<[PmsSoftware, Partial<PmsNewPatient>, string]>([
    [OPEN_DENTAL, { firstName: '' }, 'firstname'],
    [OPEN_DENTAL, { lastName: '李' }, 'lastname'],
    [OPEN_DENTAL, { providerId: undefined }, 'provider_id'],
    [OPEN_DENTAL, { birthDate: '2031-03-05' }, 'birthdate'],
    [OPEN_DENTAL, { birthDate: '1990-02-30' }, 'birthdate'],
    [OPEN_DENTAL, { cell: '142' }, 'cell'],
    [OPEN_DENTAL, { email: 'sample at example' }, 'email'],
    [OPEN_DENTAL, { gender: 'other' }, 'gender'],
    [ORTHOTRAC, { ...ORTHO_EXTRAS, staff: undefined }, 'staff'],
    [ORTHOTRAC, { ...ORTHO_EXTRAS, country: undefined }, 'country'],
    [ORTHOTRAC, { ...ORTHO_EXTRAS, firstName: 'A'.repeat(16) }, 'firstname'],
    [ORTHOTRAC, { ...ORTHO_EXTRAS, lastName: 'A'.repeat(26) }, 'lastname'],
    [DOLPHIN, {}, 'user'],
    [DOLPHIN, { user: 'USR1', guarantorId: '4200' }, 'primary_relationship'],
  ])('sends %j nothing for %j', async (pms, changes, field) => {
    const reply = await post(pms, changes);
    expect(reply).toMatchObject(refusedFor(field));
    expect(rig.seen).toHaveLength(0);
  });

  it('takes a birth date of today', async () => {
    expect(await post(OPEN_DENTAL, { birthDate: TODAY })).toMatchObject({ ok: true });
  });
});

describe('patchPatient', () => {
  const patch = (pms: PmsSoftware, changes: Partial<PmsPatientChange>) =>
    patchPatient(rig.calls)({ office: OFFICE, pms }, phi({ patientId: '4201', ...changes }), TODAY);
  beforeEach(() => {
    answer = { status: 200, json: { http_code: '200', error_code: 'API0011', long_message: 'Id:900125' } };
  });

  it('sends plain JSON of what changes, and records the template only', async () => {
    expect(await patch(ORTHOTRAC, { lastName: 'Sample-Smith', staff: 'STF1' })).toMatchObject({
      ok: true,
      value: { writebackId: '900125' },
      exchanges: [{ endpoint: '/patient/{patient_id}', method: 'PATCH' }],
    });
    expect(rig.seen[0]).toMatchObject({ method: 'PATCH', path: '/patient/4201' });
    expect(rig.sentBody()).toEqual({ practice_id: '1-1', lastname: 'Sample Smith', staff: 'STF1' });
  });
  it('sends Dolphin the fields that it adds', async () => {
    await patch(DOLPHIN, { language: 'Spanish', mailMethod: 'Letter', staff: 'STF1' });
    expect(rig.sentBody()).toEqual({ practice_id: '1-1', language: 'Spanish', mail_method: 'Letter' });
  });

  it.each<[PmsSoftware, Partial<PmsPatientChange>, string | undefined]>([
    [OPEN_DENTAL, { lastName: 'Sample' }, 'practice_management_system'],
    [{ name: '', version: '' }, { lastName: 'Sample' }, 'practice_management_system'],
    [ORTHOTRAC, { lastName: 'Sample' }, 'staff'],
    [ORTHOTRAC, { lastName: 'A'.repeat(21), staff: 'STF1' }, 'lastname'],
    [ORTHOTRAC, { preferredName: 'A'.repeat(21), staff: 'STF1' }, 'preferred_name'],
    [ORTHOTRAC, { staff: 'STF1' }, undefined],
    [DOLPHIN, { middleName: 'Q' }, 'middlename'],
    [DOLPHIN, { birthDate: '2031-03-05' }, 'birthdate'],
    [DOLPHIN, { lastName: 'Sample', patientId: '42/01' }, 'patient_id'],
  ])('sends %j nothing for %j', async (pms, changes, field) => {
    expect(await patch(pms, changes)).toMatchObject(refusedFor(field));
    expect(rig.seen).toHaveLength(0);
  });
});

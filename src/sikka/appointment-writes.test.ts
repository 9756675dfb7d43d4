import { phi } from '../domain/phi';
import type { PmsSoftware } from '../domain/pms';
import type { PmsAppointmentChange, PmsAppointmentRequest, PmsStatusChange } from '../domain/pms-writes';
import { patchAppointmentStatus, postAppointment, putAppointment } from './appointment-writes';
import { startTestCalls, type TestCalls } from './test-calls';
import { OFFICE, sikkaError, type ScriptedAnswer } from './test-rig';

const OPEN_DENTAL = { name: 'Open Dental', version: 'V24' };
const ORTHOTRAC = { name: 'OrthoTrac', version: 'V0' };
const DOLPHIN = { name: 'Dolphin Management', version: 'V0' };
const CLEARDENT = { name: 'ClearDent', version: 'V0' };
const PLANET = { name: 'Planet DDS', version: 'WebV3.0' };
const PLANET_2 = { name: 'Planet DDS', version: 'WebV2.0' };
const DENTRIX_G6 = { name: 'Dentrix', version: 'G6' };
const DENTRIX_ENTERPRISE = { name: 'Dentrix Enterprise', version: 'V11' };
const CORNERSTONE = { name: 'Cornerstone', version: 'V0' };

const VISIT = {
  patientId: '4201',
  date: '2031-03-10',
  time: '10:30',
  lengthMinutes: 60,
  providerId: 'PRV1',
  operatory: 'OP1',
  description: 'PRL0A1B2C3D: 6-month cleaning',
};
const SENT_VISIT = {
  patient_id: '4201',
  date: '2031-03-10',
  time: '10:30',
  length: '60',
  provider_id: 'PRV1',
  operatory: 'OP1',
  practice_id: '1-1',
};
const DESCRIPTION = 'PRL0A1B2C3D 6 month cleaning';
const EXTRAS = {
  type: '12',
  staff: 'STF1',
  user: 'USR1',
  status: 'Open',
  guarantorId: '4200',
  note: 'Prefers mornings!',
  procedureCodes: ['D0120', 'D1110'],
  productionType: 'Hygiene',
  hasInsurance: true,
};
const SENT_EXTRAS = {
  type: '12',
  staff: 'STF1',
  user: 'USR1',
  status: 'Open',
  guarantor_id: '4200',
  note: 'Prefers mornings',
  procedure_codes: 'D0120|D1110',
  production_type: 'Hygiene',
  has_insurance: 'true',
};
const CREATED = { status: 201, json: { http_code: '201', error_code: 'API2016', long_message: 'Id:900123' } };
const LOGGED = { http_code: '200', error_code: 'API0007', long_message: 'Status logged. Id:900124' };
const ACCEPTED = { ok: true, value: { writebackId: '900124' } };

let answer: ScriptedAnswer;
let rig: TestCalls;
beforeEach(async () => {
  rig = await startTestCalls(() => answer);
});
afterEach(() => rig.close());

const refusedFor = (field: string) => ({
  ok: false,
  error: { code: 'PmsRefused', writeOutcome: 'not-accepted', httpStatus: null, field },
  exchanges: [],
});
const without = (body: object, ...names: string[]): object =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

describe('postAppointment', () => {
  const post = (pms: PmsSoftware, changes: Partial<PmsAppointmentRequest> = {}) => {
    answer = CREATED;
    return postAppointment(rig.calls)({ office: OFFICE, pms }, phi({ ...VISIT, ...changes }));
  };

  it.each<[string, PmsSoftware, object]>([
    ['Open Dental', OPEN_DENTAL, { ...SENT_EXTRAS, description: DESCRIPTION }],
    ['OrthoTrac', ORTHOTRAC, { ...SENT_EXTRAS, description: DESCRIPTION }],
    ['Dolphin', DOLPHIN, without(SENT_EXTRAS, 'guarantor_id', 'staff')],
    ['ClearDent', CLEARDENT, { type: '12', user: 'USR1', status: 'Open', description: DESCRIPTION }],
    ['Planet DDS', PLANET, { ...SENT_EXTRAS, is_new_patient: 'false', note: `${DESCRIPTION} Prefers mornings` }],
    ['Cornerstone', CORNERSTONE, SENT_EXTRAS],
  ])('sends %s the fields that it has', async (_, pms, expected) => {
    expect(await post(pms, EXTRAS)).toMatchObject({ ok: true, value: { writebackId: '900123' } });
    expect(rig.sentBody()).toEqual({ ...SENT_VISIT, ...expected });
  });

  it.each<[PmsSoftware, Record<string, string>]>([
    [ORTHOTRAC, { staff: 'staff' }],
    [DOLPHIN, { user: 'user', type: 'type' }],
    [CLEARDENT, { status: 'status', type: 'type', user: 'user' }],
    [PLANET_2, { productionType: 'production_type', hasInsurance: 'has_insurance' }],
    [CORNERSTONE, { guarantorId: 'guarantor_id' }],
  ])('sends %j nothing when what it requires is missing', async (pms, required) => {
    for (const [name, field] of Object.entries(required)) {
      expect(await post(pms, { ...EXTRAS, [name]: undefined })).toMatchObject(refusedFor(field));
    }
    expect(rig.seen).toHaveLength(0);
  });

  it.each<[PmsSoftware, string]>([
    [ORTHOTRAC, 'type'],
    [DOLPHIN, 'status'],
  ])('names for %j what it fills in by itself, blank', async (pms, field) => {
    await post(pms, { ...EXTRAS, [field]: undefined });
    expect(rig.sentBody()).toMatchObject({ [field]: '' });
  });

  it('keeps the reference code whole when the description is cut to what OrthoTrac takes', async () => {
    const long = `${'recall and cleaning '.repeat(10)}PRL0A1B2C3D`;
    await post(ORTHOTRAC, { ...EXTRAS, description: long });
    const { description } = rig.sentBody() as { description: string };
    expect(description).toMatch(/^PRL0A1B2C3D recall and cleaning .*(recall|and|cleaning)$/);
    expect(description.length).toBeLessThanOrEqual(150);
    expect(description.length).toBeGreaterThan(140);
  });

  it('always has a description where the PMS has one', async () => {
    await post(OPEN_DENTAL, { description: '***' });
    expect(rig.sentBody()).toMatchObject({ description: 'Appointment' });
  });

  it.each<[Partial<PmsAppointmentRequest>, string]>([
    [{ patientId: '' }, 'patient_id'],
    [{ providerId: ' ' }, 'provider_id'],
    [{ operatory: '' }, 'operatory'],
    [{ date: '2031-02-30' }, 'date'],
    [{ date: '2031-03-10T00:00:00' }, 'date'],
    [{ time: '10:30 AM' }, 'time'],
    [{ time: '24:00' }, 'time'],
    [{ lengthMinutes: 0 }, 'length'],
    [{ lengthMinutes: 30.5 }, 'length'],
    [{ lengthMinutes: 1441 }, 'length'],
    [{ lengthMinutes: Number.NaN }, 'length'],
  ])('sends nothing for %j', async (changes, field) => {
    expect(await post(OPEN_DENTAL, changes)).toMatchObject(refusedFor(field));
    expect(rig.seen).toHaveLength(0);
  });

  it('names the field that is refused, never its value', async () => {
    const reply = await post(OPEN_DENTAL, { date: 'Canary' });
    expect(JSON.stringify(reply)).not.toContain('Canary');
  });

  it.each([
    [true, 'true'],
    [false, 'false'],
    [undefined, undefined],
  ])('asks for a check of the practice’s computer: %s', async (checksUtility, sent) => {
    answer = CREATED;
    await postAppointment(rig.calls)({ office: OFFICE, checksUtility }, phi(VISIT));
    expect(rig.sentBody()).toEqual({ ...SENT_VISIT, description: DESCRIPTION, check_spu: sent });
  });
});

describe('putAppointment', () => {
  const CHANGE = { appointmentSrNo: '81001', providerId: 'PRV1', date: '2031-03-11', time: '09:00', operatory: 'OP2' };
  const SENT = { provider_id: 'PRV1', date: '2031-03-11', time: '09:00', operatory: 'OP2', practice_id: '1-1' };
  const put = (pms: PmsSoftware, changes: Partial<PmsAppointmentChange> = {}) =>
    putAppointment(rig.calls)({ office: OFFICE, pms }, phi({ ...CHANGE, ...changes }));
  beforeEach(() => {
    answer = { status: 200, json: LOGGED, headers: { 'content-type': 'text/html; charset=UTF-8' } };
  });

  it('moves a visit, names it in the path, and records the template only', async () => {
    expect(await put(OPEN_DENTAL)).toMatchObject({
      ...ACCEPTED,
      exchanges: [{ endpoint: '/appointments/{appointment_sr_no}', method: 'PUT' }],
    });
    expect(rig.seen[0]).toMatchObject({ method: 'PUT', path: '/appointments/81001' });
    expect(rig.sentBody()).toEqual(SENT);
  });

  const G6_FIELDS = { description: `PRL0A1B2C3D ${'moved '.repeat(20)}`, type: '12', schedule: 'S', staff: 'STF1' };
  it('leaves out what Dentrix G6 alone has', async () => {
    await put(DENTRIX_ENTERPRISE, G6_FIELDS);
    expect(rig.sentBody()).toEqual(SENT);
  });
  it('sends it to Dentrix G6, the description cut to 60', async () => {
    await put(DENTRIX_G6, G6_FIELDS);
    const description = 'PRL0A1B2C3D moved moved moved moved moved moved moved moved';
    expect(description.length).toBeLessThanOrEqual(60);
    expect(rig.sentBody()).toEqual({ ...SENT, type: '12', schedule: 'S', staff: 'STF1', description });
  });
  it.each(['date', 'time', 'operatory'] as const)(
    'does not move a visit of Dentrix G6 without its %s',
    async (name) => {
      expect(await put(DENTRIX_G6, { [name]: undefined })).toMatchObject(refusedFor(name));
      expect(rig.seen).toHaveLength(0);
    },
  );
  it('changes a length alone at Dentrix G6', async () => {
    const length = { date: undefined, time: undefined, operatory: undefined, lengthMinutes: 90 };
    expect(await put(DENTRIX_G6, length)).toMatchObject(ACCEPTED);
    expect(rig.sentBody()).toEqual({ provider_id: 'PRV1', length: '90', practice_id: '1-1' });
  });

  it.each([':', '#', '?', '/', '\\', '%', '+', '=', ' ', '\n', '\ud800'])(
    'sends nothing with %j in the id',
    async (mark) => {
      expect(await put(OPEN_DENTAL, { appointmentSrNo: `81${mark}001` })).toMatchObject(
        refusedFor('appointment_sr_no'),
      );
      expect(rig.seen).toHaveLength(0);
    },
  );
  it.each(['', '.', '..'])('sends nothing for the id %j', async (appointmentSrNo) => {
    expect(await put(OPEN_DENTAL, { appointmentSrNo })).toMatchObject(refusedFor('appointment_sr_no'));
    expect(rig.seen).toHaveLength(0);
  });
});

describe('patchAppointmentStatus', () => {
  const patch = (pms: PmsSoftware, changes: Partial<PmsStatusChange> = {}) =>
    patchAppointmentStatus(rig.calls)(
      { office: OFFICE, pms, checksUtility: true },
      phi({ appointmentSrNo: '81001', status: 'open.unconfirm', ...changes }),
    );
  const SENT = {
    appointment_sr_no: '81001',
    practice_id: '1-1',
    op: 'replace',
    path: '/appointment_status',
    value: 'open.unconfirm',
    check_spu: 'true',
  };
  const STATUS_EXTRAS = { changedBy: 'CB1', staff: 'STF1', cancellationCodeId: '7', cancellationNote: 'Moved away!' };
  const CANCELLATION = { cancellation_code_id: '7', cancellation_note: 'Moved away' };
  beforeEach(() => {
    answer = { status: 200, json: LOGGED };
  });

  it('has the id in the path and the body, and the practice’s word letter for letter', async () => {
    expect(await patch(OPEN_DENTAL)).toMatchObject({
      ...ACCEPTED,
      exchanges: [{ endpoint: '/appointments/{appointment_sr_no}', method: 'PATCH' }],
    });
    expect(rig.seen[0]).toMatchObject({ method: 'PATCH', path: '/appointments/81001' });
    expect(rig.sentBody()).toEqual(SENT);
  });

  it.each<[string, PmsSoftware, object]>([
    ['Open Dental', OPEN_DENTAL, {}],
    ['OrthoTrac', ORTHOTRAC, { status_changed_by: 'CB1', staff: 'STF1' }],
    ['Dolphin', DOLPHIN, { status_changed_by: 'CB1' }],
    ['Planet DDS WebV3.0', PLANET, CANCELLATION],
    ['Planet DDS WebV2.0', PLANET_2, {}],
  ])('sends %s the extras that it has', async (_, pms, extras) => {
    await patch(pms, STATUS_EXTRAS);
    expect(rig.sentBody()).toEqual({ ...SENT, ...extras });
  });

  it('lets Dolphin pick who changed it', async () => {
    await patch(DOLPHIN);
    expect(rig.sentBody()).toEqual({ ...SENT, status_changed_by: '' });
  });
  it.each<[PmsSoftware, Partial<PmsStatusChange>, string]>([
    [ORTHOTRAC, {}, 'staff'],
    [OPEN_DENTAL, { status: ' ' }, 'value'],
    [OPEN_DENTAL, { appointmentSrNo: '' }, 'appointment_sr_no'],
    [OPEN_DENTAL, { appointmentSrNo: '../patients' }, 'appointment_sr_no'],
  ])('sends %j nothing for %j', async (pms, changes, field) => {
    expect(await patch(pms, changes)).toMatchObject(refusedFor(field));
    expect(rig.seen).toHaveLength(0);
  });

  it('is not logged with API0008: a failure, but no proof that a second send is safe', async () => {
    answer = { status: 200, json: { ...LOGGED, error_code: 'API0008' } };
    const error = { code: 'PmsRefused', writeOutcome: 'unknown', sikkaCode: 'API0008' };
    expect(await patch(OPEN_DENTAL)).toMatchObject({ ok: false, error });
  });
  it('is proven not to be accepted while the practice’s computer is off', async () => {
    answer = sikkaError(412, 'API2017');
    const error = { code: 'PmsUtilityOffline', writeOutcome: 'not-accepted' };
    expect(await patch(OPEN_DENTAL)).toMatchObject({ ok: false, error });
  });
  it.each<[ScriptedAnswer]>([['reset'], ['truncated'], [sikkaError(500, 'API2001')], [sikkaError(404, 'API2009')]])(
    'is of unknown outcome and sent once with %j',
    async (given) => {
      answer = given;
      expect(await patch(OPEN_DENTAL)).toMatchObject({ ok: false, error: { writeOutcome: 'unknown' } });
      expect(rig.seen).toHaveLength(1);
    },
  );
});

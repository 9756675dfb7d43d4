import { phi } from '../domain/phi';
import type { PmsNewAppointment } from '../domain/pms';
import { PmsErrorCode } from '../domain/pms-errors';
import { GRANT_A_KEY, OFFICE, sikkaError, startRig, withKeys, type Rig, type ScriptedAnswer } from './test-rig';

const CONTEXT = { office: OFFICE };
const VISIT: PmsNewAppointment = {
  patientId: '4201',
  date: '2031-03-10',
  time: '10:30',
  lengthMinutes: 60,
  providerId: 'PRV1',
  operatory: 'OP1',
  description: 'Cleaning, O’Sample: 6-month',
};

const created = (json: object): ScriptedAnswer => ({ status: 201, json });
const ACCEPTED = { http_code: '201', error_code: 'API2016', long_message: 'Id:900123', more_information: '' };

let answer: ScriptedAnswer;
let rig: Rig;
beforeEach(async () => {
  rig = await startRig(withKeys(() => answer));
});
afterEach(() => rig.close());

describe('postAppointment', () => {
  const post = (given: ScriptedAnswer) => {
    answer = given;
    return rig.client.appointments.postAppointment(
      { ...CONTEXT, timeoutMs: given === 'never' ? 300 : 4_000 },
      phi(VISIT),
    );
  };

  it('sends strings, and free text of letters, digits and spaces', async () => {
    await post(created(ACCEPTED));
    const [request] = rig.dataRequests();
    expect(request).toMatchObject({ method: 'POST', path: '/appointment' });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      patient_id: '4201',
      date: '2031-03-10',
      time: '10:30',
      length: '60',
      provider_id: 'PRV1',
      operatory: 'OP1',
      practice_id: '1-1',
      description: 'Cleaning OSample 6 month',
    });
  });

  it.each([
    ['the message', ACCEPTED],
    [
      'the URL',
      { ...ACCEPTED, long_message: '', more_information: 'https://sikka.invalid/writeback_status?id=900123' },
    ],
    ['both', { ...ACCEPTED, more_information: 'https://sikka.invalid/writeback_status?id=900123' }],
    ['a one-element array', [ACCEPTED]],
  ])('reads the write-back id from %s', async (_, json) => {
    expect(await post(created(json))).toMatchObject({ ok: true, value: { writebackId: '900123' } });
  });

  it.each<[string, ScriptedAnswer]>([
    ['no id', created({ ...ACCEPTED, long_message: 'Created' })],
    ['two ids', created({ ...ACCEPTED, more_information: 'https://sikka.invalid/writeback_status?id=900124' })],
    ['no code', created({ http_code: '201', long_message: 'Id:900123' })],
    ['a code that accepts nothing', { status: 200, json: { ...ACCEPTED, error_code: 'API0002' } }],
    ['no body', { status: 204 }],
    ['HTML', { status: 201, text: '<html>' }],
    ['API0008', { status: 200, json: { ...ACCEPTED, error_code: 'API0008' } }],
    ['500', sikkaError(500, 'API2001')],
    ['504', sikkaError(504, 'API2022')],
    ['a proxy’s 400', { status: 400, text: '<html>' }],
    ['403', sikkaError(403, 'API2003')],
    ['404', sikkaError(404, 'API2009')],
    ['reset', 'reset'],
    ['truncated', 'truncated'],
    ['no answer', 'never'],
  ])('is of unknown outcome and sent once with %s', async (_, given) => {
    expect(await post(given)).toMatchObject({ ok: false, error: { writeOutcome: 'unknown' } });
    expect(rig.dataRequests()).toHaveLength(1);
  });

  it.each([
    [400, 'API1026'],
    [401, 'API2004'],
    [405, 'API2014'],
    [409, 'API2013'],
    [412, 'API2017'],
    [415, 'API1006'],
    [422, 'API2019'],
    [429, 'API2012'],
  ])('is proven not to be accepted by Sikka’s own %i, and sent once', async (status, code) => {
    const error = { writeOutcome: 'not-accepted', httpStatus: status, sikkaCode: code };
    expect(await post(sikkaError(status, code))).toMatchObject({ ok: false, error });
    expect(rig.dataRequests()).toHaveLength(1);
  });

  it('is proven not to be accepted when the key was dead and no other could be had', async () => {
    await rig.close();
    let keyRequests = 0;
    rig = await startRig(({ path }) => {
      if (path !== '/request_key') return sikkaError(400, 'API1025');
      return ++keyRequests === 1 ? GRANT_A_KEY : 'reset';
    });
    const reply = await rig.client.appointments.postAppointment(CONTEXT, phi(VISIT));
    expect(reply).toMatchObject({ ok: false, error: { code: PmsErrorCode.unavailable, writeOutcome: 'not-accepted' } });
    expect(rig.dataRequests()).toHaveLength(1);
  });

  it('is not sent at all when the caller has given up before', async () => {
    const reply = await rig.client.appointments.postAppointment(
      { ...CONTEXT, signal: AbortSignal.abort() },
      phi(VISIT),
    );
    expect(reply).toMatchObject({ ok: false, error: { writeOutcome: 'not-accepted' }, exchanges: [] });
    expect(rig.server.seen).toHaveLength(0);
  });

  it('is sent again when the first was refused for a dead key, and only then', async () => {
    await rig.close();
    rig = await startRig(
      withKeys(({ headers }) =>
        headers['request-key'] === 'request-key-1' ? sikkaError(400, 'API1025') : created(ACCEPTED),
      ),
    );
    const reply = await rig.client.appointments.postAppointment(CONTEXT, phi(VISIT));
    expect(reply).toMatchObject({ ok: true, value: { writebackId: '900123' } });
    expect(rig.dataRequests()).toHaveLength(2);
  });
});

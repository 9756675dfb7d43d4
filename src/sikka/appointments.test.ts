import { inspect } from 'node:util';
import { phi, reveal } from '../domain/phi';
import { PmsErrorCode } from '../domain/pms-errors';
import { listOf, OFFICE, startRig, withKeys, type Rig, type ScriptedAnswer } from './test-rig';

const CONTEXT = { office: OFFICE };
const DAY = { startDate: '2031-03-10', endDate: '2031-03-10' };
const row = (changes: object = {}) => ({
  appointment_sr_no: '81001',
  patient_id: '4201',
  patient_name: 'Canary Patient',
  provider_id: 'PRV1',
  hygienist: 'HYG1',
  practice_id: '1-1',
  operatory: 'OP1',
  date: '2031-03-10T00:00:00',
  time: '10:30',
  length: '60',
  status: 'Open',
  description: 'Canary description',
  note: 'Canary note',
  cancelled: 'False',
  cancelled_date: '',
  ...changes,
});

let answer: ScriptedAnswer;
let rig: Rig;
beforeEach(async () => {
  rig = await startRig(withKeys(() => answer));
});
afterEach(() => rig.close());

const busyVisits = async (given: ScriptedAnswer) => {
  answer = given;
  const reply = await rig.client.appointments.listBusyVisits(CONTEXT, DAY);
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
};

describe('listBusyVisits', () => {
  it('asks for the fields that are not there by default', async () => {
    await busyVisits({ status: 204 });
    expect(Object.fromEntries(rig.dataRequests()[0]?.query ?? [])).toMatchObject({
      startdate: '2031-03-10',
      enddate: '2031-03-10',
      practice_id: '1-1',
      fields: 'operatory,cancelled,cancelled_date,hygienist',
    });
  });

  it('gives the time that is taken and drops the patient', async () => {
    const visits = await busyVisits(listOf(row()));
    expect(visits).toEqual([
      {
        appointmentSrNo: '81001',
        providerId: 'PRV1',
        hygienistId: 'HYG1',
        operatory: 'OP1',
        date: '2031-03-10',
        startTime: '10:30',
        lengthMinutes: 60,
        status: 'Open',
        isCancelled: false,
      },
    ]);
  });

  it.each([
    [{ cancelled: 'True' }, true],
    [{ cancelled: 'T' }, true],
    [{ cancelled: '1' }, true],
    [{ cancelled: '', cancelled_date: '2031-03-04T00:00:00' }, true],
    [{ cancelled: '', status: 'Cancelled' }, true],
    [{ cancelled: '', status: 'cancelled.unconfirm' }, true],
    [{ cancelled: '', status: 'Broken' }, true],
    [{ cancelled: '', status: 'No Show' }, false],
    [{ cancelled: '', cancelled_date: '1111-11-11' }, false],
    [{ cancelled: '' }, false],
    [{ cancelled: 'F' }, false],
  ])('reads %j as cancelled: %s', async (changes, isCancelled) => {
    expect(await busyVisits(listOf(row(changes)))).toMatchObject([{ isCancelled }]);
  });

  it('leaves out visits of another practice of the office, and of other days', async () => {
    const others = [{ practice_id: '1-2' }, { practice_id: '' }, { date: '2031-03-11T00:00:00' }].map((changes, n) =>
      row({ ...changes, appointment_sr_no: String(n) }),
    );
    expect(await busyVisits(listOf(...others))).toEqual([]);
  });

  it('counts a visit that two pages show once', async () => {
    expect(await busyVisits(listOf(row(), row()))).toHaveLength(1);
  });

  it('takes the whole day for a visit without a time, and nothing for one of no length', async () => {
    const visits = await busyVisits(listOf(row({ time: '' }), row({ appointment_sr_no: '2', length: '' })));
    expect(visits).toMatchObject([
      { startTime: '00:00', lengthMinutes: 1440 },
      { startTime: '10:30', lengthMinutes: 0 },
    ]);
  });

  it('is unreadable, rather than free, when a visit’s time or date cannot be read', async () => {
    for (const changes of [{ time: 'noonish' }, { date: '10 March' }]) {
      answer = listOf(row(), row({ appointment_sr_no: '2', ...changes }));
      const reply = await rig.client.appointments.listBusyVisits(CONTEXT, DAY);
      expect(reply).toMatchObject({ ok: false, error: { code: PmsErrorCode.unreadable } });
    }
  });
});

describe('findAppointments', () => {
  it('finds the visits of one patient, and theirs only, whatever the filter lets through', async () => {
    answer = listOf(row(), row({ appointment_sr_no: '2', patient_id: '4202' }));
    const reply = await rig.client.appointments.findAppointments(CONTEXT, { patientId: phi('4201'), ...DAY });
    const visits = reply.ok ? reply.value : [];
    expect(visits.map(({ appointmentSrNo }) => appointmentSrNo)).toEqual(['81001']);
    expect(visits.map(({ patient }) => reveal(patient))).toEqual([
      { patientId: '4201', description: 'Canary description' },
    ]);
    expect(JSON.stringify(reply) + inspect(reply, { depth: null })).not.toMatch(/Canary|4201/);
  });

  it('finds one visit by its id', async () => {
    answer = listOf(row(), row({ appointment_sr_no: '2' }));
    const reply = await rig.client.appointments.findAppointments(CONTEXT, { appointmentSrNo: '2' });
    expect(reply).toMatchObject({ ok: true, value: [{ appointmentSrNo: '2' }] });
    expect(rig.dataRequests()[0]?.query.get('appointment_sr_no')).toBe('2');
  });
});

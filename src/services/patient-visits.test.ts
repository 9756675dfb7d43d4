import { phi } from '../domain/phi';
import type { PmsAppointment } from '../domain/pms';
import type { CallPatient } from '../persistence/call-codes';
import type { SikkaClient } from '../sikka/client';
import { createPatientVisitsReader } from './patient-visits';

const NOW = new Date('2031-03-11T14:00:00Z');
const visit = (patientId: string, more: Partial<PmsAppointment> = {}): PmsAppointment => ({
  ...{ appointmentSrNo: '81', providerId: 'PRV1', hygienistId: '', operatory: 'OP1', date: '2031-03-11' },
  ...{ startTime: '10:30', lengthMinutes: 60, status: 'Scheduled', isCancelled: false, madeOn: null },
  patient: phi({ patientId, description: '' }),
  ...more,
});
const person = (patientId: string): CallPatient => ({
  ...{ id: 'row-1', code: 'P1', level: 'L2', patientIndex: 'index-of-maya' },
  patient: phi({ patientId, firstName: 'Maya' }),
});

/** Asks for a patient's visits where Sikka answers with these, whomever it is asked for. */
async function read(answer: readonly PmsAppointment[] | 'failure', patientId = '4001') {
  const order: string[] = [];
  const sikka = {
    appointments: {
      findAppointments: () => {
        order.push('asked');
        const exchanges = [{ endpoint: '/appointments', method: 'GET', responseStatus: 200, responseTimeMs: 1 }];
        return Promise.resolve(
          answer === 'failure' ? { ok: false, exchanges } : { ok: true, value: answer, exchanges },
        );
      },
    },
  } as unknown as SikkaClient;
  const visits = await createPatientVisitsReader(sikka)(person(patientId), {
    practice: { office: { accountId: 'a', officeId: 'o', practiceId: '1-1' }, timeZone: 'America/New_York' },
    now: NOW,
    signal: new AbortController().signal,
    trail: {
      attempt: (_request, _acts, patientRef) => {
        order.push(`attempt of ${patientRef}`);
        return Promise.resolve(['attempt-1']);
      },
      outcome: (_act, _reply, attemptId, patientRef) => void order.push(`${String(attemptId)} of ${patientRef}`),
    },
  });
  return { visits, order };
}

describe("the read of a patient's visits", () => {
  it("keeps none of another patient's, even where Sikka takes no notice of whom it was asked for", async () => {
    const { visits } = await read([visit('4002'), visit('4001', { appointmentSrNo: '82' }), visit('')]);
    expect(visits?.map(({ appointmentSrNo }) => appointmentSrNo)).toEqual(['82']);
  });

  it('keeps what lies ahead and stands', async () => {
    const { visits } = await read([
      visit('4001', { startTime: '09:59' }),
      visit('4001', { startTime: '10:00' }),
      visit('4001', { appointmentSrNo: '83', startTime: '10:01' }),
      visit('4001', { isCancelled: true }),
    ]);
    expect(visits?.map(({ appointmentSrNo }) => appointmentSrNo)).toEqual(['83']);
  });

  it('is on record, by patient, before it is made', async () => {
    expect((await read([])).order).toEqual(['attempt of index-of-maya', 'asked', 'attempt-1 of index-of-maya']);
  });

  it('is not made for a new patient who has no chart yet', async () => {
    expect(await read([visit('')], '')).toEqual({ visits: [], order: [] });
  });

  it('says that it failed rather than that there is nothing', async () => {
    expect((await read('failure')).visits).toBeNull();
  });
});

import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { bookingsOf, tasksOf, waitForState, type BookingRow } from './bookings';
import { birthDateCanary, phoneCanary, textCanary, type Canary } from './canaries';
import { WEBHOOK_SECRET } from './environment';
import { messagesFor, textsAt, zoneWhereItIs } from './late-results';
import { codesIn, PhoneCall } from './phone-call';
import type { TestStack } from './stack';
import { waitFor } from './wait';

const PATIENT = {
  firstName: 'Zephyranta',
  middleName: 'Okapiella',
  lastName: 'Quilloverne',
  preferredName: 'Zephquaggy',
  birthDate: '1961-02-23',
  address: '77 Wobblefangle Way',
  cell: '602-555-0163',
  homePhone: '480-555-0187',
  email: 'zephquagga@patients.example',
};
const SAID = { firstName: PATIENT.firstName, lastName: PATIENT.lastName, dateOfBirth: PATIENT.birthDate };
const SAID_WRONGLY = { firstName: PATIENT.firstName, lastName: 'Brambleskirt', dateOfBirth: '1961-02-24' };
const REASON = 'a wisdomtoothish twinge since the glockenspiel recital';
const TRANSCRIPT = 'Caller: my xylomandible hurts, this is Zephyranta Quilloverne.';
/** By which the simulator takes messages for these calls, as Vapi would. */
const CONTROL_ID = 'quaggacontrol-7781';

/** Everything about the patient, what was said in the calls, and the credentials that were used. */
const canariesOf = (patientId: string): Canary[] => [
  textCanary('first name', PATIENT.firstName),
  textCanary('middle name', PATIENT.middleName),
  textCanary('last name', PATIENT.lastName),
  textCanary('preferred name', PATIENT.preferredName),
  textCanary('address', PATIENT.address, 'Wobblefangle'),
  textCanary('e-mail', PATIENT.email, 'zephquagga'),
  textCanary('patient id', `"${patientId}"`, `patient_id=${patientId}`, `\n${patientId}\n`),
  phoneCanary('cell', '6025550163'),
  phoneCanary('home phone', '4805550187'),
  birthDateCanary('birth date', PATIENT.birthDate),
  birthDateCanary('birth date as it was said wrongly', SAID_WRONGLY.dateOfBirth),
  textCanary('last name as it was said wrongly', SAID_WRONGLY.lastName),
  textCanary('reason', REASON, 'wisdomtoothish', 'glockenspiel'),
  textCanary('transcript', TRANSCRIPT, 'xylomandible'),
  textCanary('control URL', `/vapi-control/${CONTROL_ID}/control`, 'quaggacontrol'),
  textCanary('webhook secret', WEBHOOK_SECRET),
  textCanary('office’s secret key', 'sim-secret-00001'),
];

class CanaryCall extends PhoneCall {
  override get envelope(): Record<string, unknown> {
    const customer = { number: '+16025550163', name: `${PATIENT.firstName} ${PATIENT.lastName}` };
    return { ...super.envelope, customer };
  }
}

export interface CanaryStage {
  readonly stack: TestStack;
  readonly apiUrl: string;
  readonly temporalAddress: string;
}

/**
 * Plays calls of one patient whose every datum is unmistakable: a booking that succeeds, one that the office refuses
 * later, and a call in which all goes wrong. Gives what must not be found anywhere, and the booking that succeeded.
 */
export async function playCanaryCalls(stage: CanaryStage): Promise<{ canaries: Canary[]; booked: BookingRow }> {
  const { patientId } = (await stage.stack.simulator.post('/patients', PATIENT)) as { patientId: string };
  const booked = await playBooking(stage);
  await playRefusal(stage);
  await playFailures(stage);
  return { canaries: canariesOf(patientId), booked };
}

const dial = ({ apiUrl, stack }: CanaryStage): CanaryCall =>
  new CanaryCall(apiUrl, { controlUrl: () => stack.simulator.controlUrlOf(CONTROL_ID) });

async function verifiedCall(stage: CanaryStage): Promise<{ call: PhoneCall; patient: string; slots: string[] }> {
  const call = dial(stage);
  expect((await call.tool('search-patients', SAID_WRONGLY)).status).toBe('NOT FOUND');
  const verified = await call.tool('search-patients', SAID);
  expect(verified.status).toBe('OK');
  const offered = await call.tool('check-availability', { appointmentType: 'cleaning' });
  return { call, patient: codesIn(verified.text, 'P')[0] ?? '', slots: codesIn(offered.text, 'S') };
}

/** The news of it goes into the call and out as a text. */
async function playBooking(stage: CanaryStage): Promise<BookingRow> {
  const { stack } = stage;
  const { database, simulator } = stack;
  const { call, patient, slots } = await verifiedCall(stage);
  await simulator.put('/spu', { online: false });
  expect((await call.tool('book-appointment', { patient, slot: slots[0], reason: REASON })).status).toBe('SENT');
  const [practice] = await database.query<{ time_zone: string }>('SELECT time_zone FROM pms_integrations');
  await database.query('UPDATE bookings SET text_consent = true');
  await database.query('UPDATE pms_integrations SET time_zone = $1', [zoneWhereItIs(12)]);
  await simulator.put('/spu', { online: true });
  const booked = await waitForState(database, call.id, 'confirmed');
  await waitFor('the text', async () => (await textsAt(stack))[0]);
  expect(await messagesFor(stack, CONTROL_ID)).toHaveLength(1);
  await database.query('UPDATE pms_integrations SET time_zone = $1', [practice?.time_zone]);
  return booked;
}

/** The office's reason names the patient, and the first steps after it meet a database that lacks a table. */
async function playRefusal(stage: CanaryStage): Promise<void> {
  const { database, simulator } = stage.stack;
  const { call, patient, slots } = await verifiedCall(stage);
  await simulator.put('/spu', { online: false });
  await simulator.put('/knobs', { 'write.slotTaken': 'fails-later' });
  expect((await call.tool('book-appointment', { patient, slot: slots[0], reason: REASON })).status).toBe('SENT');
  const [booking] = await bookingsOf(database, call.id);
  await simulator.post('/appointments', {
    date: booking?.local_date,
    time: booking?.local_time,
    lengthMinutes: 60,
    providerId: booking?.provider_id,
    operatory: booking?.operatory,
  });
  await database.query('ALTER TABLE staff_tasks RENAME TO staff_tasks_away');
  await simulator.put('/spu', { online: true });
  await waitForFailingActivity(stage, booking?.workflow_id ?? '');
  await database.query('ALTER TABLE staff_tasks_away RENAME TO staff_tasks');
  const failed = await waitForState(database, call.id, 'failed', 30_000);
  expect(await tasksOf(database, failed)).toHaveLength(1);
}

async function waitForFailingActivity({ temporalAddress }: CanaryStage, workflowId: string): Promise<void> {
  const connection = await Connection.connect({ address: temporalAddress });
  const workflow = new Client({ connection }).workflow.getHandle(workflowId);
  await waitFor('an activity that fails', async () => {
    const { raw } = await workflow.describe();
    return raw.pendingActivities?.find(({ lastFailure }) => Boolean(lastFailure));
  });
  await connection.close();
}

/** Sikka and Postgres fail in the middle of a search; then requests that are wrong in every way, all full of PHI. */
async function playFailures(stage: CanaryStage): Promise<void> {
  const { stack, apiUrl } = stage;
  const { database, simulator } = stack;
  const call = dial(stage);
  for (const status of [500, 422, 'reset']) {
    await simulator.put('/knobs', { 'api.faults': [{ method: 'GET', path: '/patients', status, count: 20 }] });
    expect((await call.tool('search-patients', SAID)).status).toBe('UNAVAILABLE');
  }
  await simulator.put('/knobs', { 'api.faults': [] });
  await database.query('ALTER TABLE call_patients RENAME TO call_patients_away');
  expect((await call.tool('search-patients', SAID)).status).toBe('UNAVAILABLE');
  await database.query('ALTER TABLE call_patients_away RENAME TO call_patients');

  expect((await call.tool('search-patients', { ...SAID, dateOfBirth: [SAID] })).status).toBe('NEED');
  expect((await call.tool('search-patients', JSON.stringify(SAID).slice(0, -1))).status).toBe('NEED');
  await call.tool(`look-for-${PATIENT.lastName}`, SAID);

  const path = `/vapi/tools/search-patients?name=${PATIENT.lastName}`;
  const toolCallList = [{ id: 'call_1', type: 'function', function: { name: 'search-patients', arguments: SAID } }];
  const message = { type: 'tool-calls', toolCallList, transcript: TRANSCRIPT, call: call.envelope, ...SAID };
  const answers = [
    await call.post(path, { message }),
    await call.post(path, { message }, { 'x-vapi-secret': `${PATIENT.lastName}-${randomUUID()}` }),
    await call.post(`/patients/${PATIENT.lastName}?phone=6025550163`, { message }),
    await call.post('/vapi/webhook', { message: { ...message, type: 'end-of-call-report', endedReason: TRANSCRIPT } }),
    await fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-vapi-secret': WEBHOOK_SECRET },
      body: `{"message": "${TRANSCRIPT}`,
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 200, 400]);
}

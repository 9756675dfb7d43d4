import { inspect } from 'node:util';
import { listVisitEvents, type EventWindow } from './practice-events';
import { startTestCalls, type TestCalls } from './test-calls';
import { listOf, OFFICE, type ScriptedAnswer } from './test-rig';

const row = (changes: object = {}) => ({
  appointment_sr_no: '81001',
  patient_id: '4201',
  patient_name: 'Canary Patient',
  note: 'Canary note',
  provider_id: 'PRV1',
  practice_id: '1-1',
  operatory: 'OP1',
  date: '2031-03-10T00:00:00',
  time: '11:00',
  length: '60',
  status: 'Open',
  loadeddate: '2031-03-04T02:20:00',
  flag: 'updated',
  changes: [
    { field: 'time', old_value: '10:30', new_value: '11:00' },
    { field: 'patient_name', old_value: 'Canary Old', new_value: 'Canary Patient' },
  ],
  ...changes,
});

let answer: ScriptedAnswer;
let rig: TestCalls;
beforeEach(async () => {
  rig = await startTestCalls(() => answer);
});
afterEach(() => rig.close());

const list = (given: ScriptedAnswer, window: EventWindow = { intervalMinutes: 60 }) => {
  answer = given;
  return listVisitEvents(rig.calls)({ office: OFFICE }, window);
};

it('tells what changed of which visit, and nothing of its patient', async () => {
  const reply = await list(listOf(row()));
  expect(reply).toMatchObject({
    ok: true,
    value: [
      {
        appointmentSrNo: '81001',
        change: 'updated',
        changedFields: ['time', 'patient_name'],
        loadedAt: '2031-03-04T02:20:00',
        visit: { appointmentSrNo: '81001', date: '2031-03-10', startTime: '11:00', lengthMinutes: 60 },
      },
    ],
  });
  expect(JSON.stringify(reply) + inspect(reply, { depth: null })).not.toMatch(/Canary|4201/);
});

it.each<[EventWindow, object]>([
  [{ intervalMinutes: 60 }, { interval: '60' }],
  [
    { loadedFrom: '2031-03-04', loadedTo: '2031-03-04T02:20:00' },
    { loaded_startdate: '2031-03-04', loaded_enddate: '2031-03-04T02:20:00' },
  ],
])('asks for the current state of visits in %j', async (window, expected) => {
  expect(await list({ status: 204 }, window)).toMatchObject({ ok: true, value: [] });
  expect(rig.seen[0]?.path).toBe('/practice_events');
  expect(Object.fromEntries(rig.seen[0]?.query ?? [])).toEqual({
    events: 'appointments',
    status: 'current',
    practice_id: '1-1',
    fields: 'operatory,cancelled,cancelled_date,hygienist',
    limit: '1000',
    offset: '0',
    ...expected,
  });
});

it('gives each visit once, in its latest state, and those of this practice only', async () => {
  const reply = await list(
    listOf(
      row({ loadeddate: '2031-03-04T03:00:00', flag: 'deleted' }),
      row({ flag: 'added' }),
      row({ appointment_sr_no: '2', practice_id: '1-2' }),
    ),
  );
  expect(reply).toMatchObject({ ok: true, value: [{ appointmentSrNo: '81001', change: 'deleted' }] });
});

it.each([undefined, '', null, [], [{}], [{ field: 'Canary Patient, 4201' }]])(
  'takes changes of %j for no names',
  async (changes) => {
    expect(await list(listOf(row({ changes })))).toMatchObject({ ok: true, value: [{ changedFields: [] }] });
  },
);

it('needs no date of a visit that is gone, but of any other', async () => {
  const blank = { date: '', time: '', length: '' };
  expect(await list(listOf(row({ ...blank, flag: 'deleted' })))).toMatchObject({
    ok: true,
    value: [{ change: 'deleted', visit: null }],
  });
  expect(await list(listOf(row({ ...blank, flag: 'moved' })))).toMatchObject({
    ok: false,
    error: { code: 'PmsUnreadable' },
  });
});

it('keeps a flag that it does not know', async () => {
  expect(await list(listOf(row({ flag: 'moved' })))).toMatchObject({ ok: true, value: [{ change: 'unknown' }] });
});

it('keeps to the time-out of the context', async () => {
  answer = 'never';
  const reply = await listVisitEvents(rig.calls)({ office: OFFICE, timeoutMs: 20 }, { intervalMinutes: 1 });
  expect(reply).toMatchObject({ ok: false, error: { code: 'PmsTimeout' } });
});

it.each<[EventWindow]>([
  [{ intervalMinutes: 0 }],
  [{ intervalMinutes: 1_441 }],
  [{ intervalMinutes: 1.5 }],
  [{ loadedFrom: '2031-03-04T02:20:00Z', loadedTo: '2031-03-05' }],
])('is a bug to ask for %j', async (window) => {
  await expect(list({ status: 204 }, window)).rejects.toThrow(RangeError);
});

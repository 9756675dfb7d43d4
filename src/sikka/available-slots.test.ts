import { listAvailableSlots } from './available-slots';
import { startTestCalls, type TestCalls } from './test-calls';
import { listOf, OFFICE, type ScriptedAnswer } from './test-rig';

const ORTHOTRAC = { name: 'OrthoTrac', version: 'V0' };
const DAY = { startDate: '2031-03-10', endDate: '2031-03-10' };
const row = (changes: object = {}) => ({
  practice_id: '1-1',
  provider_id: 'PRV1',
  operatory: 'OP1',
  date: '2031-03-10T00:00:00',
  time: '10:30',
  end_time: '11:00 AM',
  template_code: 'T1',
  template_type: 'Exam',
  ...changes,
});

let answer: ScriptedAnswer;
let rig: TestCalls;
beforeEach(async () => {
  rig = await startTestCalls(() => answer);
});
afterEach(() => rig.close());

const list = (given: ScriptedAnswer, filter = {}, pms = ORTHOTRAC) => {
  answer = given;
  return listAvailableSlots(rig.calls)({ office: OFFICE, pms }, { ...DAY, ...filter });
};

it('gives the slots of the practice in the range', async () => {
  const reply = await list(
    listOf(row(), row({ practice_id: '1-2' }), row({ date: '2031-03-11' }), row({ time: '11:00', end_time: '' })),
  );
  expect(reply).toMatchObject({
    ok: true,
    value: [
      { providerId: 'PRV1', operatory: 'OP1', date: '2031-03-10', startTime: '10:30', endTime: '11:00' },
      { startTime: '11:00', endTime: null },
    ],
  });
  expect(rig.seen[0]?.path).toBe('/appointments_available_slots');
  expect(Object.fromEntries(rig.seen[0]?.query ?? [])).toMatchObject({
    startdate: '2031-03-10',
    enddate: '2031-03-10',
    practice_id: '1-1',
    fields: 'end_time,operatory',
  });
});

it('asks and looks for one provider and room', async () => {
  const others = [row(), row({ provider_id: 'PRV2' }), row({ operatory: 'OP2' }), row({ operatory: '' })];
  const reply = await list(listOf(...others), { providerId: 'PRV1', operatory: 'OP1' });
  expect(reply).toMatchObject({ ok: true, value: [{ operatory: 'OP1' }, { operatory: '' }] });
  expect(Object.fromEntries(rig.seen[0]?.query ?? [])).toMatchObject({ provider_id: 'PRV1', operatory: 'OP1' });
});

it('is empty with 204', async () => {
  expect(await list({ status: 204 })).toMatchObject({ ok: true, value: [] });
});

it('is refused, not empty, for software that tells no slots', async () => {
  const reply = await list({ status: 204 }, {}, { name: 'Open Dental', version: 'V24' });
  expect(reply).toMatchObject({ ok: false, error: { field: 'practice_management_system' }, exchanges: [] });
  expect(rig.seen).toHaveLength(0);
});

it.each([{ time: 'noonish' }, { date: '10 March' }])('is unreadable with %j', async (changes) => {
  expect(await list(listOf(row(changes)))).toMatchObject({ ok: false, error: { code: 'PmsUnreadable' } });
});

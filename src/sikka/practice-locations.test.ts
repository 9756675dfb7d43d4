import { listPracticeLocations, setPracticeLocationAccess } from './practice-locations';
import { startTestCalls, type TestCalls } from './test-calls';
import { APP_KEY, listOf, type ScriptedAnswer } from './test-rig';

let answer: ScriptedAnswer;
let rig: TestCalls;
beforeEach(async () => {
  rig = await startTestCalls(() => answer);
});
afterEach(() => rig.close());

it('tells which practices of an office are on', async () => {
  const row = (practice_id: string, access: string) => ({ practice_id, practice_name: 'Sample Dental', access });
  answer = listOf(row('1-1', 'on'), row('1-2', 'OFF'), row('1-3', ''), row('1-4', 'True'));
  expect(await listPracticeLocations(rig.calls)({}, 'Z00001')).toMatchObject({
    ok: true,
    value: [
      { practiceId: '1-1', name: 'Sample Dental', isOn: true },
      { practiceId: '1-2', isOn: false },
      { practiceId: '1-3', isOn: null },
      { practiceId: '1-4', isOn: true },
    ],
  });
  expect(rig.seen[0]).toMatchObject({ path: '/practice_location', headers: { 'app-key': APP_KEY } });
  expect(rig.seen[0]?.query.get('office_id')).toBe('Z00001');
});

describe('setPracticeLocationAccess', () => {
  const set = (given: ScriptedAnswer, ...practiceIds: string[]) => {
    answer = given;
    return setPracticeLocationAccess(rig.calls)({}, { officeId: 'Z00001', practiceIds, access: 'ON' });
  };
  const DONE = { status: 200, json: { http_code: '200', error_code: 'API4006', long_message: 'updated' } };

  it('switches on the practices that are named', async () => {
    expect(await set(DONE, '1-1', '1-2')).toMatchObject({ ok: true, value: 'done' });
    expect(rig.seen[0]).toMatchObject({ method: 'POST', path: '/practice_location' });
    expect(rig.sentBody()).toEqual({ office_id: 'Z00001', practice_id: '1-1,1-2', access: 'ON' });
  });
  it.each([[[]], [['']], [['1-1,1-2']], [['1-1', ' ']]])('asks nothing for the practices %j', async (practiceIds) => {
    expect(await set(DONE, ...practiceIds)).toMatchObject({ ok: false, error: { field: 'practice_id' } });
    expect(rig.seen).toHaveLength(0);
  });
  it.each<[ScriptedAnswer]>([['reset'], [{ status: 204 }], [{ status: 200, text: '<html>' }]])(
    'is of unknown outcome and asked once with %j',
    async (given) => {
      expect(await set(given, '1-1')).toMatchObject({ ok: false, error: { writeOutcome: 'unknown' } });
      expect(rig.seen).toHaveLength(1);
    },
  );
});

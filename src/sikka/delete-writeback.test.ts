import { deleteWriteback } from './delete-writeback';
import { startTestCalls, type TestCalls } from './test-calls';
import { APP_KEY, sikkaError, type ScriptedAnswer } from './test-rig';

let answer: ScriptedAnswer;
let rig: TestCalls;
beforeEach(async () => {
  rig = await startTestCalls(() => answer);
});
afterEach(() => rig.close());

const remove = (given: ScriptedAnswer, id = '900123') => {
  answer = given;
  return deleteWriteback(rig.calls)({ timeoutMs: given === 'never' ? 300 : 4_000 }, id);
};
const REMOVED = { status: 200, json: { http_code: '200', error_code: 'API4006', long_message: 'deleted' } };

it('takes a pending write back with the app’s own key', async () => {
  expect(await remove(REMOVED)).toMatchObject({ ok: true, value: 'removed', exchanges: [{ endpoint: '/writebacks' }] });
  expect(rig.seen[0]).toMatchObject({ method: 'DELETE', path: '/writebacks', headers: { 'app-key': APP_KEY } });
  expect(rig.seen[0]?.query.get('id')).toBe('900123');
});

it.each<[string, string, ScriptedAnswer]>([
  ['too-late', '404', sikkaError(404, 'API2009')],
  ['too-late', '409', sikkaError(409, 'API2013')],
  ['too-late', '410', sikkaError(410, 'API2018')],
  ['unknown', 'a proxy’s 404', { status: 404, text: '<html>' }],
  ['unknown', 'another code with 200', { status: 200, json: { http_code: '200', error_code: 'API0007' } }],
  ['unknown', '204', { status: 204 }],
  ['unknown', '500', sikkaError(500, 'API2001')],
  ['unknown', 'reset', 'reset'],
  ['unknown', 'no answer', 'never'],
])('is %s with %s, and asked once', async (removal, _, given) => {
  expect(await remove(given)).toMatchObject({ ok: true, value: removal });
  expect(rig.seen).toHaveLength(1);
});

it.each([
  [401, 'API2003'],
  [400, 'API1002'],
  [429, 'API2012'],
])('passes on that Sikka did not take it: %i %s', async (status, code) => {
  const error = { writeOutcome: 'not-accepted', sikkaCode: code };
  expect(await remove(sikkaError(status, code))).toMatchObject({ ok: false, error });
});

it.each(['', '*', '900123&id=1', '1 2'])('asks for no removal of %j', async (id) => {
  expect(await remove(REMOVED, id)).toMatchObject({ ok: false, error: { field: 'id' }, exchanges: [] });
  expect(rig.seen).toHaveLength(0);
});

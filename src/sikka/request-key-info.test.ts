import { inspect } from 'node:util';
import { getRequestKeyInfo } from './request-key-info';
import { startTestCalls, type TestCalls } from './test-calls';
import { OFFICE, type ScriptedAnswer } from './test-rig';

const INFO = {
  request_key: 'canary-key',
  status: 'active',
  issued_to: 'Z00001',
  expires_in: '85000 second(s)',
  scope: 'appointments, patients,',
  request_count: '12',
};

let answer: ScriptedAnswer;
let rig: TestCalls;
beforeEach(async () => {
  rig = await startTestCalls(() => answer);
});
afterEach(() => rig.close());

it('tells how long the key lives and what it opens, and not the key', async () => {
  answer = { status: 200, json: [INFO] };
  const reply = await getRequestKeyInfo(rig.calls)({ office: OFFICE });
  expect(reply).toMatchObject({
    ok: true,
    value: {
      status: 'active',
      officeId: 'Z00001',
      expiresInSeconds: 85_000,
      scope: ['appointments', 'patients'],
      requestCount: 12,
    },
  });
  expect(JSON.stringify(reply) + inspect(reply, { depth: null })).not.toContain('canary-key');
  expect(rig.seen[0]).toMatchObject({ path: '/request_key_info', headers: { 'request-key': 'invented-request-key' } });
  expect([...(rig.seen[0]?.query ?? [])]).toEqual([]);
});

it('does not guess a life that Sikka does not tell', async () => {
  answer = { status: 200, json: { ...INFO, expires_in: 'soon', scope: '', request_count: '' } };
  expect(await getRequestKeyInfo(rig.calls)({ office: OFFICE })).toMatchObject({
    ok: true,
    value: { expiresInSeconds: null, scope: [], requestCount: null },
  });
});

it.each<[ScriptedAnswer]>([[{ status: 204 }], [{ status: 200, json: {} }], [{ status: 200, json: [] }]])(
  'is unreadable with %j',
  async (given) => {
    answer = given;
    expect(await getRequestKeyInfo(rig.calls)({ office: OFFICE })).toMatchObject({
      ok: false,
      error: { code: 'PmsUnreadable' },
    });
  },
);

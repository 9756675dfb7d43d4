import { startHoursWire, type HoursWire } from './support/office-hours';
import { askAdmin } from './support/staff';
import { startStack, type TestStack } from './support/stack';
import { CLOSED_LINE, createTransferProbe, DESK, hoursOfPractice, OPEN_LINE } from './support/transfers';

const SPANISH = '+12025550111';
const BILLING = '+12025550112';
const ON_CALL = '+12025550113';
const DESTINATIONS = [
  { number: SPANISH, language: 'es', hours: 'open' },
  { number: BILLING, extension: '12', reason: 'billing', hours: 'open' },
  { number: ON_CALL, reason: 'emergency', hours: 'closed' },
];
const BLEEDING = { reason: 'my tooth was knocked out and it is bleeding' };

describe('where a caller finds a person', () => {
  let stack: TestStack;
  let wire: HoursWire;
  let probe: ReturnType<typeof createTransferProbe>;
  beforeAll(async () => {
    stack = await startStack({
      wire: async (url) => {
        wire = await startHoursWire(url, hoursOfPractice);
        return wire.baseUrl;
      },
    });
    probe = createTransferProbe(stack);
    for (const line of [OPEN_LINE, CLOSED_LINE]) {
      const { id } = await probe.integrationOf(line);
      const path = `/integrations/${id}/transfer-destinations`;
      const put = await askAdmin(stack, 'PUT', path, {
        who: { roles: ['admin'] },
        body: { destinations: DESTINATIONS },
      });
      expect(put.status).toBe(200);
    }
  });
  afterAll(async () => {
    await stack.stop();
    await wire.close();
  });

  const numberOf = async (call: ReturnType<typeof probe.dial>) =>
    ((await probe.controlOf(call)) as { destination: object }[]).map(({ destination }) => destination);

  it.each([
    ['the front desk while it is open', {}, { reason: 'wants a person' }, { number: DESK }],
    ['the one for their reason', {}, { reason: 'a question about my bill' }, { number: BILLING, extension: '12' }],
    ['one who speaks their language', { callLanguage: 'es' }, { reason: 'una pregunta' }, { number: SPANISH }],
  ])('is %s', async (_what, language, wish, destination) => {
    const call = probe.dial();
    expect((await call.tool('transfer-to-human', { ...wish, ...language })).status).toBe('OK');
    expect(await numberOf(call)).toEqual([{ type: 'number', ...destination }]);
  });

  it('is whoever is on call, at night and in an emergency alone', async () => {
    const urgent = probe.dial(CLOSED_LINE);
    expect((await urgent.tool('transfer-to-human', BLEEDING)).status).toBe('OK');
    expect(await numberOf(urgent)).toEqual([{ type: 'number', number: ON_CALL }]);
    const calm = probe.dial(CLOSED_LINE);
    const heard = await calm.tool('transfer-to-human', { reason: 'wants another time' });
    expect(heard.status).toBe('TASK');
    expect(heard.text).not.toContain('911');
    expect(await numberOf(calm)).toEqual([]);
  });

  it('is given to a model that asks Vapi to put the caller through, and waited for as well', async () => {
    const call = probe.dial();
    const answer = await call.post('/vapi/webhook', {
      message: { type: 'transfer-destination-request', call: call.envelope },
    });
    expect(await answer.json()).toEqual({
      destination: { type: 'number', number: DESK, message: expect.any(String) as string },
    });
    expect(await probe.callbacksOf(call)).toMatchObject([{ state: 'transferring' }]);
    await probe.hangUp(call, ['no-answer']);
    expect(await probe.theTask(call)).toMatchObject({ kind: 'call-back', reason_code: 'nobody-answered' });
  });

  it('is nobody in an emergency without one: the caller hears of 911, and the task is due in minutes', async () => {
    const { id } = await probe.integrationOf(CLOSED_LINE);
    await stack.database.query('DELETE FROM transfer_destinations WHERE integration_id = $1', [id]);
    const call = probe.dial(CLOSED_LINE);
    const heard = await call.tool('transfer-to-human', BLEEDING);
    expect(heard.status).toBe('TASK');
    expect(heard.text).toContain('call 911');
    const { due_at: dueAt, created_at: createdAt } = await probe.theTask(call);
    expect(dueAt.getTime() - createdAt.getTime()).toBeLessThanOrEqual(16 * 60_000);
  });
});

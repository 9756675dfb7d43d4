import { bookingsOf, waitForState } from './support/bookings';
import { codesIn, type PhoneCall } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { learnCapabilities } from './support/visits';

const WHO = { firstName: 'Ottilie', lastName: 'Fernleigh', dateOfBirth: '1991-02-03', phone: '602-555-0163' };

describe('a visit for somebody whose chart is not there yet', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
    await learnCapabilities(stack);
  });
  afterEach(() => stack.simulator.put('/knobs', { 'spu.online': true }));
  afterAll(() => stack.stop());

  async function enterAndBook(lastName: string): Promise<{ call: PhoneCall; patient: string; slot: string }> {
    await stack.simulator.put('/knobs', { 'spu.online': false });
    const call = stack.call({ number: null });
    const entered = await call.tool('create-patient', { ...WHO, lastName });
    expect(entered.status).toBe('SENT');
    const offered = await call.tool('check-availability', { appointmentType: 'cleaning' });
    return { call, patient: codesIn(entered.text, 'P')[0] ?? '', slot: codesIn(offered.text, 'S')[1] ?? '' };
  }

  it('is kept, and said to be kept, until the chart is there; then it goes to the office, under the same code', async () => {
    const { call, patient, slot } = await enterAndBook('Fernleigh');
    const kept = await call.tool('book-appointment', { patient, slot, textConsent: true });
    expect(kept).toMatchObject({ status: 'WORKING', channel: 'result' });
    expect(kept.text).toContain('goes to the office as soon as the new chart is there');
    const [code] = codesIn(kept.text, 'A');
    expect((await call.tool('book-appointment', { patient, slot })).text).toBe(kept.text);
    const asked = await call.tool('get-patient-info', { patient });
    expect(asked.text).toContain(`(${String(code)}), asked for and not confirmed yet`);
    const [booking] = await bookingsOf(stack.database, call.id);
    const promises = await stack.database.query('SELECT DISTINCT status_word FROM promises WHERE booking_id = $1', [
      booking?.id,
    ]);
    expect(promises).toEqual([{ status_word: 'WORKING' }]);

    await stack.simulator.put('/knobs', { 'spu.online': true });
    await waitForState(stack.database, call.id, 'confirmed');
    const confirmed = await call.tool('book-appointment', { patient, slot });
    expect(confirmed.status).toBe('CONFIRMED');
    expect(codesIn(confirmed.text, 'A')).toEqual([code]);
    const told = await call.tool('get-patient-info', { patient });
    expect(codesIn(told.text, 'A')).toEqual([code]);
    expect(told.text).not.toContain('not confirmed');
  });

  it('can be cancelled while it is kept: nothing of it is ever sent', async () => {
    const { call, patient, slot } = await enterAndBook('Ashbourne');
    const kept = await call.tool('book-appointment', { patient, slot });
    const before = await stack.simulator.countRequests('POST', '/appointment');
    const heard = await call.tool('cancel-appointment', { patient, appointment: codesIn(kept.text, 'A')[0] });
    expect(heard.status).toBe('CONFIRMED');
    await waitForState(stack.database, call.id, 'released');
    expect((await call.tool('get-patient-info', { patient })).text).toContain('no upcoming visits');
    expect(await stack.simulator.countRequests('POST', '/appointment')).toBe(before);
  });
});

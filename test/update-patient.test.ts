import { MAYA, type PhoneCall } from './support/phone-call';
import { learnCapabilities } from './support/visits';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

describe('a change of a chart', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
    await learnCapabilities(stack);
  });
  afterAll(() => stack.stop());

  const verified = async (number: string): Promise<PhoneCall> => {
    const call = stack.call({ number });
    expect((await call.tool('search-patients', MAYA)).status).toBe('OK');
    return call;
  };
  const changesOf = ({ id }: PhoneCall) =>
    stack.database.query<{ id: string; state: string; route: string; code: string; workflow_id: string }>(
      `SELECT c.* FROM pms_changes c JOIN call_sessions s ON s.id = c.call_session_id
        WHERE s.vapi_call_id = $1 ORDER BY c.created_at`,
      [id],
    );
  const tasksOf = (changeId: string | undefined) =>
    stack.database.query('SELECT kind FROM staff_tasks WHERE change_id = $1', [changeId]);
  const OWN = '+16025550142';
  const FOREIGN = '+16025550199';

  it.each([
    ['from another number', FOREIGN, { preferredName: 'May' }],
    ['of a phone number, from her own', OWN, { phone: '602-555-0111' }],
    ['of a name, where the software changes no charts', OWN, { lastName: 'Brightwater-Vale' }],
  ])('%s is stored, and the practice does it', async (_what, number, change) => {
    const call = await verified(number);
    const heard = await call.tool('update-patient', { patient: 'P1', ...change });
    expect(heard).toMatchObject({ status: 'TASK', channel: 'result' });
    expect(heard.text).toContain('(A1)');
    expect(heard.text).toContain('not entered yet');
    for (const value of Object.values(change)) expect(heard.text).not.toContain(value);
    const [row] = await changesOf(call);
    expect(row).toMatchObject({ state: 'held', route: 'staff' });
    await waitFor('the task', async () => ((await tasksOf(row?.id)).length > 0 ? true : null));
    expect(await tasksOf(row?.id)).toEqual([{ kind: 'update-patient-by-hand' }]);
    const [audit] = await stack.database.query(
      `SELECT patient_ref IS NOT NULL AS "isNamed", phi_fields FROM pms_audit_logs
        WHERE action = 'tool.call' AND endpoint = '/vapi/tools/update-patient' AND vapi_call_id = $1`,
      [call.id],
    );
    expect(audit).toEqual({ isNamed: true, phi_fields: Object.keys(change) });
  });

  it('asked for again is the same one; with another value it is another', async () => {
    const call = await verified(OWN);
    const first = await call.tool('update-patient', { patient: 'P1', email: 'maya@example.com' });
    const second = await call.tool('update-patient', { patientId: '(p1)', email: 'maya@example.com' });
    expect(second.text).toBe(first.text);
    expect(await changesOf(call)).toHaveLength(1);
    await call.tool('update-patient', { patient: 'P1', email: 'maya.b@example.com' });
    expect((await changesOf(call)).map(({ code }) => code)).toEqual(['A1', 'A2']);
  });

  it('that names nothing to change is asked what is new, and a stranger to be verified first', async () => {
    const call = await verified(OWN);
    const nothing = await call.tool('update-patient', { patient: 'P1', phone: ' ' });
    expect(nothing).toMatchObject({ status: 'NEED', channel: 'error' });
    expect(nothing.text).toContain('nothing to change');
    const unknown = await call.tool('update-patient', { patient: 'P7', phone: '602-555-0111' });
    const stranger = await stack.call().tool('update-patient', { patient: 'P1', phone: '602-555-0111' });
    expect(unknown.text).toBe(stranger.text);
    expect(stranger.text).toContain('must be verified first');
    expect((await call.tool('update-patient', { patient: 'P1', phone: '12' })).text).toContain('ten digits');
    expect(await changesOf(call)).toEqual([]);
  });

  it('of a person whose own chart is only being made is left to people, who hear the name', async () => {
    const call = stack.call({ number: FOREIGN });
    const nora = { firstName: 'Nora', lastName: 'Larkmeadow', dateOfBirth: '1988-04-12', phone: '602-555-0199' };
    expect((await call.tool('create-patient', nora)).status).toBe('SENT');
    const heard = await call.tool('update-patient', { patient: 'P1', email: 'nora@example.com' });
    expect(heard.status).toBe('TASK');
    expect((await changesOf(call)).map(({ route }) => route)).toEqual(['pms', 'staff']);
  });

  it('makes a visit possible at once for a person whose chart is only being made', async () => {
    const call = stack.call({ number: FOREIGN });
    const person = { firstName: 'Rowan', lastName: 'Larkmeadow', dateOfBirth: '2001-02-03', phone: '602-555-0198' };
    expect((await call.tool('create-patient', person)).status).toBe('SENT');
    const times = await call.tool('check-availability', { appointmentType: 'cleaning' });
    const slot = /\((S\d+)\)/.exec(times.text)?.[1];
    const booked = await call.tool('book-appointment', { patient: 'P1', slot });
    expect(booked.status).toMatch(/WORKING|SENT/);
    await waitFor('the visit', async () => {
      const [row] = await stack.database.query<{ state: string }>(
        `SELECT b.state FROM bookings b JOIN call_sessions s ON s.id = b.call_session_id WHERE s.vapi_call_id = $1`,
        [call.id],
      );
      return row?.state === 'confirmed' ? true : null;
    });
  });
});

import { Authority } from '../src/domain/authority';
import { TOOLS, type ToolName } from '../src/domain/tools';
import { startHoursWire, type HoursWire } from './support/office-hours';
import { codesIn, type Heard, type PhoneCall } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { deskBooks, learnCapabilities, newCaller } from './support/visits';

type Answers = Record<ToolName, string>;

const READS = ['search-patients', 'get-patient-info', 'check-availability'] as const;
const WRITES = [
  'book-appointment',
  'reschedule-appointment',
  'cancel-appointment',
  'create-patient',
  'update-patient',
  'transfer-to-human',
] as const;

const all = (reads: string, writes: string): Answers =>
  Object.fromEntries([...READS.map((tool) => [tool, reads]), ...WRITES.map((tool) => [tool, writes])]) as Answers;

/** What each tool answers in a call in whose middle the practice has set it so. */
const MATRIX: Readonly<Record<Authority, Answers>> = {
  off: all('UNAVAILABLE', 'UNAVAILABLE'),
  read: all('OK', 'UNAVAILABLE'),
  hold: all('OK', 'TASK'),
  write: {
    ...all('OK', 'SENT'),
    // The software of the sample practice changes no charts, and putting somebody through is no write to it.
    'update-patient': 'TASK',
    'transfer-to-human': 'OK',
  },
};

describe('what a practice allows each tool, changed in the middle of a call', () => {
  let stack: TestStack;
  let wire: HoursWire;
  let nth = 0;
  beforeAll(async () => {
    stack = await startStack({
      // Nothing is confirmed while a test looks.
      simulator: { writeDelayMs: 60_000 },
      wire: async (url) => {
        wire = await startHoursWire(url, () => 'always-open');
        return wire.baseUrl;
      },
    });
    await learnCapabilities(stack);
  });
  afterEach(() => stack.database.query('DELETE FROM tool_authorities'));
  afterAll(async () => {
    await stack.stop();
    await wire.close();
  });

  const allowEach = (authority: Authority) =>
    stack.database.query(
      `INSERT INTO tool_authorities (integration_id, tool, authority)
         SELECT l.integration_id, t.tool, $1 FROM phone_lines l, unnest($2::text[]) AS t(tool)
          WHERE l.vapi_phone_number_id = 'num-dev-0001'`,
      [authority, Object.keys(TOOLS)],
    );
  const sentToOffice = async (): Promise<number[]> =>
    Promise.all([
      stack.simulator.countRequests('POST', '/appointment'),
      stack.simulator.countRequests('POST', '/patient'),
      stack.simulator.countRequests('PATCH', '/appointments'),
    ]);
  const keptOf = async ({ id }: PhoneCall): Promise<number> => {
    const [row] = await stack.database.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM bookings WHERE call_session_id = s.id)::int
            + (SELECT count(*) FROM pms_changes WHERE call_session_id = s.id)::int
            + (SELECT count(*) FROM callbacks WHERE call_session_id = s.id)::int AS count
         FROM call_sessions s WHERE s.vapi_call_id = $1`,
      [id],
    );
    return row?.count ?? 0;
  };

  /** Somebody who has two visits, has heard of them, and of times for a third. */
  async function inTheMiddle() {
    nth += 1;
    const known = await newCaller(stack, nth);
    for (const minute of ['00', '30'])
      await deskBooks(stack, known.patientId, `${String(7 + nth)}:${minute}`.padStart(5, '0'));
    const call = stack.call({ controlUrl: (id) => stack.simulator.controlUrlOf(id) });
    const verified = await call.tool('search-patients', known.says);
    const [patient] = codesIn(verified.text, 'P');
    expect((await call.tool('get-patient-info', { patient })).text).toContain('(A2)');
    const slots = codesIn((await call.tool('check-availability', { appointmentType: 'cleaning' })).text, 'S');
    expect(slots.length).toBeGreaterThan(1);
    return { call, patient, slots, says: known.says };
  }

  async function askEach({ call, patient, slots, says }: Awaited<ReturnType<typeof inTheMiddle>>) {
    const newcomer = { firstName: 'Nora', lastName: `Lark${'abcdef'[nth] ?? ''}meadow`, phone: '(602) 555-0199' };
    const heard: Record<ToolName, Heard> = {
      'search-patients': await call.tool('search-patients', says),
      'get-patient-info': await call.tool('get-patient-info', { patient }),
      'check-availability': await call.tool('check-availability', { appointmentType: 'cleaning' }),
      'book-appointment': await call.tool('book-appointment', { patient, slot: slots[0] }),
      'reschedule-appointment': await call.tool('reschedule-appointment', {
        ...{ patient, appointment: 'A1', slot: slots[1] },
      }),
      'cancel-appointment': await call.tool('cancel-appointment', { patient, appointment: 'A2' }),
      'create-patient': await call.tool('create-patient', { ...newcomer, dateOfBirth: '1988-04-12' }),
      'update-patient': await call.tool('update-patient', { patient, preferredName: 'May' }),
      'transfer-to-human': await call.tool('transfer-to-human', { reason: 'wants a person' }),
    };
    return heard;
  }

  it.each(Object.values(Authority))('%s: each tool answers by it at the very next call', async (authority) => {
    const middle = await inTheMiddle();
    const before = await sentToOffice();
    await allowEach(authority);
    const heard = await askEach(middle);
    const statuses = Object.fromEntries(Object.entries(heard).map(([tool, { status }]) => [tool, status]));
    expect(statuses).toEqual(MATRIX[authority]);
    if (authority === 'write') return;
    expect(await sentToOffice()).toEqual(before);
    expect(await keptOf(middle.call)).toBe(authority === 'hold' ? WRITES.length : 0);
    for (const { status, text } of Object.values(heard)) {
      if (status === 'UNAVAILABLE') expect(text).toContain('nothing was done');
    }
  });
});

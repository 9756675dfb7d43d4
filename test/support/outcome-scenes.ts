import { randomUUID } from 'node:crypto';
import type { StatusWord } from '../../src/domain/status-words';
import { TOOLS, type ToolName } from '../../src/domain/tools';
import type { Cast, Role, Situation } from './outcome-roles';
import type { Heard } from './phone-call';
import type { TestStack } from './stack';
import { deskBooks } from './visits';
import { waitFor } from './wait';

const DAY_MS = 86_400_000;
const isWeekend = (day: Date): boolean => day.getUTCDay() === 0 || day.getUTCDay() === 6;

/** Working days to come, each once: so that no two callers want the same time. */
function* workingDays(): Generator<string, never> {
  for (let ahead = 3; ; ahead += 1) {
    const day = new Date(Date.now() + ahead * DAY_MS);
    if (!isWeekend(day)) yield day.toISOString().slice(0, 10);
  }
}

/** Nobody works then: what the front desk enters is in nobody's way. */
const BEFORE_HOURS = '05:00';
const NOBODY = { firstName: 'Aurelian', lastName: 'Nemoquisquam', dateOfBirth: '1971-08-09' };
/** They say nothing of anybody. */
const FOR_EVERYBODY: readonly string[] = ['check-availability', 'transfer-to-human'];
/** What stands in the book then is in the way of others; the calendar does not go on for ever. */
const TAKES_A_TIME: readonly string[] = [
  ...['check-availability', 'get-patient-info', 'book-appointment', 'reschedule-appointment', 'cancel-appointment'],
];
const COMES_ABOUT: readonly string[] = ['OK', 'SENT', 'CONFIRMED', 'TASK', 'WORKING'];
const SOME_DAY = new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 10);
const WRITES_ON_VISITS: readonly string[] = ['reschedule-appointment', 'cancel-appointment'];

/** The rows in which a write of a call stands; a transfer has none of them. */
const STANDING = `
  SELECT state FROM bookings b JOIN call_sessions s ON s.id = b.call_session_id WHERE s.vapi_call_id = $1
  UNION ALL
  SELECT c.state FROM pms_changes c JOIN call_sessions s ON s.id = c.call_session_id WHERE s.vapi_call_id = $1`;

/** How a tool comes to an outcome for somebody who is known as well as that. */
export function createScenes(stack: TestStack, cast: Cast) {
  const days = workingDays();

  /** What a caller wants of each tool who does everything right. */
  const wish = ({ call, says }: Role, day: string): Readonly<Record<ToolName, object>> => ({
    'search-patients': says,
    'check-availability': { appointmentType: 'cleaning', startDate: day },
    'book-appointment': { patient: 'P1', slot: 'S1' },
    'reschedule-appointment': { patient: 'P1', appointment: 'A1', slot: 'S1' },
    'cancel-appointment': { patient: 'P1', appointment: 'A1', reason: 'cannot come' },
    'get-patient-info': { patient: 'P1' },
    'create-patient': {
      ...{ firstName: 'Nova', lastName: newName(call.id), dateOfBirth: '1993-02-04' },
      phone: '212-555-0198',
    },
    'update-patient': { patient: 'P1', preferredName: 'Newname' },
    'transfer-to-human': { reason: 'wants a person' },
  });

  /** What must have been said before: a visit that is on file and read out, times that are offered. */
  const prepare = async (tool: ToolName, { call, patientId, situation }: Role, day: string): Promise<void> => {
    if (situation !== 'L2' && situation !== 'L3') return;
    if (tool === 'get-patient-info' || WRITES_ON_VISITS.includes(tool)) {
      await deskBooks(stack, patientId, BEFORE_HOURS, day);
    }
    if (WRITES_ON_VISITS.includes(tool)) await call.tool('get-patient-info', { patient: 'P1' });
    if (tool === 'book-appointment' || tool === 'reschedule-appointment') {
      await call.tool('check-availability', { appointmentType: 'cleaning', startDate: day });
    }
  };

  const isConfirmed = async ({ call }: Role): Promise<true | null> => {
    const rows = await stack.database.query<{ state: string }>(STANDING, [call.id]);
    return rows.some(({ state }) => state === 'confirmed') ? true : null;
  };

  /** The same id with other arguments is nobody's request, whoever calls. */
  const sayTwice = async (tool: ToolName, { call }: Role): Promise<Heard> => {
    const toolCallId = `call_${randomUUID()}`;
    await call.tool(tool, { reason: 'first' }, toolCallId);
    return call.tool(tool, { reason: 'second' }, toolCallId);
  };

  const isServed = (tool: ToolName, situation: Situation): boolean =>
    situation === 'L2' || situation === 'L3' || (situation !== 'locked' && TOOLS[tool].minimumLevel === 'L0');

  const prepareToPlay = async (tool: ToolName, role: Role, status: StatusWord): Promise<() => Promise<Heard>> => {
    const { call, situation } = role;
    const day = TAKES_A_TIME.includes(tool) && COMES_ABOUT.includes(status) ? days.next().value : SOME_DAY;
    const wanted = wish(role, day)[tool];
    switch (status) {
      case 'NOT FOUND':
        return () =>
          tool === 'search-patients'
            ? call.tool(tool, NOBODY)
            : call.tool(tool, { ...wanted, timeOfDay: 'after 11 pm' });
      case 'NEED': {
        // Who is not served is not however well the request is put; who is, gets it wrong.
        const isRefused = !isServed(tool, situation) && !FOR_EVERYBODY.includes(tool);
        const wrong = tool === 'check-availability' ? { date: 'one of these days' } : {};
        return () => call.tool(tool, isRefused ? wanted : wrong);
      }
      case 'NOT DONE':
        if (isServed(tool, situation) && tool === 'book-appointment') {
          return () => call.tool(tool, { patient: 'P1', slot: 'S9' });
        }
        if (isServed(tool, situation) && WRITES_ON_VISITS.includes(tool)) {
          return () => call.tool(tool, { ...wanted, appointment: 'A9' });
        }
        return () => sayTwice(tool, role);
      case 'CONFIRMED':
        await prepare(tool, role, day);
        return async () => {
          const { text } = await call.tool(tool, wanted);
          await waitFor(`a confirmation after "${text}"`, () => isConfirmed(role), 20_000);
          return call.tool(tool, wanted);
        };
      case 'UNAVAILABLE':
        return () => call.tool(tool, wanted);
      case 'OK':
      case 'SENT':
      case 'TASK':
      case 'WORKING':
        await prepare(tool, role, day);
        return () => call.tool(tool, wanted);
    }
  };

  return {
    /** Somebody comes as far as the request that has this outcome, and makes it when the result is called. */
    async prepare(tool: ToolName, situation: Situation, status: StatusWord): Promise<() => Promise<Heard>> {
      return prepareToPlay(tool, await cast.appear(situation), status);
    },
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** A last name of this call's own. */
const newName = (callId: string): string =>
  `Novus${callId
    .replace(/[^0-9a-f]/g, '')
    .slice(0, 8)
    .replace(/./g, (digit) => LETTERS[Number.parseInt(digit, 16)] ?? '')}`;

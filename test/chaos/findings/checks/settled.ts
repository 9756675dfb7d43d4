import type { Check, Violation } from '../evidence';
import { createLinks } from '../links';

const WRITES = ['bookAppointment', 'rescheduleAppointment', 'cancelAppointment', 'createPatient', 'updatePatient'];
const BROKEN = ['FAILED', 'TERMINATED', 'TIMED_OUT', 'CANCELLED'];
const GUARANTEE = 'every write comes to an end, or waits for a person';

/** Nothing is on its way for ever: what has no end yet waits for a person, and has a workflow that does. */
export const checkSettled: Check = (evidence) => {
  const { ours, engine, underWay } = evidence;
  const links = createLinks(evidence);
  const violation = (about: string, what: string): Violation => ({ guarantee: GUARANTEE, about, what });
  const broken = engine
    .filter(({ type, status }) => WRITES.includes(type) && BROKEN.includes(status))
    .map(({ workflowId, type, status }) => violation(workflowId, `${type} ended as ${status}`));
  const open = [...ours.bookings, ...ours.changes].filter(({ state }) => state === 'held' || state === 'sent');
  const forgotten = open
    .filter((row) => !links.waitsForPerson(row))
    .map(({ id, state, workflowId }) => {
      const [run] = engine.filter((each) => each.workflowId === workflowId);
      return violation(`row ${id}`, `${state} without a task; its workflow ${workflowId}: ${run?.status ?? 'none'}`);
    });
  const isCounted = underWay === 0 || forgotten.length > 0;
  return [...broken, ...forgotten, ...(isCounted ? [] : [violation('the database', `${underWay} rows under way`)])];
};

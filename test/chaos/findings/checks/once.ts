import type { Check, Violation } from '../evidence';
import type { Writeback } from '../their-records';

/** What makes two write-backs the same, in the words of the practice's software. */
function sameness({ kind, officeId, practiceId, targetId, body }: Writeback): string {
  const field = (name: string): string => body[name] ?? '';
  const what: Readonly<Record<Writeback['kind'], readonly string[]>> = {
    'new-appointment': [field('patient_id'), field('date'), field('time')],
    reschedule: [targetId, field('date'), field('time')],
    status: [targetId, field('value')],
    'new-patient': [field('firstname'), field('lastname'), field('birthdate')],
    'edit-patient': [targetId, JSON.stringify(body)],
    'medical-note': [JSON.stringify(body)],
  };
  return [kind, officeId, practiceId, ...what[kind]].join(' ');
}

function repeated<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()].filter((group) => group.length > 1);
}

const GUARANTEE = 'nothing lands twice';

/** Nothing was done twice in the practice's software, whoever asked for it; and no visit of ours stands twice. */
export const checkOnce: Check = ({ theirs }) => {
  const done = theirs.writebacks.filter(({ state }) => state === 'done' || state === 'pending');
  const writes = repeated(done, sameness).map((group): Violation => ({
    guarantee: GUARANTEE,
    about: `write-backs ${group.map(({ id }) => id).join(', ')}`,
    what: `the same ${group[0]?.kind ?? 'write'} was accepted ${group.length} times and not refused later`,
  }));
  const live = theirs.visits.filter(({ source, isCancelled }) => source === 'writeback' && !isCancelled);
  const visits = repeated(live, (one) => [one.officeId, one.patientId, one.date, one.time].join(' '));
  const twins = visits.map((group): Violation => ({
    guarantee: GUARANTEE,
    about: `visits ${group.map(({ appointmentSrNo }) => appointmentSrNo).join(', ')}`,
    what: 'one patient has several visits at one time',
  }));
  return [...writes, ...twins];
};

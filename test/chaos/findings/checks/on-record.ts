import type { Check, Violation } from '../evidence';
import { createLinks } from '../links';

const CREATES = ['pms.appointment.create', 'pms.appointment.update', 'pms.patient.create', 'pms.patient.update'];

/** Every request that was accepted had been put on record before it left, and every chain of the record verifies. */
export const checkOnRecord: Check = (evidence) => {
  const { ours, audit } = evidence;
  const links = createLinks(evidence);
  const accepted = new Map<string, Set<string>>();
  const add = (workflowId: string, ids: readonly string[]): void => {
    accepted.set(workflowId, new Set([...(accepted.get(workflowId) ?? []), ...ids]));
  };
  for (const one of ours.bookings)
    add(
      one.workflowId,
      links.writebacksOfBooking(one).map(({ id }) => id),
    );
  // Several changes may be told apart by nothing but their write-back.
  for (const one of ours.changes) if (one.writebackId !== null) add(one.workflowId, [one.writebackId]);
  const unrecorded = [...accepted].flatMap(([workflowId, ids]): Violation[] => {
    const attempts = ours.attempts.filter((one) => one.workflowId === workflowId && CREATES.includes(one.action));
    const count = attempts.reduce((sum, one) => sum + one.count, 0);
    if (count >= ids.size) return [];
    const what = `${ids.size} write-backs, ${count} attempts on record`;
    return [{ guarantee: 'every request is on record before it leaves', about: workflowId, what }];
  });
  const broken = audit.findings.map(({ chain, words }): Violation => ({
    guarantee: 'every audit chain verifies',
    about: `chain ${chain ?? 'none'}`,
    what: words,
  }));
  return [...unrecorded, ...broken];
};
